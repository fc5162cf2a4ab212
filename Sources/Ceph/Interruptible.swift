package import Core
internal import Glibc
internal import Synchronization

/// Runs a call that cannot be interrupted, and that may take as long as its timeout, so that neither ^C nor a deadline
/// need wait for it.
///
/// Where the caller can be cancelled or has a deadline, the call runs on a thread of its own; a caller that is told to stop
/// leaves it there, and `abandoned` gets its result when it ends at last: it always does when this throws. The work must
/// own all that it touches.
package func interruptible<R: Sendable>(
    _ operation: String, target: String, deadline: Deadline = .never,
    abandoned: @escaping @Sendable (R) -> Void = { _ in }, _ work: @escaping @Sendable () -> R
) throws(OperationError) -> R {
    let cancellation = Cancellation.current
    if cancellation == nil, deadline.instant == nil { return work() }
    let call = DetachedCall(work, abandoned)
    // Without a descriptor or a thread for it, it waits.
    guard call.done.descriptor >= 0, call.start() else { return work() }
    var watched = [
        pollfd(fd: call.done.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: cancellation?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while true {
        poll(&watched, 2, deadline.pollTimeout)
        let isLate = deadline.hasPassed
        if let result = call.take(abandoning: isLate || cancellation?.isCancelled == true) { return result }
        try cancellation?.check(operation, target: target)
        if isLate {
            throw OperationError(rados: -ETIMEDOUT, operation, target: target)
        }
    }
}

private final class DetachedCall<R: Sendable>: Sendable {
    private enum State: Sendable { case running, finished(R), abandoned }

    /// Here it is what tells the waiting thread that the work is done: a flag with a descriptor to poll.
    let done = Cancellation()
    private let state = Mutex(State.running)
    private let work: @Sendable () -> R
    private let abandoned: @Sendable (R) -> Void

    init(_ work: @escaping @Sendable () -> R, _ abandoned: @escaping @Sendable (R) -> Void) {
        self.work = work
        self.abandoned = abandoned
    }

    func start() -> Bool {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body { self.run() })
        let result = pthread_create(
            &thread, nil,
            { box in
                Unmanaged<Body>.fromOpaque(box!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if result != 0 { box.release() } else { pthread_detach(thread) }
        return result == 0
    }

    /// The result if there is one; else gives the work up, if that is asked.
    func take(abandoning: Bool) -> R? {
        state.withLock {
            if case .finished(let result) = $0 { return result }
            if abandoning { $0 = .abandoned }
            return nil
        }
    }

    private func run() {
        let result = work()
        let isWanted = state.withLock {
            if case .abandoned = $0 { return false }
            $0 = .finished(result)
            return true
        }
        if isWanted { done.cancel() } else { abandoned(result) }
    }
}

private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
}
