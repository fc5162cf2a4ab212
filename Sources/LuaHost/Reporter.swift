internal import CLua
internal import Core

/// Calls a Lua function with what an operation on another thread reports on its way.
///
/// The function is called on the Lua thread, as a task of its own: a child of the one that waits for the operation. While
/// it runs, later reports replace one another, so that a slow function gets fewer of them and holds nothing up. When it
/// fails, the operation is told to stop, and its error is what the waiting task raises.
final class Reporter: @unchecked Sendable {  // `resumption` and `function` are used on the Lua thread only
    private struct State {
        var isBusy = false
        var next: [LuaValue]?
    }

    private let function: LuaFunction
    private let resumption: Resumption
    private let inbox: Inbox
    private unowned let runtime: LuaRuntime
    private let state = Locked(State())

    init(_ function: LuaFunction, _ resumption: Resumption, _ runtime: LuaRuntime) {
        self.function = function
        self.resumption = resumption
        self.runtime = runtime
        inbox = runtime.inbox
    }

    /// Reports; from any thread.
    func report(_ values: [LuaValue]) {
        let begins = state.withLock { state in
            state.next = values
            guard !state.isBusy else { return false }
            state.isBusy = true
            return true
        }
        if begins { inbox.post { self.call() } }
    }

    /// On the Lua thread: nothing of Lua's runs, or what runs waits in place.
    private func call() {
        // The task no longer waits for the operation: what that still reports interests nobody.
        guard let task = resumption.task, task.waiting === resumption, let scheduler = task.scheduler else { return }
        let values = state.withLock { state in
            defer { state.next = nil }
            state.isBusy = state.next != nil
            return state.next
        }
        guard let values else { return }
        let stack = LuaStack(L: runtime.L, runtime: runtime)
        stack.push(.function(function))
        values.forEach(stack.push)
        let child = scheduler.spawn(from: runtime.L, arguments: values.count, parent: task)
        child.isObserved = true
        child.onEnd = { [self] child in
            guard child.succeeded else { return scheduler.stop(resumption, with: .outcome(of: child)) }
            call()
        }
    }
}

extension LuaReturn {
    /// Work on another thread that reports on its way: each report calls the function, if there is one, as a task.
    ///
    /// With a function it must be able to suspend; without one it is as ``work(_:)``.
    public static func reporting(
        to function: LuaFunction?, in runtime: LuaRuntime,
        _ body: @escaping @Sendable (_ report: (@Sendable ([LuaValue]) -> Void)?) throws -> [LuaValue]
    ) -> LuaReturn {
        guard let function else { return .work { try body(nil) } }
        return .suspend { resumption in
            let reporter = Reporter(function, resumption, runtime)
            resumption.run { try body { reporter.report($0) } }
        }
    }
}
