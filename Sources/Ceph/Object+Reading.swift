internal import CCeph
public import Core
internal import Glibc

extension Object {
    /// Its size, and when it was last changed; nil if there is none.
    ///
    /// Units: bytes; seconds since 1970.
    ///
    /// C: `rados_read_op_stat`. CLI: `rados stat`. Lua: `object:stat()`
    public func status() throws(OperationError) -> (size: UInt64, modifiedAt: Int)? {
        let (size, time) = (Answer(UInt64(0)), Answer(time_t(0)))
        do throws(OperationError) {
            try ask("rados_read_op_stat") { op, result in rados_read_op_stat(op, size.place, time.place, result) }
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        return (size.value, Int(time.value))
    }

    /// Reads bytes: fewer than asked for where it ends, none beyond its end; all of it without a count.
    ///
    /// - Throws: `.notFound`; `EOVERFLOW` if it is larger than the limit.
    ///
    /// C: `rados_read_op_read`. CLI: `rados get`. Lua: `object:read()`
    public func read(at offset: UInt64 = 0, count: Int? = nil, limit: Int = 256 << 20) throws(OperationError) -> [UInt8]
    {
        let operation = "rados_read_op_read"
        var wanted = count ?? 0
        if count == nil {
            let size = try status()?.size ?? 0
            wanted = offset < size ? Int(clamping: size - offset) : 0
            // What was asked for must be there even if it is empty.
            if wanted == 0 { wanted = 1 }
        }
        guard wanted <= limit else {
            throw OperationError(
                Code(errno: Int(EOVERFLOW)), operation, target: spec, message: "has more than \(limit) bytes",
                hint: "Read it in parts.")
        }
        var bytes = [UInt8](repeating: 0, count: wanted)
        let done = Answer(0)
        let outcome = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(OperationError) in
                let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                try ask(operation) { op, result in
                    rados_read_op_read(op, offset, buffer.count, start, done.place, result)
                }
            }
        }
        try outcome.get()
        bytes.removeLast(bytes.count - done.value)
        return bytes
    }

    /// Sends the one question that `body` puts into an operation, and waits for the answer.
    ///
    /// - Parameter body: Must pass the place of the result on to the call it makes.
    func ask(_ operation: String, _ body: (rados_read_op_t, UnsafeMutablePointer<CInt>) -> Void) throws(OperationError)
    {
        try pool.handle.use(operation, target: spec) { io throws(OperationError) in
            let op = rados_create_read_op()!
            defer { rados_release_read_op(op) }
            let own = Answer(CInt(0))
            body(op, own.place)
            let result = try completed(operation, target: spec, io: io) {
                rados_aio_read_op_operate(op, io, $0, name, 0)
            }
            try check(result, operation, target: spec, message: Object.message(result))
            try check(own.value, operation, target: spec)
        }
    }
}

/// A place in memory that the library writes an answer to, long after the call that was given it.
final class Answer<Value> {
    let place: UnsafeMutablePointer<Value>
    var value: Value { place.pointee }

    init(_ initial: Value) {
        place = .allocate(capacity: 1)
        place.initialize(to: initial)
    }

    deinit {
        place.deinitialize(count: 1)
        place.deallocate()
    }
}
