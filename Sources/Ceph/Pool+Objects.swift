internal import CCeph
public import Core

extension Pool {
    /// The names of the objects in it, in no order, in the namespace that is used.
    ///
    /// - Parameters:
    ///   - prefix: Only names that begin so. All are asked for all the same.
    ///   - limit: At most so many.
    ///
    /// Cost: reads the whole pool's directory, some thousand names a round trip.
    ///
    /// C: `rados_nobjects_list_open`. CLI: `rados ls`. Lua: `pool:objects()`
    public func objects(prefix: String = "", limit: Int = .max) throws(OperationError) -> [String] {
        let operation = "rados_nobjects_list_open"
        let cancellation = Cancellation.current
        return try handle.use(operation, target: handle.name) { io throws(OperationError) in
            var list: rados_list_ctx_t?
            try check(rados_nobjects_list_open(io, &list), operation, target: handle.name)
            defer { rados_nobjects_list_close(list) }
            var names: [String] = []
            while names.count < limit {
                try cancellation?.check(operation, target: handle.name)
                var entry: UnsafePointer<CChar>?
                let result = rados_nobjects_list_next(list, &entry, nil, nil)
                if Code(errno: Int(result)) == .notFound { break }
                try check(result, "rados_nobjects_list_next", target: handle.name)
                guard let entry else { continue }
                let name = String(cString: entry)
                if name.hasPrefix(prefix) { names.append(name) }
            }
            return names
        }
    }
}
