internal import CCeph
public import Core

extension Image {
    /// Reads bytes into a buffer.
    ///
    /// - Returns: How many: fewer than asked for where the image ends, 0 beyond its end.
    /// - Throws: `.timedOut`, `.cancelled` and what else the cluster says.
    ///
    /// C: `rbd_read2`. CLI: `rbd export`.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(OperationError) -> Int {
        let size = try size()
        guard offset < size, let start = buffer.baseAddress else { return 0 }
        let total = Int(min(UInt64(buffer.count), size - offset))
        return try use("rbd_read2") { image throws(OperationError) in
            var done = 0
            while done < total {
                try Cancellation.current?.check("rbd_read2", target: spec)
                let bytes = (start + done).assumingMemoryBound(to: CChar.self)
                let count = rbd_read2(image, offset + UInt64(done), min(total - done, Image.chunk), bytes, 0)
                try check(count, "rbd_read2", target: spec)
                if count == 0 { break }  // the image was made smaller meanwhile
                done += count
            }
            return done
        }
    }

    /// Reads bytes; what lies beyond the end is left out.
    ///
    /// C: `rbd_read2`. CLI: `rbd export`. Lua: `image:read()`
    public func read(at offset: UInt64, count: Int) throws(OperationError) -> [UInt8] {
        let size = try size()
        let count = offset < size ? Int(min(UInt64(max(0, count)), size - offset)) : 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        defer { buffer.deallocate() }
        let done = try read(into: buffer, at: offset)
        return Array(buffer[..<done])
    }

    /// Writes bytes. They are on stable storage after ``flush()``.
    ///
    /// - Throws: `.invalid` if they do not fit in; `EROFS`; `.timedOut`; `.cancelled`, with a part written.
    ///
    /// C: `rbd_write2`. CLI: `rbd import`. Lua: `image:write()`
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(OperationError) {
        guard let start = bytes.baseAddress else { return }
        try checkFits(offset, UInt64(bytes.count), "rbd_write2")
        try use("rbd_write2") { image throws(OperationError) in
            var done = 0
            while done < bytes.count {
                try Cancellation.current?.check("rbd_write2", target: spec)
                let part = (start + done).assumingMemoryBound(to: CChar.self)
                let count = rbd_write2(image, offset + UInt64(done), min(bytes.count - done, Image.chunk), part, 0)
                try check(count, "rbd_write2", target: spec)
                done += count
            }
        }
    }

    /// Writes bytes.
    public func write(_ bytes: [UInt8], at offset: UInt64) throws(OperationError) {
        let result = bytes.withUnsafeBytes { bytes -> Result<Void, OperationError> in
            do throws(OperationError) { return .success(try write(bytes, at: offset)) } catch { return .failure(error) }
        }
        try result.get()
    }

    /// Discards bytes: they read as zeros, or as they were where the range does not cover what the store can free.
    ///
    /// - Throws: `.invalid` if the range does not fit in; `EROFS`.
    ///
    /// C: `rbd_discard`. Lua: `image:discard()`
    public func discard(at offset: UInt64, count: UInt64) throws(OperationError) {
        try checkFits(offset, count, "rbd_discard")
        try use("rbd_discard") { image throws(OperationError) in
            var done: UInt64 = 0
            while done < count {
                try Cancellation.current?.check("rbd_discard", target: spec)
                let part = min(count - done, 1 << 30)  // librbd returns the length as an int
                try check(rbd_discard(image, offset + done, part), "rbd_discard", target: spec)
                done += part
            }
        }
    }

    /// Waits until everything that was written is on stable storage.
    ///
    /// C: `rbd_flush`. Lua: `image:flush()`
    public func flush() throws(OperationError) {
        try use("rbd_flush") { image throws(OperationError) in
            try check(rbd_flush(image), "rbd_flush", target: spec)
        }
    }

    /// Bytes of one call: cancelling is possible between calls.
    private static let chunk = 8 << 20

    private func checkFits(_ offset: UInt64, _ count: UInt64, _ operation: String) throws(OperationError) {
        let size = try size()
        guard offset > size || count > size - offset else { return }
        throw OperationError(
            .invalid, operation, target: spec,
            message: "\(count) bytes at \(offset) do not fit into an image of \(size) bytes")
    }
}
