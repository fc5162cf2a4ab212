internal import CCeph
public import Core

extension Image {
    /// Changes the size. Not interrupted by ^C.
    ///
    /// - Parameter shrink: That it may become smaller: what lies beyond is lost.
    /// - Throws: `.usage` if it would become smaller without `shrink`; `EROFS`.
    ///
    /// C: `rbd_resize2`. CLI: `rbd resize`. Lua: `image:resize()`
    public func resize(
        to size: UInt64, shrink: Bool = false, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let old = try self.size()
        if size < old, !shrink {
            throw OperationError(
                .usage, "rbd_resize2", target: spec,
                message: "\(size) bytes are fewer than the \(old) it has, and what lies beyond would be lost",
                hint: "Say `shrink = true` if that is what you want.")
        }
        try use("rbd_resize2") { image throws(OperationError) in
            // Stopped half-way, the end would be lost and the size what it was.
            try supervision.run("rbd_resize2", target: spec, stops: false) { rbd_resize2(image, size, shrink, $0, $1) }
        }
    }

    /// Gives back the space of objects' parts that hold nothing but zeros.
    ///
    /// - Parameter size: How many zeros in a row count: a power of two, from 4 KiB to the size of an object; 4 KiB if
    ///   nil.
    /// - Throws: `.invalid`; `EROFS`; `.cancelled`, `.timedOut`, with a part done.
    ///
    /// Cost: reads all of the image, in the OSDs. C: `rbd_sparsify_with_progress`. CLI: `rbd sparsify`.
    /// Lua: `image:sparsify()`
    public func sparsify(
        size: UInt64? = nil, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let operation = "rbd_sparsify_with_progress"
        let size = size ?? 4096
        try use(operation) { image throws(OperationError) in
            try supervision.run(
                operation, target: spec,
                [.invalid: "\(size) is no power of two between 4 KiB and the size of an object"]
            ) { rbd_sparsify_with_progress(image, Int(clamping: size), $0, $1) }
        }
    }
}
