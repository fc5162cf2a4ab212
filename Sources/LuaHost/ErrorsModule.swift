internal import CLua
internal import CLuaShim
internal import Core

/// `errors`: what libraries written in Lua need to fail as native functions do.
let errorsModule = LuaModule("errors") { module in
    module.function("new", ["fields"]) { call in
        try make(call)
        return .pushed(1)
    }
    module.function("raise", ["fields"]) { call in
        try make(call)
        return .raised
    }
    module.function("trace", ["error"]) { call in
        lua_settop(call.stack.L, 1)
        cephlua_add_traceback(call.stack.L)
        return .pushed(1)
    }
    module.function("nearest", ["name", "names"]) { call in
        .value(LuaValue(try call.strings(2, "names").nearest(to: call.string(1, "name"))))
    }
}

/// Makes the table at 1 an error object.
private func make(_ call: LuaCall) throws {
    let stack = call.stack
    guard lua_type(stack.L, 1) == LUA_TTABLE else {
        throw call.bad(1, "fields", "table expected, got \(stack.typeName(1))")
    }
    lua_settop(stack.L, 1)
    try check(call)
    complete(stack)
    stack.runtime.pushErrorMetatable(on: stack.L)
    lua_setmetatable(stack.L, 1)
}

private let texts = ["code", "domain", "operation", "target", "message", "hint", "details", "where"]

/// Throws unless every field of the table at 1 is one of an error object.
private func check(_ call: LuaCall) throws {
    let stack = call.stack
    let known = texts + ["number", "cause", "traceback"]
    lua_pushnil(stack.L)
    while lua_next(stack.L, 1) != 0 {
        guard lua_type(stack.L, -2) == LUA_TSTRING, case .string(let key) = stack.string(-2), known.contains(key) else {
            var key = stack.typeName(-2)
            if lua_type(stack.L, -2) == LUA_TSTRING, case .string(let text) = stack.string(-2) { key = text }
            let near = known.nearest(to: key).map { " (did you mean \"\($0)\"?)" } ?? ""
            throw call.bad(1, "fields", "no such field \"\(key)\"\(near)")
        }
        if texts.contains(key), lua_type(stack.L, -1) != LUA_TSTRING {
            throw call.bad(1, "fields", "string expected for \"\(key)\", got \(stack.typeName(-1))")
        }
        lua_settop(stack.L, -2)
    }
}

/// Gives the table at 1 the fields every error object has.
private func complete(_ stack: LuaStack) {
    func set(_ key: String, _ value: LuaValue) {
        if case .nil = stack.rawField(1, key) {
            stack.push(key)
            stack.push(value)
            lua_rawset(stack.L, 1)
        }
    }
    let named: Code? = if case .string(let name) = stack.rawField(1, "code") { Code(named: name) } else { nil }
    // A bare text stays what it is; what was done to something needs a code to show.
    let isBare = ["operation", "target"].allSatisfy { if case .nil = stack.rawField(1, $0) { true } else { false } }
    let code = named ?? (isBare ? .script : Code(domain: "cephlua", name: "FAILED", number: 0))
    set("code", .string(code.name))
    set("domain", .string(code.domain))
    set("number", .integer(Int64(code.number)))
    set("operation", "")
    set("target", "")
    set("message", .string(code.text))
    if let place = stack.place { set("where", .string(place)) }
}

extension Code {
    /// The code of this name: one of this project, or of the C library, or the script's own.
    fileprivate init(named name: String) {
        let own: [Code] = [.commandFailed, .internal, .usage, .conflict, .script]
        let errno = (1...133).lazy.map { Code(errno: $0) }
        self =
            own.first { $0.name == name } ?? errno.first { $0.name == name }
            ?? Code(domain: "cephlua", name: name, number: 0)
    }
}
