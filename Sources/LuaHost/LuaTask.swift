internal import CLua
internal import CLuaShim
internal import Core

/// One task: a coroutine the scheduler runs. Children end before their parent does.
final class LuaTask: @unchecked Sendable {  // used on the Lua thread only
    let thread: OpaquePointer
    /// Keeps the coroutine from being collected.
    private let reference: CInt
    private let released: ReleasedReferences
    private(set) weak var scheduler: Scheduler?

    weak var parent: LuaTask?
    var children: [ObjectIdentifier: LuaTask] = [:]
    /// What it waits for, if it waits.
    var waiting: Resumption?
    /// Tasks that wait for its end.
    var waiters: [Resumption] = []
    /// What is to be done when it has ended.
    var onEnd: ((LuaTask) -> Void)?
    /// What its wait shall give instead of a result: it was told to stop.
    var pending: Resumption.Payload?
    /// A child that failed and that nobody has waited for: its error becomes this task's.
    var failedChild: LuaTask?
    /// To be raised at its next wait: it was cancelled while it ran.
    var isCancelled = false
    /// Whether somebody waited for its end, and so has its error.
    var isObserved = false
    /// Whether the script itself told it to stop: that it was cancelled is then no failure.
    var isUnwanted = false
    /// Whether its function was called.
    var hasBegun = false
    private(set) var bodyEnded = false
    private(set) var hasEnded = false

    init(thread: OpaquePointer, reference: CInt, runtime: LuaRuntime, parent: LuaTask?) {
        self.thread = thread
        self.reference = reference
        released = runtime.released
        scheduler = runtime.scheduler
        self.parent = parent
    }

    deinit { released.add(reference) }

    /// Whether its function returned; its results then follow `true` on its stack, else the error follows `false`.
    var succeeded: Bool { lua_toboolean(thread, 1) != 0 }

    func endBody() { bodyEnded = true }
    func end() { hasEnded = true }
}
