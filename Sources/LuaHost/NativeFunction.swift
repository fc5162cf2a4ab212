internal import CLua
internal import CLuaShim
internal import Core

/// A native function as Lua's closure owns it.
final class NativeFunction {
    let shape: FunctionShape
    /// Unchecked: the closure that owns this is the runtime's, and goes with it.
    unowned(unsafe) let runtime: LuaRuntime
    let body: (LuaCall) throws -> LuaReturn

    init(_ shape: FunctionShape, runtime: LuaRuntime, body: @escaping (LuaCall) throws -> LuaReturn) {
        self.shape = shape
        self.runtime = runtime
        self.body = body
    }
}

/// Runs the closure behind a native function. Called by the C trampoline, which raises or yields only after this
/// frame is gone.
@_cdecl("cephlua_dispatch")
func dispatch(_ L: OpaquePointer, _ box: UnsafeMutableRawPointer) -> CInt {
    let function = Unmanaged<NativeFunction>.fromOpaque(box).takeUnretainedValue()
    let runtime = function.runtime
    let stack = LuaStack(L: L, runtime: runtime)
    do {
        var call = LuaCall(stack: stack, shape: function.shape)
        if function.shape.risk != .reads { try call.pass(runtime.gate) }
        switch try function.body(call) {
        case .pushed(let count): return count
        case .raised: return CInt(CEPHLUA_RAISE)
        case .single(let value):
            stack.push(value)
            return 1
        case .values(let values): return stack.push(all: values)
        case .work(let work):
            if runtime.scheduler.suspend(L, call, { $0.run(work) }) { return CInt(CEPHLUA_YIELD) }
            return stack.push(all: try runtime.scheduler.waitInPlace(work))
        case .suspend(let start):
            if try runtime.scheduler.suspend(L, call, start) { return CInt(CEPHLUA_YIELD) }
            throw OperationError(
                .usage, function.shape.name, target: "", message: "it cannot wait inside a coroutine or a callback",
                hint: "Call it from the playbook's own function or from a task.")
        }
    } catch {
        stack.pushError(OperationError(wrapping: error, in: function.shape.name))
        return CInt(CEPHLUA_RAISE)
    }
}

/// Releases what Lua owned.
@_cdecl("cephlua_release")
func release(_ object: UnsafeMutableRawPointer) {
    Unmanaged<AnyObject>.fromOpaque(object).release()
}

extension LuaStack {
    fileprivate func push(all values: [LuaValue]) -> CInt {
        values.forEach(push)
        return CInt(values.count)
    }
}

extension OperationError {
    /// The error itself, or any other error as one.
    init(wrapping error: any Error, in operation: String) {
        self =
            error as? OperationError
            ?? OperationError(.internal, operation, target: "", message: String(describing: error))
    }
}
