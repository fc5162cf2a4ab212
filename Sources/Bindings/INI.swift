internal import Changes
internal import Core
internal import Hosts
internal import INI
public import LuaHost

/// `ini.native`: files as OpenStack services and Ceph read them; `lua/ini/init.lua` makes `ini` of it.
public let iniModule = LuaModule("ini.native", prefix: "ini") { module in
    module.type(INIDocument.luaType)
    module.type(INICrudini.luaType)
    module.function("open", ["path", "options"]) { call in
        let path = try call.string(1, "path")
        let options = try call.options(2, ["dialect", "missing_ok", "host"])
        let dialect = try iniDialect(options)
        let missingOK = try options.boolean("missing_ok") ?? false
        let host = try options.object("host", Host.self) ?? Host.here()
        return .blocking { try INIDocument.open(path, on: host, dialect: dialect, missingOK: missingOK) }
    }
    module.function("parse", ["text", "options"]) { call in
        let options = try call.options(2, ["dialect", "name"])
        let dialect = try iniDialect(options)
        let name = try options.string("name") ?? "text"
        let (bytes, isSecret) = try iniText(call, 1, "text")
        return .value(INIDocument(try Document(bytes, dialect: dialect, name: name), isSecret: isSecret))
    }
    module.function("crudini", ["text", "options"]) { call in
        let bytes = try call.bytes(1, "text")
        let options = try call.options(2, ["name", "ignore_indent"])
        let name = try options.string("name") ?? "text"
        let ignoresIndent = try options.boolean("ignore_indent") ?? false
        return .value(INICrudini(try CrudiniEditor(bytes, ignoresIndent: ignoresIndent, name: name)))
    }
    module.function("is_secret", ["key"]) { call in .value(Masking().isSecret(try call.string(1, "key"))) }
    module.function("literal", ["text"]) { call in
        let (bytes, isSecret) = try iniText(call, 1, "text")
        let literal = Substitution.literal(bytes)
        return isSecret ? .value(Secret(literal)) : .value(literal)
    }
}

/// The option `dialect`.
func iniDialect(_ options: LuaOptions) throws -> Dialect {
    guard let name = try options.string("dialect") else { return .oslo }
    guard let dialect = Dialect(rawValue: name) else {
        let known = Dialect.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        throw OperationError(
            .usage, "ini", target: "option \"dialect\"", message: "no such dialect: \"\(name)\"",
            hint: "There are \(known).")
    }
    return dialect
}

/// A text, given as a string or as a secret, and whether it was the latter.
private func iniText(_ call: LuaCall, _ position: Int, _ parameter: String) throws -> (bytes: [UInt8], isSecret: Bool) {
    if let bytes = call.bytes(position) { return (bytes, false) }
    if case .object(let object) = try call.value(position, parameter), let box = object as? SecretBox {
        return (box.secret.withBytes { Array($0) }, true)
    }
    return (try call.bytes(position, parameter), false)
}

/// An option's value as it is written: a string, a number, a boolean or a secret.
private func iniValue(_ call: LuaCall, _ position: Int) throws -> (text: String, isSecret: Bool) {
    switch try call.value(position, "value") {
    case .boolean(let value): return (value ? "true" : "false", false)
    case .integer(let value): return ("\(value)", false)
    case .number(let value): return ("\(value)", false)
    case .object(let object as SecretBox): return (object.secret.revealed, true)
    default: return (try call.string(position, "value"), false)
    }
}

private func record(_ entry: Entry) -> LuaTable {
    LuaTable(fields: [
        "section": .string(entry.section), "group": .string(entry.group), "key": .string(entry.key),
        "value": .string(entry.value), "line": entry.line.luaValue,
    ])
}

extension INIDocument: LuaObject {
    /// Its Lua side.
    public static let luaType = LuaType(INIDocument.self, "ini.Document") { type in
        type.property("name") { $0.name }
        type.property("path") { $0.origin?.path }
        type.property("dialect") { $0.read { $0.dialect.rawValue } }
        type.property("is_changed") { $0.change != nil }
        type.property("is_secret") { $0.isSecret }
        addReading(type)
        addEditing(type)
        addSections(type)
        type.method("text") { own, _ in
            let bytes = own.read { $0.bytes }
            return own.isSecret ? .value(Secret(bytes)) : .value(bytes)
        }
        type.method("diff") { own, _ in .value(own.diff) }
        type.method("save", [], .writes) { own, _ in .blocking { try own.save() } }
    }

    /// One line for `tostring`.
    public var luaDescription: String { "ini.Document \(name)" }

    private static func addReading(_ type: LuaTypeBuilder<INIDocument>) {
        type.method("get", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            return .value(own.read { $0.get(section, key) })
        }
        type.method("get_secret", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            return .value(own.read { $0.get(section, key) }.map { Secret($0) })
        }
        type.method("get_all", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            return .value(own.read { $0.getAll(section, key) })
        }
        type.method("entries") { own, _ in .value(own.read { $0.entries }.map(record)) }
        type.method("headers") { own, _ in
            let headers = own.read { $0.headers }
            return .value(headers.map { LuaTable(fields: ["section": .string($0.name), "line": $0.line.luaValue]) })
        }
        type.method("sections") { own, _ in .value(own.read { $0.sections }) }
        type.method("has_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            return .value(own.read { $0.hasSection(section) })
        }
        type.method("keys", ["section"]) { own, call in
            let section = try call.string(1, "section")
            return .value(own.read { $0.keys(section) })
        }
        type.method("values") { own, _ in
            let values = own.read { $0.values }
            let sections = values.mapValues { options in
                LuaValue.table(LuaTable(fields: options.mapValues { .table(LuaTable(array: $0.map { .string($0) })) }))
            }
            return .value(LuaTable(fields: sections))
        }
        type.method("where", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            return .value(own.read { $0.line(section, key) }.map { "\(own.name):\($0)" })
        }
    }

    private static func addEditing(_ type: LuaTypeBuilder<INIDocument>) {
        type.method("set", ["section", "key", "value"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let value = try iniValue(call, 3)
            return .value(try own.edit(secret: value.isSecret ? key : nil) { try $0.set(section, key, value.text) })
        }
        type.method("set_all", ["section", "key", "values"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let values = try call.strings(3, "values")
            return .value(try own.edit { try $0.setAll(section, key, values) })
        }
        type.method("add", ["section", "key", "value"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let value = try iniValue(call, 3)
            return .value(try own.edit(secret: value.isSecret ? key : nil) { try $0.add(section, key, value.text) })
        }
        type.method("remove", ["section", "key", "options"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let value = try call.options(3, ["value"]).string("value")
            return .value(try own.edit { try $0.remove(section, key, value: value) })
        }
        type.method("rename", ["section", "key", "name"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let name = try call.string(3, "name")
            return .value(try own.edit { try $0.rename(section, key, to: name) })
        }
    }

    private static func addSections(_ type: LuaTypeBuilder<INIDocument>) {
        type.method("add_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            return .value(try own.edit { try $0.addSection(section) })
        }
        type.method("remove_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            return .value(try own.edit { try $0.removeSection(section) })
        }
        type.method("rename_section", ["section", "name"]) { own, call in
            let (section, name) = (try call.string(1, "section"), try call.string(2, "name"))
            return .value(try own.edit { try $0.renameSection(section, to: name) })
        }
    }
}
