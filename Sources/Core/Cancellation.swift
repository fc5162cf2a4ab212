internal import CSystem
internal import Glibc
internal import Synchronization

/// Tells a blocking operation to stop: a flag to look at, and a descriptor to poll beside one's own.
///
/// The scheduler sets ``current`` around each operation it runs. A library that waits polls ``descriptor`` with what
/// it waits for, and throws what ``check(_:target:)`` throws.
public final class Cancellation: Sendable {
    /// The cancellation of the operation that runs on this thread, if it can be cancelled.
    @TaskLocal public static var current: Cancellation?

    private let flag = Atomic(false)
    /// Made when first asked for: thousands of waiting tasks need not each have a descriptor.
    private let event = Locked<CInt>(-1)

    /// Makes one that is not cancelled.
    public init() {}

    deinit { event.withLock { if $0 >= 0 { close($0) } } }

    /// An eventfd that is readable once ``cancel()`` was called; -1, which `poll` passes over, if there are no more.
    public var descriptor: CInt {
        event.withLock { descriptor in
            if descriptor < 0 {
                descriptor = cephlua_eventfd()
                if isCancelled { Cancellation.signal(descriptor) }
            }
            return descriptor
        }
    }

    private static func signal(_ descriptor: CInt) {
        var one: UInt64 = 1
        if descriptor >= 0 { _ = write(descriptor, &one, 8) }
    }

    /// Whether ``cancel()`` was called.
    public var isCancelled: Bool { flag.load(ordering: .acquiring) }

    /// Cancels; safe from any thread, more than once.
    public func cancel() {
        guard !flag.exchange(true, ordering: .acquiringAndReleasing) else { return }
        event.withLock { Cancellation.signal($0) }
    }

    /// Throws `.cancelled` if it was.
    public func check(_ operation: String, target: String) throws(OperationError) {
        if isCancelled { throw OperationError(.cancelled, operation, target: target, message: "was cancelled") }
    }

    /// Sleeps up to so many seconds; ends early with an error when the current operation is cancelled.
    public static func sleep(_ seconds: Double, _ operation: String, target: String) throws(OperationError) {
        let deadline = Deadline(in: seconds)
        guard let current else {
            while !deadline.hasPassed { poll(nil, 0, deadline.pollTimeout) }
            return
        }
        var watched = pollfd(fd: current.descriptor, events: Int16(POLLIN), revents: 0)
        repeat {
            try current.check(operation, target: target)
            poll(&watched, 1, deadline.pollTimeout)
        } while !deadline.hasPassed
    }
}
