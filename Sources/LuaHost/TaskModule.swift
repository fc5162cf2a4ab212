internal import CLua
internal import CLuaShim
internal import Core
internal import Glibc

/// The native part of tasks; `lua/tasks.lua` builds the rest on it.
let taskModule = LuaModule("tasks.native") { module in
    module.type(TaskHandle.luaType)
    module.function("spawn", ["fn", "..."]) { call in
        let stack = call.stack
        guard lua_type(stack.L, 1) == LUA_TFUNCTION else {
            throw call.bad(1, "fn", "function expected, got \(stack.typeName(1))")
        }
        guard let parent = stack.runtime.scheduler.task(running: stack.L) else {
            throw OperationError(.usage, call.name, target: "", message: "only a task can start tasks")
        }
        let task = stack.runtime.scheduler.spawn(from: stack.L, arguments: call.count - 1, parent: parent)
        return .value(TaskHandle(task))
    }
    module.function("now") { _ in
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return .value(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
    module.function("monotonic") { _ in
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .value(Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
    module.function("sleep", ["seconds"]) { call in
        let seconds = try call.duration(1, "seconds")
        let scheduler = call.runtime.scheduler!
        guard cephlua_can_suspend(call.stack.L) != 0 else {
            return .blocking { try Cancellation.sleep(seconds, "sleep", target: "") }
        }
        return .suspend { resumption in
            // Weak: a sleep that was cancelled is not kept until it would have ended.
            scheduler.after(seconds) { [weak scheduler, weak resumption] in
                if let resumption { scheduler?.deliver(.values([]), to: resumption) }
            }
        }
    }
}

/// A task as a script holds it.
final class TaskHandle: LuaObject {
    let task: LuaTask
    init(_ task: LuaTask) { self.task = task }

    static let luaType = LuaType(TaskHandle.self, "tasks.Task") { type in
        type.property("ended") { $0.task.hasEnded }
        type.method("wait", ["options"]) { handle, call in
            let options = try call.options(1, ["timeout"])
            let timeout = try options.duration("timeout")
            let scheduler = call.runtime.scheduler!
            let task = handle.task
            return .suspend { resumption in
                task.isObserved = true
                if let parent = task.parent, parent.failedChild === task { parent.failedChild = nil }
                if task.hasEnded { return scheduler.deliver(.outcome(of: task), to: resumption) }
                task.waiters.append(resumption)
                guard let timeout else { return }
                scheduler.after(timeout) { [weak scheduler, weak resumption] in
                    guard let resumption else { return }
                    let error = OperationError(
                        .timedOut, "task", target: "", message: "it did not end within \(timeout.formatted) s")
                    scheduler?.deliver(.error(error), to: resumption)
                }
            }
        }
        type.method("cancel", []) { handle, call in
            handle.task.isUnwanted = true
            call.runtime.scheduler.cancel(handle.task)
            return .none
        }
    }
}

extension Double {
    /// Without a fraction that says nothing: `30`, `1.5`.
    var formatted: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
