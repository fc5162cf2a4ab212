internal import CCeph
public import Core

/// An object of a pool, by its name: whether there is one is found out by what is done with it.
///
/// Thread safe; calls block. What a call does with the object happens as a whole or not at all.
public final class Object: Sendable {
    /// Its name.
    public let name: String
    /// The pool it is in.
    public let pool: Pool

    /// "images/rbd_directory"
    public var spec: String { "\(pool.spec)/\(name)" }

    /// An object, which need not exist.
    ///
    /// - Throws: `.invalid` for an empty name.
    ///
    /// Lua: `pool:object()`
    public init(_ pool: Pool, _ name: String) throws(OperationError) {
        guard !name.isEmpty else {
            throw OperationError(.invalid, "object", target: "pool \(pool.name)", message: "an object needs a name")
        }
        (self.pool, self.name) = (pool, name)
    }

    /// Writes bytes: instead of all that was in it, or from an offset on. An object that is not there is made.
    ///
    /// - Throws: `EFBIG` beyond the cluster's `osd_max_object_size`; `ENOSPC`, `EDQUOT`; `.accessDenied`; `.timedOut`.
    ///
    /// C: `rados_write_op_write_full`, `rados_write_op_write`. CLI: `rados put`. Lua: `object:write()`
    public func write(_ bytes: [UInt8], at offset: UInt64? = nil) throws(OperationError) {
        try change(offset == nil ? "rados_write_op_write_full" : "rados_write_op_write", lending: bytes) { op, start in
            if let offset {
                rados_write_op_write(op, start, bytes.count, offset)
            } else {
                rados_write_op_write_full(op, start, bytes.count)
            }
        }
    }

    /// Writes bytes behind what is there.
    ///
    /// C: `rados_write_op_append`. CLI: `rados append`. Lua: `object:append()`
    public func append(_ bytes: [UInt8]) throws(OperationError) {
        try change("rados_write_op_append", lending: bytes) { rados_write_op_append($0, $1, bytes.count) }
    }

    /// Makes it, empty.
    ///
    /// - Throws: `.exists`.
    ///
    /// C: `rados_write_op_create`. CLI: `rados create`. Lua: `object:create()`
    public func create() throws(OperationError) {
        try change("rados_write_op_create") { rados_write_op_create($0, 1, nil) }
    }

    /// Makes it that long: what lies beyond is gone, what is missing reads as zeros.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rados_write_op_truncate`. CLI: `rados truncate`. Lua: `object:truncate()`
    public func truncate(to size: UInt64) throws(OperationError) {
        try change("rados_write_op_truncate") {
            rados_write_op_assert_exists($0)
            rados_write_op_truncate($0, size)
        }
    }

    /// Removes it.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rados_write_op_remove`. CLI: `rados rm`. Lua: `object:remove()`
    public func remove() throws(OperationError) {
        try change("rados_write_op_remove") { rados_write_op_remove($0) }
    }

    /// Sends the changes that `body` puts together, as one.
    func change(_ operation: String, _ body: (rados_write_op_t) -> Void) throws(OperationError) {
        try pool.handle.use(operation, target: spec) { io throws(OperationError) in
            let op = rados_create_write_op()!
            defer { rados_release_write_op(op) }
            body(op)
            let result = try completed(operation, target: spec, io: io) {
                rados_aio_write_op_operate(op, io, $0, name, nil, 0)
            }
            try check(result, operation, target: spec, message: Object.message(result))
        }
    }

    private func change(
        _ operation: String, lending bytes: [UInt8], _ body: (rados_write_op_t, UnsafePointer<CChar>?) -> Void
    ) throws(OperationError) {
        // A closure through withUnsafeBytes would widen the typed error.
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(OperationError) in
                try change(operation) { body($0, bytes.baseAddress?.assumingMemoryBound(to: CChar.self)) }
            }
        }
        try result.get()
    }

    static func message(_ result: CInt) -> String? {
        Code(errno: Int(result)) == .notFound ? "there is no such object" : nil
    }
}
