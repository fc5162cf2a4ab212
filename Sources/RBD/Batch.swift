public import Core
internal import Glibc

/// How the same is done to many images.
public struct BatchOptions: Sendable {
    /// How many at a time.
    public var inFlight = 32
    /// When one fails, the others are stopped, and what was made is removed again.
    public var allOrNothing = false
    /// When it has to be done.
    public var deadline = Deadline.never

    /// Thirty-two at a time, each for itself.
    public init() {}
}

/// What became of many images.
public struct BatchResult: Sendable {
    /// The images it was done to, in the order given.
    public let done: [String]
    /// Those where it failed, in the order given, and why.
    public let failed: [Failure]
    /// Seconds it took.
    public let seconds: Double

    /// One image where it failed.
    public struct Failure: Sendable {
        /// Its name.
        public let name: String
        /// Why.
        public let error: OperationError
    }
}

/// How far a batch is; any thread may look.
public final class BatchProgress: Sendable {
    /// What was known at a moment.
    public struct Snapshot: Sendable, Equatable {
        /// How many images there are.
        public var total = 0
        /// To how many it was done.
        public var done = 0
        /// For how many it failed.
        public var failed = 0
    }
    private let state = Locked(Snapshot())

    /// Nothing is done yet.
    public init() {}

    /// How it stands now.
    public var snapshot: Snapshot { state.withLock { $0 } }

    func update(_ body: (inout Snapshot) -> Void) { state.withLock(body) }
}

/// Calls `body` for each name, many at a time on threads of its own.
///
/// Told to stop, it begins no more, and waits for those under way as long as they take, up to ten seconds.
///
/// - Parameter undo: Takes back what was done to one image.
/// - Throws: With `allOrNothing` the first failure; else only `.timedOut`, `.cancelled`, `.usage`.
func batch(
    _ operation: String, _ names: [String], _ options: BatchOptions, _ progress: BatchProgress,
    undo: (@Sendable (String) throws(OperationError) -> Void)? = nil,
    _ body: @escaping @Sendable (String) throws(OperationError) -> Void
) throws(OperationError) -> BatchResult {
    let began = ContinuousClock.now
    if let twice = Dictionary(grouping: names, by: { $0 }).first(where: { $0.value.count > 1 })?.key {
        throw OperationError(.usage, operation, target: twice, message: "the name stands in the list twice")
    }
    progress.update { $0.total = names.count }
    let run = BatchRun(names, stopsAtFailure: options.allOrNothing)
    run.start(threads: max(1, min(options.inFlight, names.count)), progress, body)
    var stopped: OperationError?
    do throws(OperationError) { try run.wait(operation, options.deadline) } catch { stopped = error }
    let result = BatchResult(done: run.done, failed: run.failed, seconds: (.now - began) / .seconds(1))
    guard var reason = stopped ?? (options.allOrNothing ? result.failed.first?.error : nil) else { return result }
    var left = result.done
    if options.allOrNothing, let undo {
        let undoing = BatchRun(left, stopsAtFailure: false)
        undoing.start(threads: max(1, min(options.inFlight, left.count)), nil, undo)
        try? unhurried(operation) { () throws(OperationError) in try undoing.wait(operation, .never) }
        left = left.filter { !undoing.done.contains($0) }
    }
    if !left.isEmpty {
        let shown = left.prefix(5).joined(separator: ", ") + (left.count > 5 ? ", …" : "")
        reason.details = [reason.details, "It was done to \(left.count) of \(names.count): \(shown)."]
            .compactMap(\.self).joined(separator: "\n")
    }
    throw reason
}

private final class BatchRun: Sendable {
    private struct State {
        var next = 0
        var working = 0
        var isStopped = false
        var outcomes: [Result<Void, OperationError>?]
    }
    private let names: [String]
    private let stopsAtFailure: Bool
    private let state: Locked<State>
    /// A flag with a descriptor: that all threads have ended.
    private let ended = Cancellation()

    init(_ names: [String], stopsAtFailure: Bool) {
        self.names = names
        self.stopsAtFailure = stopsAtFailure
        state = Locked(State(outcomes: Array(repeating: nil, count: names.count)))
        if names.isEmpty { ended.cancel() }
    }

    var done: [String] {
        let outcomes = state.withLock { $0.outcomes }
        return zip(names, outcomes).filter { if case .success? = $0.1 { true } else { false } }.map(\.0)
    }

    var failed: [BatchResult.Failure] {
        let outcomes = state.withLock { $0.outcomes }
        return zip(names, outcomes).compactMap { name, outcome in
            if case .failure(let error)? = outcome { BatchResult.Failure(name: name, error: error) } else { nil }
        }
    }

    func start(
        threads: Int, _ progress: BatchProgress?, _ body: @escaping @Sendable (String) throws(OperationError) -> Void
    ) {
        if names.isEmpty { return }
        let team = Team(threads: threads)
        state.withLock { $0.working = threads }
        for _ in 0..<threads {
            team.add { [self] in
                while let index = take() {
                    do throws(OperationError) {
                        try body(names[index])
                        put(.success(()), at: index)
                        progress?.update { $0.done += 1 }
                    } catch {
                        put(.failure(error), at: index)
                        progress?.update { $0.failed += 1 }
                    }
                }
                leave()
            }
        }
    }

    private func take() -> Int? {
        state.withLock {
            guard !$0.isStopped, $0.next < names.count else { return nil }
            $0.next += 1
            return $0.next - 1
        }
    }

    private func put(_ outcome: Result<Void, OperationError>, at index: Int) {
        state.withLock {
            $0.outcomes[index] = outcome
            if stopsAtFailure, case .failure = outcome { $0.isStopped = true }
        }
    }

    private func leave() {
        let isLast = state.withLock {
            $0.working -= 1
            return $0.working == 0
        }
        if isLast { ended.cancel() }
    }

    /// Waits for the end; told to stop, for those under way.
    func wait(_ operation: String, _ deadline: Deadline) throws(OperationError) {
        let current = Cancellation.current
        var reason: OperationError?
        var end = deadline
        while !ended.isCancelled, reason == nil || !end.hasPassed {
            if reason == nil {
                reason = whyToStop(operation, deadline, current)
                if reason != nil {
                    state.withLock { $0.isStopped = true }
                    end = Deadline(in: 10)
                }
            }
            var watched = [ended.descriptor, reason == nil ? current?.descriptor ?? -1 : -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            poll(&watched, 2, end.pollTimeout)
        }
        // What was told to stop when all was done was not stopped.
        if let reason, state.withLock({ $0.outcomes.contains { $0 == nil } }) { throw reason }
    }

    private func whyToStop(_ operation: String, _ deadline: Deadline, _ current: Cancellation?) -> OperationError? {
        let target = "\(names.count) images"
        if current?.isCancelled == true {
            return OperationError(.cancelled, operation, target: target, message: "was cancelled")
        }
        guard deadline.hasPassed else { return nil }
        return OperationError(
            .timedOut, operation, target: target,
            message: "it was not done within \(deadline.seconds.wholeDuration) s",
            hint: "Either raise `timeout`, or see whether the cluster answers (`ceph -s`).")
    }
}
