internal import CLua
internal import CLuaShim
internal import Core

/// Runs tasks, one at a time, on the Lua thread: the one place where coroutines of tasks are resumed.
final class Scheduler {
    private unowned let runtime: LuaRuntime
    /// Live tasks by their coroutine.
    private var tasks: [OpaquePointer: LuaTask] = [:]
    var ready = ReadyQueue()
    private var timers = Timers()
    private var main: LuaTask?
    /// What workers do at present, also for tasks that no longer wait for it.
    var operations: [ObjectIdentifier: Operation] = [:]
    /// How long a cancelled operation may take to stop by itself before its task goes on without it.
    var grace = 10.0

    init(runtime: LuaRuntime) { self.runtime = runtime }

    var nextTimer: Deadline? { timers.next }

    // MARK: starting

    /// Makes a task of the function and arguments on top of `L`, which it pops.
    func spawn(from L: OpaquePointer, arguments: Int, parent: LuaTask?) -> LuaTask {
        let thread = cephlua_newtask(L, CInt(arguments))!
        let reference = luaL_ref(L, LuaStack.registry)
        let task = LuaTask(thread: thread, reference: reference, runtime: runtime, parent: parent)
        tasks[thread] = task
        parent?.children[ObjectIdentifier(task)] = task
        ready.append(task, nil)
        return task
    }

    /// The task whose function runs in `L`.
    func task(running L: OpaquePointer) -> LuaTask? { tasks[L] }

    // MARK: running

    /// Runs every task there is until this one, and so its children, has ended.
    func run(until task: LuaTask) {
        let outer = main
        main = task
        defer { main = outer }
        while !task.hasEnded {
            // In a task that has not begun, the hook raises it as soon as it runs.
            if task.hasBegun, cephlua_take_interrupt(runtime.L) != 0 { deliverInterrupt(to: task) }
            if let (task, payload) = ready.removeFirst() {
                step(task, payload)
                // A task that never runs out of steps must not keep messages from others.
                receive(until: Deadline(in: 0))
            } else {
                receive(until: timers.next ?? .never)
            }
        }
        runtime.unrefReleased()
    }

    func receive(until deadline: Deadline) {
        for message in runtime.inbox.wait(until: deadline) { message() }
        for timer in timers.takeDue() { timer() }
    }

    func step(_ task: LuaTask, _ payload: Resumption.Payload?) {
        task.hasBegun = true
        let stack = LuaStack(L: task.thread, runtime: runtime)
        let before = lua_gettop(task.thread)
        if let payload { push(payload, on: stack) }
        // At its start a task's stack holds its body, its function and the arguments.
        let arguments = payload == nil ? before - 1 : lua_gettop(task.thread) - before
        var results: CInt = 0
        let status = cephlua_resume(task.thread, runtime.L, arguments, &results)
        guard status != LUA_YIELD else {
            lua_settop(task.thread, -results - 1)
            return
        }
        if status != LUA_OK {
            // Its body runs under a protected call, so this is an interrupt that came before that had begun. The stack
            // is as it was then, with the error on top.
            lua_rotate(task.thread, 1, 1)
            lua_settop(task.thread, 1)
            lua_pushboolean(task.thread, 0)
            lua_rotate(task.thread, 1, 1)
        }
        endBody(of: task)
    }

    private func push(_ payload: Resumption.Payload, on stack: LuaStack) {
        switch payload {
        case .values(let values):
            lua_pushboolean(stack.L, 1)
            values.forEach(stack.push)
        case .error(let error):
            lua_pushboolean(stack.L, 0)
            stack.pushError(error)
        case .interrupt:
            lua_pushboolean(stack.L, 0)
            cephlua_push_interrupt_error(stack.L)
        case .outcome(let other):
            let count = lua_gettop(other.thread)
            precondition(lua_checkstack(other.thread, count) != 0 && lua_checkstack(stack.L, count) != 0)
            for index in 1...count { lua_pushvalue(other.thread, index) }
            lua_xmove(other.thread, stack.L, count)
        }
    }

    // MARK: ending

    private func endBody(of task: LuaTask) {
        task.endBody()
        if !task.succeeded {
            task.children.values.forEach(cancel)
            // ^C is for the whole run, whichever task it found running.
            if let main, main !== task, isInterrupt(task) { deliverInterrupt(to: main) }
        }
        if task.children.isEmpty { end(task) }
    }

    private func end(_ task: LuaTask) {
        if task.succeeded, let child = task.failedChild { adopt(child, by: task) }
        task.end()
        tasks[task.thread] = nil
        for waiter in task.waiters { deliver(.outcome(of: task), to: waiter) }
        task.waiters = []
        task.onEnd?(task)
        task.onEnd = nil
        guard let parent = task.parent else { return }
        parent.children[ObjectIdentifier(task)] = nil
        if !task.succeeded, !task.isObserved, !isEndedAsTold(task), parent.failedChild == nil {
            parent.failedChild = task
        }
        if parent.bodyEnded && parent.children.isEmpty && !parent.hasEnded { end(parent) }
    }

    private func isEndedAsTold(_ task: LuaTask) -> Bool {
        task.isUnwanted && LuaStack(L: task.thread, runtime: runtime).error(2)?.code == .cancelled
    }

    /// Makes a child's error the outcome of its parent.
    private func adopt(_ child: LuaTask, by parent: LuaTask) {
        lua_settop(parent.thread, 0)
        push(.outcome(of: child), on: LuaStack(L: parent.thread, runtime: runtime))
    }

    // MARK: waiting

    /// Lets the task that runs in `L` wait for what `start` begins; false if it cannot wait there.
    func suspend(_ L: OpaquePointer, _ call: LuaCall, _ start: (Resumption) throws -> Void) rethrows -> Bool {
        guard cephlua_can_suspend(L) != 0, let task = tasks[L] else { return false }
        let resumption = Resumption(
            task: task, inbox: runtime.inbox, operation: call.name, subject: call.stack.bare(1))
        task.waiting = resumption
        if task.isCancelled {
            task.isCancelled = false
            ready.append(task, .error(Self.cancelled))
            task.waiting = nil
            return true
        }
        do { try start(resumption) } catch {
            task.waiting = nil
            throw error
        }
        return true
    }

    /// Wakes a task, if that is still what it waits for.
    func deliver(_ payload: Resumption.Payload, to resumption: Resumption) {
        guard let task = resumption.task, task.waiting === resumption else { return }
        task.waiting = nil
        if let pending = task.pending {
            task.pending = nil
            ready.append(task, pending)
        } else {
            ready.append(task, payload)
        }
    }

    /// Calls `body` on the Lua thread so many seconds from now.
    func after(_ seconds: Double, _ body: @escaping () -> Void) { timers.add(Deadline(in: seconds), body) }

    /// Runs blocking work where Lua cannot yield: on a worker, while this thread waits for it or for an interrupt.
    func waitInPlace(_ work: @escaping @Sendable () throws -> [LuaValue]) throws -> [LuaValue] {
        let inbox = runtime.inbox
        let place = InPlace()
        let cancellation = place.cancellation
        Workers.shared.submit {
            place.result = Result { try Cancellation.$current.withValue(cancellation) { try work() } }
            inbox.post { place.isDone = true }
        }
        var abandonAt = Deadline.never
        while !place.isDone {
            for message in inbox.wait(until: abandonAt) { message() }
            if cephlua_interrupt_pending(runtime.L) != 0, abandonAt.seconds == .infinity {
                // Stays pending: the hook raises it as soon as this call returns.
                cancellation.cancel()
                abandonAt = Deadline(in: grace)
            }
            if abandonAt.hasPassed { throw Self.cancelled }
        }
        return try place.result!.get()
    }

    private final class InPlace: @unchecked Sendable {  // result is written before isDone, which the inbox orders
        let cancellation = Cancellation()
        var result: Result<[LuaValue], any Error>?
        var isDone = false
    }

    // MARK: stopping

    private static let cancelled = OperationError(.cancelled, "task", target: "", message: "was cancelled")

    /// Tells a task to stop: its wait, or its next one, raises ECANCELED.
    func cancel(_ task: LuaTask) {
        guard !task.hasEnded else { return }
        if task.bodyEnded {
            task.children.values.forEach(cancel)
        } else if task.waiting != nil {
            stopWaiting(task, with: .error(Self.cancelled))
        } else {
            task.isCancelled = true
        }
    }

    private func deliverInterrupt(to main: LuaTask) {
        if main.bodyEnded {
            main.children.values.forEach(cancel)
        } else if main.waiting != nil {
            stopWaiting(main, with: .interrupt)
        } else {
            ready.replacePayload(of: main, by: .interrupt)
        }
    }

    private func isInterrupt(_ task: LuaTask) -> Bool {
        cephlua_push_interrupt_error(task.thread)
        defer { lua_settop(task.thread, -2) }
        return lua_rawequal(task.thread, 2, -1) != 0
    }

    /// Ends a task's wait with something else than what it waits for, if it still waits.
    func stop(_ resumption: Resumption, with payload: Resumption.Payload) {
        guard let task = resumption.task, task.waiting === resumption, task.pending == nil else { return }
        stopWaiting(task, with: payload)
    }

    private func stopWaiting(_ task: LuaTask, with payload: Resumption.Payload) {
        guard let resumption = task.waiting else { return }
        task.pending = payload
        resumption.cancellation.cancel()
        guard resumption.stopsByItself else { return deliver(payload, to: resumption) }
        after(grace) { [weak self] in self?.deliver(payload, to: resumption) }
    }

    /// Lets go of everything, at the runtime's end.
    func abandon() {
        for task in tasks.values { task.waiting?.cancellation.cancel() }
        tasks = [:]
        ready = ReadyQueue()
    }
}
