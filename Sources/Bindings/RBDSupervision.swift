internal import Core
internal import LuaHost
internal import RBD

extension LuaOptions {
    /// The options of each call that takes long and may be stopped.
    static let supervised = ["progress", "timeout"]
    /// The option of one that may not be stopped half-way.
    static let reporting = ["progress"]
}

extension LuaCall {
    /// Work that takes long: it has the deadline of the option `timeout`, where there is one, and calls the function of the
    /// option `progress` with what is done, and of how much.
    func supervised(
        _ options: LuaOptions, _ body: @escaping @Sendable (Supervision) throws -> [LuaValue]
    ) throws(OperationError) -> LuaReturn {
        let isBounded = options.names.contains("timeout")
        let seconds = isBounded ? try options.duration("timeout") ?? .infinity : .infinity
        let function = try options.function("progress")
        return LuaReturn.reporting(to: function, in: runtime) { (report) throws -> [LuaValue] in
            var supervision = Supervision(deadline: Deadline(in: seconds))
            if let report { supervision.progress = { done, total in report([done.luaValue, total.luaValue]) } }
            return try body(supervision)
        }
    }

    /// The same, for work without a result.
    func supervised(
        _ options: LuaOptions, _ body: @escaping @Sendable (Supervision) throws -> Void
    ) throws(OperationError) -> LuaReturn {
        try supervised(options) { (supervision: Supervision) -> [LuaValue] in
            try body(supervision)
            return []
        }
    }
}
