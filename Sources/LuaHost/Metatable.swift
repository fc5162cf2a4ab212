internal import CLua
internal import CLuaShim
internal import Core

/// Metatables of native types: made when the first object of the type is pushed, kept in the registry.
extension LuaRuntime {
    func pushMetatable(of type: LuaType, on L: OpaquePointer) {
        let key = Unmanaged.passUnretained(type).toOpaque()
        if lua_rawgetp(L, LuaStack.registry, key) == LUA_TTABLE { return }
        lua_settop(L, -2)
        make(type, on: L)
        lua_pushvalue(L, -1)
        lua_rawsetp(L, LuaStack.registry, key)
    }

    private func make(_ type: LuaType, on L: OpaquePointer) {
        precondition(lua_checkstack(L, 12) != 0, "Lua stack exhausted")
        let stack = LuaStack(L: L, runtime: self)
        stack.push(.table(LuaTable(fields: ["__name": .string(type.name), "__metatable": false])))
        set("__index", on: stack) {
            pushMethods(of: type, on: stack)
            pushProperties(of: type, on: stack)
            pushUnknown(of: type, on: stack)
            cephlua_push_index(L)
        }
        set("__tostring", on: stack) {
            stack.pushFunction("tostring") { call in .value(call.stack.object(1)?.luaDescription ?? type.name) }
        }
        set("__eq", on: stack) {
            stack.pushFunction("==") { call in
                guard let left = call.stack.object(1), let right = call.stack.object(2) else { return .value(false) }
                return .value(left === right)
            }
        }
        if let close = type.methods["close"] {
            set("__close", on: stack) {
                stack.pushFunction("\(type.name):close") { call in try Self.call(close, type, call) }
            }
        }
        // Marks the metatable as one of ours, too.
        cephlua_push_gc(L)
        lua_setfield(L, -2, "__gc")
    }

    private func set(_ key: String, on stack: LuaStack, _ push: () -> Void) {
        stack.push(key)
        push()
        lua_rawset(stack.L, -3)
    }

    private func pushMethods(of type: LuaType, on stack: LuaStack) {
        lua_createtable(stack.L, 0, CInt(type.methods.count))
        for (name, method) in type.methods {
            stack.push(name)
            stack.pushFunction(method.shape) { call in try Self.call(method, type, call) }
            lua_rawset(stack.L, -3)
        }
    }

    /// Calls a method, after checking that what stands before the colon is of its type.
    private static func call(_ method: LuaType.Method, _ type: LuaType, _ call: LuaCall) throws -> LuaReturn {
        guard let object = call.stack.object(1), Swift.type(of: object).luaType === type else {
            throw OperationError(
                .usage, call.name, target: "", message: "\(type.name) expected, got \(call.stack.typeName(1))",
                hint: "Call it with a colon: object:method(…).")
        }
        var call = call
        call.offset = 1
        return try method.body(object, call)
    }

    private func pushProperties(of type: LuaType, on stack: LuaStack) {
        lua_createtable(stack.L, 0, CInt(type.properties.count))
        for (name, get) in type.properties {
            stack.push(name)
            stack.pushFunction("\(type.name).\(name)") { call in
                call.stack.object(1).map { .value(get($0)) } ?? .none
            }
            lua_rawset(stack.L, -3)
        }
    }

    private func pushUnknown(of type: LuaType, on stack: LuaStack) {
        stack.pushFunction(type.name) { call in
            let key = (try? call.string(2, "name")) ?? call.stack.typeName(2)
            let names = type.propertyNames + type.methods.keys.sorted()
            let near = names.nearest(to: key).map { " (did you mean \"\($0)\"?)" } ?? ""
            throw OperationError(
                .usage, type.name, target: "\"\(key)\"", message: "no such property or method\(near)",
                hint: "It has: \(names.joined(separator: ", ")).")
        }
    }
}
