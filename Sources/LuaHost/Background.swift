internal import CLua
internal import CLuaShim
internal import Core

/// What a worker does for a native function.
struct Operation {
    let resumption: Resumption
    let since: ContinuousClock.Instant
}

extension Scheduler {
    func began(_ resumption: Resumption) {
        operations[ObjectIdentifier(resumption)] = Operation(resumption: resumption, since: .now)
    }

    func ended(_ resumption: Resumption) { operations[ObjectIdentifier(resumption)] = nil }

    /// Lets every task go on that can, and returns when none can.
    func turn() {
        receive(until: Deadline(in: 0))
        while let (task, payload) = ready.removeFirst() {
            step(task, payload)
            receive(until: Deadline(in: 0))
        }
    }
}

extension LuaRuntime {
    /// Readable when there is something to do for tasks in the background; then ``turn()`` does it.
    public var wakeDescriptor: Int32 { inbox.descriptor }
    /// When something is to be done that nobody else says; what `poll` takes.
    public var pollTimeout: Int32 { scheduler.nextTimer?.pollTimeout ?? -1 }
    /// Lets tasks in the background go on, for who waits for something else than a run.
    public func turn() { scheduler.turn() }

    /// How long a call that was told to stop may take for it before its task goes on without it.
    public var grace: Double {
        get { scheduler.grace }
        set { scheduler.grace = newValue }
    }
}

/// `background`: tasks that no run waits for, and what is under way.
let backgroundModule = LuaModule("background") { module in
    module.function("start", ["fn"]) { call in
        let stack = call.stack
        guard lua_type(stack.L, 1) == LUA_TFUNCTION else {
            throw call.bad(1, "fn", "function expected, got \(stack.typeName(1))")
        }
        return .value(TaskHandle(stack.runtime.scheduler.spawn(from: stack.L, arguments: call.count - 1, parent: nil)))
    }
    module.function("operations") { call in
        let now = ContinuousClock.now
        let running = call.runtime.scheduler.operations.values.sorted { $0.since < $1.since }
        return .value(
            running.map { operation -> LuaTable in
                let resumption = operation.resumption
                var fields: [String: LuaValue] = [
                    "name": .string(resumption.operation), "seconds": .number((now - operation.since) / .seconds(1)),
                    "given_up": .boolean(resumption.task?.waiting !== resumption),
                ]
                fields["on"] = (resumption.subject as? any LuaObject)?.luaDescription.luaValue
                return LuaTable(fields: fields)
            })
    }
    module.function("is_closed", ["object"]) { call in
        .value(LuaValue(call.stack.object(1)?.luaIsClosed))
    }
}
