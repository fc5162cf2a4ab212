public import Core
public import LuaHost

/// `json`: text to values and back. 64-bit integers survive.
public let jsonModule = LuaModule("json") { module in
    module.value("null", JSONMark.null)
    module.value("empty_list", JSONMark.emptyList)
    module.type(JSONMark.luaType)
    module.function("decode", ["text"]) { call in
        let value = try JSON(parsing: try call.bytes(1, "text"), target: "text")
        return .value(luaValue(of: value))
    }
    module.function("array", ["list"]) { call in try call.markedList(1, "list") }
    module.function("encode", ["value", "options"]) { call in
        let options = try call.options(2, ["pretty"])
        let json = try json(of: try call.value(1, "value"), path: "value", operation: call.name)
        return .value(json.text(pretty: try options.boolean("pretty") ?? false))
    }
}

/// What JSON knows and Lua's tables do not: null, and an empty list (an empty table is an object).
final class JSONMark: LuaObject {
    static let null = JSONMark("null")
    static let emptyList = JSONMark("[]")

    let text: String
    private init(_ text: String) { self.text = text }

    static let luaType = LuaType(JSONMark.self, "json.Mark") { _ in }
    var luaDescription: String { text }
}

/// Unlike a record's, a decoded text's nulls stay, as `json.null`.
func luaValue(of value: JSON) -> LuaValue {
    switch value {
    case .null: .object(JSONMark.null)
    case .array(let elements): .table(LuaTable(array: elements.map(luaValue)))
    case .object(let members): .table(LuaTable(fields: members.mapValues(luaValue)))
    default: value.luaValue
    }
}

/// What a Lua value is in JSON; throws for functions, handles and text that is not UTF-8, with where it stands.
public func json(of value: LuaValue, path: String, operation: String) throws(OperationError) -> JSON {
    func refuse(_ message: String) -> OperationError {
        OperationError(.usage, operation, target: path, message: message)
    }
    switch value {
    case .nil: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .number(let value):
        guard value.isFinite else { throw refuse("JSON has no \(value)") }
        return .number(value)
    case .string(let text): return .string(text)
    case .bytes: throw refuse("it is not valid UTF-8")
    case .function: throw refuse("a function has no JSON")
    case .object(let object):
        if let mark = object as? JSONMark { return mark === JSONMark.null ? .null : .array([]) }
        return .string(object.luaDescription)
    case .table(let table):
        guard table.array.isEmpty else {
            guard table.fields.isEmpty else { throw refuse("a table is either a list or has names") }
            var elements: [JSON] = []
            for (index, element) in table.array.enumerated() {
                elements.append(try json(of: element, path: "\(path)[\(index + 1)]", operation: operation))
            }
            return .array(elements)
        }
        if table.isList, table.fields.isEmpty { return .array([]) }
        var members: [String: JSON] = [:]
        for (key, element) in table.fields {
            members[key] = try json(of: element, path: "\(path).\(key)", operation: operation)
        }
        return .object(members)
    }
}
