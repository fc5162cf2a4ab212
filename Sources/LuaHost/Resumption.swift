public import Core

/// What wakes a waiting task. The first call counts; it may come from any thread.
public final class Resumption: @unchecked Sendable {  // task and scheduler are used on the Lua thread only
    /// Tells the operation that nobody waits for it any more.
    public let cancellation = Cancellation()
    /// Whether the operation looks at `cancellation`, so that a cancelled task gives it a moment to stop by itself.
    var stopsByItself = false
    /// Weak: a timer or a worker may come when the task has long ended.
    weak var task: LuaTask?
    /// Outlives the task: an operation that was given up has to be forgotten when it ends at last.
    private weak var scheduler: Scheduler?
    private let inbox: Inbox
    /// The native function, and the object it was called on, for who asks what is under way.
    let operation: String
    let subject: AnyObject?

    init(task: LuaTask, inbox: Inbox, operation: String, subject: AnyObject?) {
        self.task = task
        scheduler = task.scheduler
        self.inbox = inbox
        self.operation = operation
        self.subject = subject
    }

    enum Payload {
        case values([LuaValue])
        case error(OperationError)
        case interrupt
        /// The results, or the error, of another task, as they stand on its stack.
        case outcome(of: LuaTask)
    }

    /// Wakes the task with results or an error.
    public func resume(_ result: sending Result<[LuaValue], OperationError>) {
        let payload: Payload =
            switch result {
            case .success(let values): .values(values)
            case .failure(let error): .error(error)
            }
        let message = Message(resumption: self, payload: payload)
        inbox.post { message.deliver() }
    }

    /// Runs blocking work on a worker, then wakes the task.
    func run(_ work: @escaping @Sendable () throws -> [LuaValue]) {
        stopsByItself = true
        scheduler?.began(self)
        let cancellation = cancellation
        Workers.shared.submit { [self] in
            do {
                let values = try Cancellation.$current.withValue(cancellation) { try work() }
                resume(.success(values))
            } catch {
                resume(.failure(OperationError(wrapping: error, in: "native")))
            }
        }
    }

    private struct Message: @unchecked Sendable {  // made on one thread, used on the Lua thread
        let resumption: Resumption
        let payload: Payload
        func deliver() {
            resumption.scheduler?.ended(resumption)
            resumption.task?.scheduler?.deliver(payload, to: resumption)
        }
    }
}
