internal import Core
internal import INI
internal import LuaHost
internal import Synchronization

/// A text that is edited as crudini does it.
final class INICrudini: LuaObject, Sendable {
    private let editor: Mutex<CrudiniEditor>
    private let name: String

    init(_ editor: CrudiniEditor) {
        name = editor.document.name
        self.editor = Mutex(editor)
    }

    func read<T>(_ body: (CrudiniEditor) -> T) -> T { editor.withLock { body($0) } }
    func edit(_ body: (inout CrudiniEditor) throws -> Void) throws { try editor.withLock { try body(&$0) } }

    static let luaType = LuaType(INICrudini.self, "ini.Crudini") { type in
        type.method("text") { own, _ in .value(own.read { $0.bytes }) }
        type.method("sections") { own, _ in .value(own.read { $0.document.sections }) }
        type.method("has_first_lines") { own, _ in .value(own.read { $0.hasFirstLines }) }
        type.method("has_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            return .value(own.read { $0.document.hasSection(section) })
        }
        type.method("options", ["section"]) { own, call in
            let section = try call.string(1, "section")
            let options = own.read { $0.options(section) }
            return .value(
                LuaTable(
                    array: options.map { option in
                        .table(
                            LuaTable(fields: [
                                "key": .string(option.key), "value": .string(option.value),
                                "is_flag": .boolean(option.isFlag),
                            ]))
                    }))
        }
        type.method("get", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            return .value(own.read { $0.document.get(section, key) })
        }
        addEditing(type)
    }

    private static func addEditing(_ type: LuaTypeBuilder<INICrudini>) {
        type.method("set", ["section", "key", "value"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            let value = try call.optionalString(3, "value")
            try own.edit { try $0.set(section, key, value) }
            return .none
        }
        type.method("set_flag", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            try own.edit { try $0.setFlag(section, key) }
            return .none
        }
        type.method("add_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            try own.edit { try $0.addSection(section) }
            return .none
        }
        type.method("remove", ["section", "key"]) { own, call in
            let (section, key) = (try call.string(1, "section"), try call.string(2, "key"))
            try own.edit { try $0.remove(section, key) }
            return .none
        }
        type.method("remove_section", ["section"]) { own, call in
            let section = try call.string(1, "section")
            try own.edit { try $0.removeSection(section) }
            return .none
        }
        type.method("space", ["options"]) { own, call in
            let options = try call.options(1, ["delimiters", "sections"])
            let delimiters = try options.boolean("delimiters")
            let sections = try options.boolean("sections") ?? false
            try own.edit { editor in
                if let delimiters { try editor.spaceDelimiters(delimiters) }
                if sections { try editor.spaceSections() }
            }
            return .none
        }
    }

    var luaDescription: String { "ini.Crudini \(name)" }
}
