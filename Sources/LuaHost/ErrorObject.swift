internal import CLua
internal import CLuaShim
internal import Core

/// Error objects: tables with the fields of `OperationError` and a metatable of their own.
extension LuaStack {
    /// Pushes an error object that knows where in the script it was raised.
    func pushError(_ error: OperationError) {
        pushFields(of: error)
        guard let place else { return }
        push("where")
        push(place)
        lua_rawset(L, -3)
    }

    /// `file:line` of the innermost Lua function that is not the library's own.
    var place: String? {
        var record = lua_Debug()
        var level: CInt = 0
        while lua_getstack(L, level, &record) != 0 {
            level += 1
            guard lua_getinfo(L, "Sl", &record) != 0, record.currentline > 0, let source = record.source else {
                continue
            }
            let name = String(cString: source)
            if let library = runtime.libraryFolder, name.hasPrefix("@\(library)/") { continue }
            let short = withUnsafeBytes(of: &record.short_src) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            return "\(name.hasPrefix("@") ? String(name.dropFirst()) : short):\(record.currentline)"
        }
        return nil
    }

    private func pushFields(of error: OperationError) {
        var fields: [String: LuaValue] = [
            "code": .string(error.code.name), "domain": .string(error.code.domain),
            "number": error.code.number.luaValue, "operation": .string(error.operation),
            "target": .string(error.target), "message": .string(error.message),
        ]
        fields["hint"] = error.hint.luaValue
        fields["details"] = error.details.luaValue
        push(.table(LuaTable(fields: fields)))
        if let cause = error.cause {
            push("cause")
            pushFields(of: cause.error)
            lua_rawset(L, -3)
        }
        runtime.pushErrorMetatable(on: L)
        lua_setmetatable(L, -2)
    }

    /// The error object at `index` as a Swift error; nil for anything else that was raised.
    ///
    /// A script can make a chain of causes as long as it likes, and a ring of them: only so many are looked at.
    func error(_ index: CInt, depth: Int = 0) -> OperationError? {
        guard depth < Self.depthLimit, lua_checkstack(L, 8) != 0 else { return nil }
        guard lua_type(L, index) == LUA_TTABLE, lua_getmetatable(L, index) != 0 else { return nil }
        runtime.pushErrorMetatable(on: L)
        let ours = lua_rawequal(L, -1, -2) != 0
        lua_settop(L, -3)
        return ours ? fields(index, depth: depth) : nil
    }

    private func fields(_ index: CInt, depth: Int) -> OperationError {
        func text(_ key: String) -> String? {
            guard case .string(let value) = rawField(index, key) else { return nil }
            return value
        }
        var number = 0
        if case .integer(let value) = rawField(index, "number") { number = Int(value) }
        let code = Code(domain: text("domain") ?? "cephlua", name: text("code") ?? "ERROR", number: number)
        push("cause")
        lua_rawget(L, index < 0 ? index - 1 : index)
        let cause = error(-1, depth: depth + 1)
        lua_settop(L, -2)
        return OperationError(
            code, text("operation") ?? "", target: text("target") ?? "", message: text("message") ?? "",
            hint: text("hint"), cause: cause, details: text("details"))
    }

    /// A field of what is known to be a table, without metamethods; strings and numbers only.
    func rawField(_ index: CInt, _ key: String) -> LuaValue {
        push(key)
        lua_rawget(L, index < 0 ? index - 1 : index)
        defer { lua_settop(L, -2) }
        switch lua_type(L, -1) {
        case LUA_TSTRING: return string(-1)
        case LUA_TNUMBER where lua_isinteger(L, -1) != 0: return .integer(lua_tointegerx(L, -1, nil))
        default: return .nil
        }
    }
}

/// What the metatable of error objects holds: `tostring(err)`, `err:is "ENOENT"`, `err:wrap "while cloning"`.
let errorMethods: [(name: String, body: @Sendable (LuaCall) throws -> LuaReturn)] = [
    (
        "is",
        { call in
            let stack = call.stack
            guard lua_type(stack.L, 1) == LUA_TTABLE else {
                throw OperationError(.usage, "Error:is", target: "argument 1", message: "error object expected")
            }
            let code = try call.string(2, "code")
            guard case .string(let own) = stack.rawField(1, "code") else { return .value(false) }
            return .value(own == code)
        }
    ),
    (
        "wrap",
        { call in
            let stack = call.stack
            guard var error = stack.error(1) else {
                throw OperationError(.usage, "Error:wrap", target: "argument 1", message: "error object expected")
            }
            let inner = error
            error = OperationError(
                inner.code, try call.string(2, "context"), target: inner.target, message: "\(inner)", hint: inner.hint,
                cause: inner)
            stack.pushError(error)
            return .pushed(1)
        }
    ),
]
