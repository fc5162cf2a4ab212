internal import CLua
internal import CLuaShim
internal import Core

/// Conversion between Swift values and a Lua stack. Uses only calls that cannot raise.
struct LuaStack {
    let L: OpaquePointer
    /// Unchecked: whatever uses a stack was called by its runtime, and the check would be a third of a short call.
    unowned(unsafe) let runtime: LuaRuntime

    static let registry = cephlua_registry_index()
    /// Deeper tables, and cyclic ones, are refused.
    static let depthLimit = 64

    // MARK: push

    func push(_ value: LuaValue) {
        precondition(lua_checkstack(L, 8) != 0, "Lua stack exhausted")
        switch value {
        case .nil: lua_pushnil(L)
        case .boolean(let value): lua_pushboolean(L, value ? 1 : 0)
        case .integer(let value): lua_pushinteger(L, value)
        case .number(let value): lua_pushnumber(L, value)
        case .string(let value): push(value)
        case .bytes(let value): value.withUnsafeBytes { _ = lua_pushlstring(L, $0.baseAddress, $0.count) }
        case .table(let table): push(table)
        case .object(let object): push(object)
        case .function(let function): lua_rawgeti(L, Self.registry, lua_Integer(function.reference))
        }
    }

    func push(_ text: String) {
        var text = text
        text.withUTF8 { _ = lua_pushlstring(L, UnsafeRawPointer($0.baseAddress), $0.count) }
    }

    private func push(_ table: LuaTable) {
        lua_createtable(L, CInt(clamping: table.array.count), CInt(clamping: table.fields.count))
        for (index, element) in table.array.enumerated() {
            push(element)
            lua_rawseti(L, -2, lua_Integer(index + 1))
        }
        for (key, element) in table.fields {
            push(key)
            push(element)
            lua_rawset(L, -3)
        }
        // Others show what they are by what is in them.
        if table.isList, table.array.isEmpty {
            runtime.pushListMetatable(on: L)
            lua_setmetatable(L, -2)
        }
    }

    func push(_ object: any LuaObject) {
        runtime.pushMetatable(of: type(of: object).luaType, on: L)
        cephlua_push_object(L, Unmanaged.passRetained(object as AnyObject).toOpaque())
    }

    /// Pushes a native function.
    func pushFunction(_ name: String, _ body: @escaping (LuaCall) throws -> LuaReturn) {
        pushFunction(FunctionShape(name: name, parameters: [], risk: .reads), body)
    }

    func pushFunction(_ shape: FunctionShape, _ body: @escaping (LuaCall) throws -> LuaReturn) {
        let box = NativeFunction(shape, runtime: runtime, body: body)
        cephlua_push_function(L, Unmanaged.passRetained(box).toOpaque())
    }

    // MARK: read

    func read(_ index: CInt, depth: Int = 0) throws(OperationError) -> LuaValue {
        switch lua_type(L, index) {
        case LUA_TNONE, LUA_TNIL: return .nil
        case LUA_TBOOLEAN: return .boolean(lua_toboolean(L, index) != 0)
        case LUA_TNUMBER:
            return lua_isinteger(L, index) != 0
                ? .integer(lua_tointegerx(L, index, nil)) : .number(lua_tonumberx(L, index, nil))
        case LUA_TSTRING: return string(index)
        case LUA_TTABLE: return .table(try table(index, depth: depth))
        case LUA_TUSERDATA:
            if let object = object(index) { return .object(object) }
        case LUA_TFUNCTION:
            lua_pushvalue(L, index)
            return .function(LuaFunction(reference: luaL_ref(L, Self.registry), runtime: runtime))
        default: break
        }
        throw OperationError(.usage, "convert", target: "a Lua value", message: "a \(typeName(index)) cannot be passed")
    }

    /// A string as it is on the stack.
    func string(_ index: CInt) -> LuaValue {
        var count = 0
        guard let start = lua_tolstring(L, index, &count) else { return .nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return .bytes(Array(bytes))
    }

    /// The bytes of a string, copied once; nil if the value is no string.
    func bytes(_ index: CInt) -> [UInt8]? {
        guard lua_type(L, index) == LUA_TSTRING else { return nil }
        var count = 0
        guard let start = lua_tolstring(L, index, &count) else { return nil }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The object behind a userdata of ours.
    func object(_ index: CInt) -> (any LuaObject)? {
        guard let pointer = cephlua_to_object(L, index) else { return nil }
        return Unmanaged<AnyObject>.fromOpaque(pointer).takeUnretainedValue() as? any LuaObject
    }

    /// The same, without asking what it is.
    func bare(_ index: CInt) -> AnyObject? {
        cephlua_to_object(L, index).map { Unmanaged<AnyObject>.fromOpaque($0).takeUnretainedValue() }
    }

    func typeName(_ index: CInt) -> String {
        if let object = object(index) { return type(of: object).luaType.name }
        return String(cString: lua_typename(L, lua_type(L, index)))
    }

    private func table(_ index: CInt, depth: Int) throws(OperationError) -> LuaTable {
        guard depth < Self.depthLimit, lua_checkstack(L, 4) != 0 else {
            throw OperationError(
                .usage, "convert", target: "a Lua table", message: "it is nested too deeply, or contains itself")
        }
        let index = lua_absindex(L, index)
        let length = lua_rawlen(L, index)
        var result = LuaTable()
        result.array.reserveCapacity(Int(length))
        for position in 0..<length {
            lua_rawgeti(L, index, lua_Integer(position) + 1)
            defer { lua_settop(L, -2) }
            result.array.append(try read(-1, depth: depth + 1))
        }
        lua_pushnil(L)
        while lua_next(L, index) != 0 {
            let isString = lua_type(L, -2) == LUA_TSTRING
            if !isString, lua_isinteger(L, -2) != 0, (1...max(1, Int64(length))).contains(lua_tointegerx(L, -2, nil)) {
                lua_settop(L, -2)
                continue
            }
            do throws(OperationError) {
                guard isString, case .string(let key) = string(-2) else {
                    throw OperationError(
                        .usage, "convert", target: "a Lua table",
                        message: "it has a key that is neither text nor a position in its sequence")
                }
                result.fields[key] = try read(-1, depth: depth + 1)
            } catch {
                lua_settop(L, -3)
                throw error
            }
            lua_settop(L, -2)
        }
        if lua_getmetatable(L, index) != 0 {
            runtime.pushListMetatable(on: L)
            result.isList = lua_rawequal(L, -1, -2) != 0
            lua_settop(L, -3)
        }
        return result
    }
}
