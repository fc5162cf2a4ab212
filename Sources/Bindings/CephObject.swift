public import Ceph
internal import Core
public import LuaHost

extension Object: LuaObject {
    /// `ceph.Object`, as `lua/meta` describes it.
    public static let luaType = LuaType(Object.self, "ceph.Object") { type in
        type.property("name") { $0.name }
        type.property("pool") { $0.pool.luaValue }
        type.property("spec") { $0.spec }
        addContent(type)
        addAttributes(type)
        addMap(type)
    }

    /// What `tostring` shows.
    public var luaDescription: String { "ceph.Object \(spec)" }
}

private func addContent(_ type: LuaTypeBuilder<Object>) {
    type.method("read", ["options"]) { object, call in
        let options = try call.options(1, ["offset", "length"])
        let (offset, length) = (try options.size("offset") ?? 0, try options.size("length"))
        return .blocking { try object.read(at: UInt64(offset), count: length) }
    }
    type.method("write", ["data", "options"], .destroys) { object, call in
        let data = try call.bytes(1, "data")
        let offset = try call.options(2, ["offset"]).size("offset")
        return .blocking { try object.write(data, at: offset.map(UInt64.init)) }
    }
    type.method("append", ["data"], .writes) { object, call in
        let data = try call.bytes(1, "data")
        return .blocking { try object.append(data) }
    }
    type.method("create", [], .writes) { object, _ in .blocking { try object.create() } }
    type.method("truncate", ["size"], .destroys) { object, call in
        let size = try call.size(1, "size")
        return .blocking { try object.truncate(to: UInt64(size)) }
    }
    type.method("stat") { object, _ in
        .blocking {
            try object.status().map { status -> LuaValue in
                ["size": status.size.luaValue, "modified_at": status.modifiedAt.luaValue]
            }
        }
    }
    type.method("remove", [], .destroys) { object, _ in .blocking { try object.remove() } }
}

private func addAttributes(_ type: LuaTypeBuilder<Object>) {
    type.method("attributes") { object, _ in
        .blocking { LuaValue.table(LuaTable(fields: try object.attributes().mapValues { .bytes($0) })) }
    }
    type.method("set_attributes", ["values"], .writes) { object, call in
        let values = try byteTable(call, 1, "values")
        return .blocking { try object.setAttributes(values) }
    }
    type.method("remove_attributes", ["names"], .destroys) { object, call in
        let names = try call.strings(1, "names")
        return .blocking { try object.removeAttributes(names) }
    }
}

private func addMap(_ type: LuaTypeBuilder<Object>) {
    type.method("map", ["options"]) { object, call in
        let options = try call.options(1, ["after", "prefix", "limit"])
        let (after, prefix) = (try options.string("after") ?? "", try options.string("prefix") ?? "")
        let limit = try options.integer("limit") ?? 1024
        return .blocking {
            let part = try object.map(after: after, prefix: prefix, count: UInt64(max(1, limit)))
            let entries = part.entries.map { entry -> LuaValue in
                ["key": .bytes(entry.key), "value": .bytes(entry.value)]
            }
            let record: LuaValue = ["entries": LuaValue(entries), "more": part.hasMore.luaValue]
            return record
        }
    }
    type.method("set_map", ["values"], .writes) { object, call in
        let values = try byteTable(call, 1, "values")
        return .blocking { try object.setMap(values.map { (Array($0.key.utf8), $0.value) }) }
    }
    type.method("remove_map", ["keys"], .destroys) { object, call in
        let keys = try call.strings(1, "keys")
        return .blocking { try object.removeMap(keys.map { Array($0.utf8) }) }
    }
    type.method("clear_map", [], .destroys) { object, _ in .blocking { try object.clearMap() } }
}

/// A table of strings of any bytes, by names.
private func byteTable(
    _ call: LuaCall, _ position: Int, _ parameter: String
) throws(OperationError) -> [String: [UInt8]] {
    let table = try call.table(position, parameter)
    var result: [String: [UInt8]] = [:]
    for (name, value) in table.fields {
        switch value {
        case .string(let text): result[name] = Array(text.utf8)
        case .bytes(let bytes): result[name] = bytes
        default:
            throw OperationError(
                .usage, call.name, target: "argument \(position) (\(parameter))",
                message: "a string expected for \"\(name)\", got \(value.typeName)")
        }
    }
    guard table.array.isEmpty, !result.isEmpty else {
        throw OperationError(
            .usage, call.name, target: "argument \(position) (\(parameter))", message: "a table of strings expected")
    }
    return result
}
