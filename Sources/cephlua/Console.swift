internal import Core
internal import Glibc
internal import LuaHost

/// What the Lua side of the prompt asks of the program: the terminal, the line being typed, the last error.
final class Console: @unchecked Sendable {  // used on the Lua thread only
    weak var editor: (any LineEditor)?
    /// The last error as people read it, with all it knows.
    var trace: String?
    /// Keeps a text under the name that errors call it.
    var keepText: (String, String) -> Void = { _, _ in }

    var module: LuaModule {
        LuaModule("prompt.console") { module in
            module.function("size") { _ in
                let size = Terminal.size
                return .values([size.columns.luaValue, size.rows.luaValue])
            }
            module.function("trace") { [self] _ in .value(trace) }
            module.function("keep_text", ["name", "text"]) { [self] call in
                keepText(try call.string(1, "name"), String(decoding: try call.bytes(2, "text"), as: UTF8.self))
                return .none
            }
            module.function("show_above", ["text"]) { [self] call in
                let text = String(decoding: try call.bytes(1, "text"), as: UTF8.self)
                if let editor { editor.show(above: text) } else { Terminal.write(text + "\n", to: 1) }
                return .none
            }
            module.function("set_prompt", ["text"]) { [self] call in
                editor?.setPrompt(try call.string(1, "text"))
                return .none
            }
            module.function("history") { [self] _ in .value(editor?.history?.records ?? []) }
        }
    }
}
