internal import CCeph
public import Core

extension Object {
    /// The extended attributes, by name.
    ///
    /// C: `rados_read_op_getxattrs`. CLI: `rados listxattr`. Lua: `object:attributes()`
    public func attributes() throws(OperationError) -> [String: [UInt8]] {
        let list = Answer<rados_xattrs_iter_t?>(nil)
        defer { if let list = list.value { rados_getxattrs_end(list) } }
        try ask("rados_read_op_getxattrs") { op, result in rados_read_op_getxattrs(op, list.place, result) }
        var found: [String: [UInt8]] = [:]
        while true {
            var (name, value, count): (UnsafePointer<CChar>?, UnsafePointer<CChar>?, Int) = (nil, nil, 0)
            try check(rados_getxattrs_next(list.value, &name, &value, &count), "rados_getxattrs_next", target: spec)
            guard let name else { return found }
            found[String(cString: name)] = Array(UnsafeRawBufferPointer(start: value, count: count))
        }
    }

    /// Sets extended attributes. An object that is not there is made.
    ///
    /// C: `rados_write_op_setxattr`. CLI: `rados setxattr`. Lua: `object:set_attributes()`
    public func setAttributes(_ values: [String: [UInt8]]) throws(OperationError) {
        try change("rados_write_op_setxattr") { op in
            for (name, value) in values {
                value.withUnsafeBytes {
                    rados_write_op_setxattr(op, name, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
                }
            }
        }
    }

    /// Removes extended attributes; of those that are not there, nothing is said.
    ///
    /// - Throws: `.notFound` if there is no such object.
    ///
    /// C: `rados_write_op_rmxattr`. CLI: `rados rmxattr`. Lua: `object:remove_attributes()`
    public func removeAttributes(_ names: [String]) throws(OperationError) {
        let present = try attributes()
        let wanted = names.filter { present[$0] != nil }
        guard !wanted.isEmpty else { return }
        try change("rados_write_op_rmxattr") { op in
            for name in wanted { rados_write_op_rmxattr(op, name) }
        }
    }

    /// A part of the object's map, in the order of its keys.
    public struct MapPart: Sendable {
        /// Keys and values.
        public let entries: [(key: [UInt8], value: [UInt8])]
        /// Whether there are more behind them.
        public let hasMore: Bool
    }

    /// Entries of the object's map (omap).
    ///
    /// - Parameters:
    ///   - after: Only keys behind this one.
    ///   - prefix: Only keys that begin so.
    ///   - count: At most so many; an OSD may give fewer, and says then that there are more.
    ///
    /// C: `rados_read_op_omap_get_vals2`. CLI: `rados listomapvals`. Lua: `object:map()`
    public func map(after: String = "", prefix: String = "", count: UInt64 = 1024) throws(OperationError) -> MapPart {
        let (list, more) = (Answer<rados_omap_iter_t?>(nil), Answer(UInt8(0)))
        defer { if let list = list.value { rados_omap_get_end(list) } }
        try ask("rados_read_op_omap_get_vals2") { op, result in
            rados_read_op_omap_get_vals2(op, after, prefix, count, list.place, more.place, result)
        }
        var entries: [(key: [UInt8], value: [UInt8])] = []
        while true {
            var (key, value): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?) = (nil, nil)
            var (keySize, valueSize) = (0, 0)
            let result = rados_omap_get_next2(list.value, &key, &value, &keySize, &valueSize)
            try check(result, "rados_omap_get_next2", target: spec)
            guard let key else { return MapPart(entries: entries, hasMore: more.value != 0) }
            entries.append(
                (
                    Array(UnsafeRawBufferPointer(start: key, count: keySize)),
                    Array(UnsafeRawBufferPointer(start: value, count: valueSize))
                ))
        }
    }

    /// Sets entries of the object's map; others stay. An object that is not there is made.
    ///
    /// - Throws: `.notSupported` in an erasure coded pool.
    ///
    /// C: `rados_write_op_omap_set2`. CLI: `rados setomapval`. Lua: `object:set_map()`
    public func setMap(_ entries: [(key: [UInt8], value: [UInt8])]) throws(OperationError) {
        try change("rados_write_op_omap_set2") { op in
            Texts.lend(entries.map(\.key)) { keys, keySizes in
                Texts.lend(entries.map(\.value)) { values, valueSizes in
                    rados_write_op_omap_set2(op, keys, values, keySizes, valueSizes, entries.count)
                }
            }
        }
    }

    /// Removes entries of the object's map; of those that are not there, nothing is said.
    ///
    /// - Throws: `.notFound` if there is no such object.
    ///
    /// C: `rados_write_op_omap_rm_keys2`. CLI: `rados rmomapkey`. Lua: `object:remove_map()`
    public func removeMap(_ keys: [[UInt8]]) throws(OperationError) {
        try change("rados_write_op_omap_rm_keys2") { op in
            rados_write_op_assert_exists(op)
            Texts.lend(keys) { rados_write_op_omap_rm_keys2(op, $0, $1, keys.count) }
        }
    }

    /// Removes the whole map of the object.
    ///
    /// C: `rados_write_op_omap_clear`. CLI: `rados clearomap`. Lua: `object:clear_map()`
    public func clearMap() throws(OperationError) {
        try change("rados_write_op_omap_clear") {
            rados_write_op_assert_exists($0)
            rados_write_op_omap_clear($0)
        }
    }
}

/// Byte strings as C takes many of them: an array of pointers and one of sizes, for as long as a call.
private enum Texts {
    static func lend(
        _ texts: [[UInt8]], _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int>?) -> Void
    ) {
        let all = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, texts.reduce(0) { $0 + $1.count }))
        defer { all.deallocate() }
        var (pointers, sizes): ([UnsafePointer<CChar>?], [Int]) = ([], [])
        var next = all
        for text in texts {
            for (index, byte) in text.enumerated() { next[index] = CChar(bitPattern: byte) }
            pointers.append(UnsafePointer(next))
            sizes.append(text.count)
            next += text.count
        }
        pointers.withUnsafeBufferPointer { pointers in
            sizes.withUnsafeBufferPointer { body(pointers.baseAddress, $0.baseAddress) }
        }
    }
}
