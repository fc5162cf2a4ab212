internal import Core
internal import Glibc
public import LuaHost
internal import RBD

/// Something long that runs on a thread of its own, while Lua looks at its progress. Letting go of it cancels it.
public final class RBDOperation: Sendable {
    let name: String
    private let readProgress: @Sendable () -> LuaValue
    private let cancellation = Cancellation()
    /// A flag with a descriptor: that it has ended.
    private let ended = Cancellation()
    private let result = Locked<Result<LuaValue, OperationError>?>(nil)

    /// Starts it.
    ///
    /// - Parameter name: What it does, for people: `import disk.raw to vms/vm-1`.
    init(
        _ name: String, progress: @escaping @Sendable () -> LuaValue,
        _ work: @escaping @Sendable () throws(OperationError) -> LuaValue
    ) {
        self.name = name
        readProgress = progress
        // Not self: the thread would keep it alive.
        Team(threads: 1).add { [cancellation, ended, result] in
            let outcome: Result<LuaValue, OperationError> = Cancellation.$current.withValue(cancellation) {
                do throws(OperationError) { return .success(try work()) } catch { return .failure(error) }
            }
            result.withLock { $0 = outcome }
            ended.cancel()
        }
    }

    deinit { cancellation.cancel() }

    /// Waits for its end. A waiter may be told to stop; the operation goes on then.
    private func wait() throws(OperationError) -> LuaValue {
        let current = Cancellation.current
        while true {
            if let result = result.withLock({ $0 }) { return try result.get() }
            try current?.check("wait", target: name)
            var watched = [ended.descriptor, current?.descriptor ?? -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            poll(&watched, 2, -1)
        }
    }

    private func close() {
        cancellation.cancel()
        // It ends soon, and what it takes back is worth the wait of whoever is being cancelled.
        _ = try? Cancellation.$current.withValue(nil) { try wait() }
    }
}

extension RBDOperation: LuaObject {
    /// `rbd.Operation`, as `lua/meta` describes it.
    public static let luaType = LuaType(RBDOperation.self, "rbd.Operation") { type in
        type.property("name") { $0.name }
        type.property("ended") { $0.ended.isCancelled }
        type.property("progress") { $0.readProgress() }
        type.method("wait") { operation, _ in .blocking { try operation.wait() } }
        type.method("cancel") { operation, _ in
            operation.cancellation.cancel()
            return .none
        }
    }

    /// What `tostring` shows.
    public var luaDescription: String { "rbd.Operation \(name)" }
    /// Cancels it if it still runs, and waits until it has taken back what it began.
    public func luaClose() { close() }
}

/// What an operation needs: its name, its progress, and what it does.
struct RBDWork {
    let name: String
    let progress: @Sendable () -> LuaValue
    let run: @Sendable () throws(OperationError) -> LuaValue
}

extension LuaModule {
    /// Adds an operation twice: as a function that waits for its end, and as `start_NAME`, which gives a handle.
    func operation(
        _ name: String, _ parameters: [String], _ risk: Risk, _ prepare: @escaping (LuaCall) throws -> RBDWork
    ) {
        function(name, parameters, risk) { call in
            let work = try prepare(call)
            return .blocking { [run = work.run] in try run() }
        }
        function("start_\(name)", parameters, risk) { call in
            let work = try prepare(call)
            return .value(RBDOperation(work.name, progress: work.progress, work.run))
        }
    }
}
