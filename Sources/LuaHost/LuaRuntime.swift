internal import CLua
internal import CLuaShim
internal import Core

/// A Lua state with its native modules, its tasks and its one thread.
///
/// Everything but ``interrupt()`` is called on the thread that made it.
public final class LuaRuntime {
    let L: OpaquePointer
    let inbox: Inbox
    private(set) var scheduler: Scheduler!
    /// Where this program's own Lua library is: an error says where the user's code called into it.
    public var libraryFolder: String?
    /// Asked before every native function that does more than read; what it throws is raised instead of the call.
    public var gate: ((LuaCall) throws -> Bool)?
    private var isOpen = true
    /// Swift objects that were alive after the state had been closed: none, or this is a fault of the bridge.
    private var leaked = 0
    let released = ReleasedReferences()

    /// Makes a state with the standard libraries and these modules, which `require` finds by name.
    public init(modules: [LuaModule] = []) {
        inbox = Inbox()
        L = cephlua_newstate(inbox.descriptor)
        scheduler = Scheduler(runtime: self)
        cephlua_openlibs(L)
        makeListMetatable()
        makeErrorMetatable()
        for module in modules + [errorsModule, secretModule, taskModule, unitsModule, backgroundModule] {
            preload(module)
        }
    }

    deinit { close() }

    /// Closes the state: objects are collected, pending operations told to stop. Closing twice is fine.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        scheduler.abandon()
        leaked = cephlua_close(L)
    }

    /// How many Swift objects the state keeps alive, native functions among them. For leak tests.
    public var liveObjects: Int { isOpen ? cephlua_live_objects(L) : leaked }

    /// How many values stand on the stack outside of any call: none, or something was left behind.
    var stackHeight: Int { Int(lua_gettop(L)) }

    /// Memory that Lua uses, in KiB.
    public var memory: Int { Int(cephlua_gc_count(L)) }

    /// Collects all garbage.
    public func collectGarbage() {
        cephlua_gc_collect(L)
        // Tasks and functions that Swift held for objects just collected.
        unrefReleased()
        cephlua_gc_collect(L)
    }

    // MARK: running

    /// Loads a script; its text is not run. A first line that begins with `#` is passed over.
    public func load(file path: String) throws(ScriptError) -> LuaFunction { try load { luaL_loadfilex(L, path, "t") } }

    /// Loads a chunk of text; `name` is how errors call it.
    public func load(_ text: String, name: String) throws(ScriptError) -> LuaFunction {
        try load(Array(text.utf8), name: name)
    }

    /// Loads a chunk of text in whatever encoding: every byte of its strings stays as it is.
    public func load(_ text: [UInt8], name: String) throws(ScriptError) -> LuaFunction {
        try load {
            text.withUnsafeBytes { luaL_loadbufferx(L, $0.bindMemory(to: CChar.self).baseAddress, $0.count, name, "t") }
        }
    }

    private func load(_ body: () -> CInt) throws(ScriptError) -> LuaFunction {
        guard body() == LUA_OK else {
            let error = failure(at: -1, on: L)
            lua_settop(L, -2)
            throw error
        }
        return LuaFunction(reference: luaL_ref(L, LuaStack.registry), runtime: self)
    }

    /// Runs a function as the main task, with all the tasks it starts, until the last has ended.
    public func run(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws(ScriptError) -> [LuaValue] {
        unrefReleased()
        renewInterruptError()
        let stack = LuaStack(L: L, runtime: self)
        stack.push(.function(function))
        arguments.forEach(stack.push)
        let task = scheduler.spawn(from: L, arguments: arguments.count, parent: nil)
        scheduler.run(until: task)
        return try outcome(of: task)
    }

    private func outcome(of task: LuaTask) throws(ScriptError) -> [LuaValue] {
        let stack = LuaStack(L: task.thread, runtime: self)
        guard task.succeeded else { throw failure(at: 2, on: task.thread) }
        do {
            var values: [LuaValue] = []
            let top = lua_gettop(task.thread)
            if top >= 2 { for index in 2...top { values.append(try stack.read(index)) } }
            return values
        } catch {
            throw ScriptError(error)
        }
    }

    /// What was raised, for people.
    private func failure(at index: CInt, on thread: OpaquePointer) -> ScriptError {
        let stack = LuaStack(L: thread, runtime: self)
        cephlua_push_interrupt_error(thread)
        let isInterrupt =
            lua_rawequal(thread, index < 0 ? index - 1 : index, -1) != 0 && lua_type(thread, -1) != LUA_TNIL
        lua_settop(thread, -2)
        func text(_ key: String) -> String? {
            guard lua_type(thread, index) == LUA_TTABLE, case .string(let text) = stack.rawField(index, key) else {
                return nil
            }
            return text
        }
        if let error = stack.error(index) {
            return ScriptError(
                error: error, message: "\(error)", place: text("where") ?? place(in: error.message),
                traceback: text("traceback"),
                isInterrupt: isInterrupt)
        }
        var message = text("message")
        if message == nil, case .string(let raised) = stack.string(index), lua_type(thread, index) == LUA_TSTRING {
            message = raised
        }
        let shown = message ?? "an error that is a \(stack.typeName(index))"
        return ScriptError(
            error: nil, message: shown, place: place(in: shown), traceback: text("traceback"), isInterrupt: false)
    }

    /// The `file:line` that Lua puts before its messages.
    private func place(in message: String) -> String? {
        guard let end = message.firstRange(of: ": ")?.lowerBound else { return nil }
        let place = message[..<end]
        guard let colon = place.lastIndex(of: ":"), Int(place[place.index(after: colon)...]) != nil else { return nil }
        return String(place)
    }

    // MARK: globals

    /// Sets a global.
    public func setGlobal(_ name: String, _ value: LuaValue) {
        LuaStack(L: L, runtime: self).push(value)
        _ = cephlua_setglobal(L, name)
        lua_settop(L, 0)
    }

    /// Sets where `require` looks for Lua modules and for C modules, in Lua's own path syntax.
    public func setModulePaths(lua: String? = nil, c: String? = nil) {
        let stack = LuaStack(L: L, runtime: self)
        lua_getglobal(L, "package")
        for (key, path) in [("path", lua), ("cpath", c)] {
            guard let path else { continue }
            stack.push(key)
            stack.push(path)
            lua_rawset(L, -3)
        }
        lua_settop(L, 0)
    }

    /// `package.path` and `package.cpath` as they are.
    public var modulePaths: (lua: String, c: String) {
        let stack = LuaStack(L: L, runtime: self)
        lua_getglobal(L, "package")
        defer { lua_settop(L, 0) }
        func text(_ key: String) -> String {
            if case .string(let path) = stack.rawField(-1, key) { return path }
            return ""
        }
        return (text("path"), text("cpath"))
    }

    // MARK: interrupt

    /// Stops what runs: raises in running Lua code, ends waits. Safe in a signal handler.
    ///
    /// What comes between runs stops the next one.
    public func interrupt() { cephlua_interrupt(L) }

    /// From now on SIGINT and SIGTERM interrupt this runtime, which belongs to the calling thread; the third signal
    /// ends the process at once.
    public func handleSignals() { cephlua_handle_signals(L) }

    /// The signal that came last, if one came since ``forgetSignals()``.
    public static var lastSignal: Int32? { cephlua_last_signal() == 0 ? nil : cephlua_last_signal() }

    /// From now on SIGINT does not end the process, however often it comes.
    public static func outlastInterrupts() { cephlua_outlast_interrupts() }

    /// Begins to count signals anew: what they stopped has stopped.
    public static func forgetSignals() { cephlua_forget_signals() }

    /// Forgets an interrupt that nothing was there to take: the next run is not meant.
    public func forgetInterrupt() { _ = cephlua_take_interrupt(L) }

    /// The status a script gave `os.exit`, once it has called it: what it ran in then ended as by an interrupt.
    public var exitStatus: Int32? { cephlua_chosen_status(L) < 0 ? nil : cephlua_chosen_status(L) }

    private func renewInterruptError() {
        LuaStack(L: L, runtime: self).pushError(
            OperationError(.cancelled, "interrupt", target: "", message: "interrupted by the user"))
        cephlua_set_interrupt_error(L)
    }

    // MARK: what the stack needs

    func unrefReleased() {
        if isOpen { released.unref(in: L) }
    }

    private func preload(_ module: LuaModule) {
        let stack = LuaStack(L: L, runtime: self)
        lua_getfield(L, LuaStack.registry, "_PRELOAD")
        stack.push(module.name)
        stack.pushFunction("require \(module.name)") { call in
            let stack = call.stack
            stack.push(.table(LuaTable(fields: module.values)))
            for (name, function) in module.functions {
                stack.push(name)
                stack.pushFunction(function.shape, function.body)
                lua_rawset(stack.L, -3)
            }
            return .pushed(1)
        }
        lua_rawset(L, -3)
        lua_settop(L, 0)
    }

    private func makeErrorMetatable() {
        let stack = LuaStack(L: L, runtime: self)
        stack.push(CEPHLUA_ERROR)
        stack.push(.table(LuaTable(fields: ["__name": "Error"])))
        stack.push("__index")
        lua_createtable(L, 0, 2)
        for (name, body) in errorMethods {
            stack.push(name)
            stack.pushFunction("Error:\(name)", body)
            lua_rawset(L, -3)
        }
        lua_rawset(L, -3)
        stack.push("__tostring")
        stack.pushFunction("tostring") { call in
            .value(call.stack.error(1).map { "\($0)" } ?? "Error")
        }
        lua_rawset(L, -3)
        lua_rawset(L, LuaStack.registry)
    }

    /// What marks a table as a list.
    private func makeListMetatable() {
        let stack = LuaStack(L: L, runtime: self)
        stack.push(Self.list)
        stack.push(.table(LuaTable()))
        lua_rawset(L, LuaStack.registry)
    }

    private static let list = "cephlua.List"

    func pushListMetatable(on L: OpaquePointer) { lua_getfield(L, LuaStack.registry, Self.list) }

    func pushErrorMetatable(on L: OpaquePointer) { lua_getfield(L, LuaStack.registry, CEPHLUA_ERROR) }
}
