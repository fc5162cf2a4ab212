internal import CCeph
public import Ceph
public import Core

/// An open image. It keeps its pool, and with it the cluster.
///
/// Thread safe; calls block.
public final class Image: Sendable {
    /// Its name when it was opened.
    public let name: String
    /// The snapshot it was opened at.
    public let snapshot: String?
    /// Whether it was opened for reading only.
    public let isReadOnly: Bool
    /// The pool it is in.
    public let pool: Pool
    private let handle: SharedHandle

    /// "vms/vm-1", "images/debian@snap"
    public var spec: String { pool.spec(name, snapshot) }

    /// Opens an image.
    ///
    /// - Parameter snapshot: Opens it as it was then, for reading only.
    /// - Parameter readOnly: Takes no lock, and is no watcher that others would see.
    /// - Throws: `.notFound`, which says whether image or snapshot are missing; `.accessDenied`, `EPERM`.
    ///
    /// C: `rbd_open`, `rbd_open_read_only`. Lua: `rbd.open()`
    public init(
        _ pool: Pool, _ name: String, snapshot: String? = nil, readOnly: Bool = false
    ) throws(OperationError) {
        let isReadOnly = readOnly || snapshot != nil
        let operation = isReadOnly ? "rbd_open_read_only" : "rbd_open"
        let spec = pool.spec(name, snapshot)
        handle = try pool.use(operation, target: spec) { io throws(OperationError) in
            var image: rbd_image_t?
            let result = (isReadOnly ? rbd_open_read_only : rbd_open)(io, name, &image, snapshot)
            if result < 0, let snapshot, Image.exists(io, name) {
                try check(result, operation, target: spec, [.notFound: "the image has no snapshot \(snapshot)"])
            }
            try check(result, operation, target: spec)
            return SharedHandle(image!, name: "image \(spec)", parent: pool.handle) { _ = rbd_close($0) }
        }
        self.name = name
        self.snapshot = snapshot
        self.isReadOnly = isReadOnly
        self.pool = pool
    }

    private static func exists(_ io: UnsafeMutableRawPointer, _ name: String) -> Bool {
        var image: rbd_image_t?
        guard rbd_open_read_only(io, name, &image, nil) >= 0 else { return false }
        rbd_close(image)
        return true
    }

    /// Closes the image; again is fine. What was written is flushed first.
    ///
    /// - Throws: What the flush throws; the image is closed all the same.
    ///
    /// C: `rbd_close`. Lua: `image:close()`
    public func close() throws(OperationError) {
        defer { handle.close() }
        if !isReadOnly, !handle.isClosed { try flush() }
    }

    /// Closes an image that was only read.
    func discardHandle() { handle.close() }

    /// Lends the handle for a call.
    func use<R>(
        _ operation: String, target: String? = nil,
        _ body: (UnsafeMutableRawPointer) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        try handle.use(operation, target: target ?? spec, body)
    }
}
