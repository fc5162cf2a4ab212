internal import CCeph
public import Core

extension Image {
    /// The metadata of the image, by key. Keys that begin with `conf_` are its configuration.
    ///
    /// C: `rbd_metadata_list`. CLI: `rbd image-meta ls`. Lua: `image:metadata()`
    public func metadata() throws(OperationError) -> [String: String] {
        let operation = "rbd_metadata_list"
        return try use(operation) { image throws(OperationError) in
            var capacity = 4096
            while true {
                var keys = [CChar](repeating: 0, count: capacity)
                var values = keys
                var (keysSize, valuesSize) = (capacity, capacity)
                let result = rbd_metadata_list(image, "", 0, &keys, &keysSize, &values, &valuesSize)
                if Code(errno: Int(result)) == .outOfRange {
                    capacity = 2 * max(capacity, keysSize, valuesSize)
                    continue
                }
                try check(result, operation, target: spec)
                let pairs = zip(strings(keys.prefix(keysSize)), strings(values.prefix(valuesSize)))
                return Dictionary(pairs) { first, _ in first }
            }
        }
    }

    /// One value of the metadata, nil if there is no such key.
    ///
    /// C: `rbd_metadata_get`. CLI: `rbd image-meta get`. Lua: `image:find_metadata()`
    public func findMetadata(_ key: String) throws(OperationError) -> String? {
        let operation = "rbd_metadata_get"
        return try use(operation) { image throws(OperationError) in
            try filled(1024, of: CChar(0), { rbd_metadata_get(image, key, $0, &$1) }) {
                result, buffer throws(OperationError) in
                if Code(errno: Int(result)) == .notFound { return nil }
                try check(result, operation, target: "\(spec), \(key)")
                return text(buffer.baseAddress)
            }
        }
    }

    /// Sets a value of the metadata.
    ///
    /// - Throws: `EROFS`.
    ///
    /// C: `rbd_metadata_set`. CLI: `rbd image-meta set`. Lua: `image:set_metadata()`
    public func setMetadata(_ key: String, to value: String) throws(OperationError) {
        try onKey(key, "rbd_metadata_set") { rbd_metadata_set($0, key, value) }
    }

    /// Removes a value of the metadata.
    ///
    /// - Throws: `.notFound` if there is no such key; `EROFS`.
    ///
    /// C: `rbd_metadata_remove`. CLI: `rbd image-meta remove`. Lua: `image:remove_metadata()`
    public func removeMetadata(_ key: String) throws(OperationError) {
        try onKey(key, "rbd_metadata_remove") { rbd_metadata_remove($0, key) }
    }

    private func onKey(
        _ key: String, _ operation: String, _ call: (UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let target = "\(spec), \(key)"
        try use(operation, target: target) { image throws(OperationError) in
            try check(call(image), operation, target: target, [.notFound: "the image has no metadata of that key"])
        }
    }
}
