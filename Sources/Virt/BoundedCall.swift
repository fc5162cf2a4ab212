internal import CSystem
internal import Core
internal import Glibc
internal import Synchronization

/// Runs a call of a library that cannot be interrupted, and stops waiting for it at a deadline or when cancelled.
///
/// libvirt's calls wait for the other side as long as it takes. Each runs on a thread of its own; one that is not waited
/// for any more ends when the connection breaks (keep-alive sees to that), and what it returns then is dropped.
enum BoundedCall {
    static func run<T: Sendable>(
        _ operation: String, target: String, timeout: Double,
        _ body: @escaping @Sendable () throws(OperationError) -> T
    ) throws(OperationError) -> T {
        let cancellation = Cancellation.current
        try cancellation?.check(operation, target: target)
        let outcome = Outcome<T>()
        detach { outcome.set(Result { () throws(OperationError) in try body() }) }
        let deadline = Deadline(in: timeout)
        while true {
            if let result = outcome.result { return try result.get() }
            try cancellation?.check(operation, target: target)
            guard !deadline.hasPassed else {
                throw OperationError(
                    .timedOut, operation, target: target, message: "no answer within \(timeout.formatted) s",
                    hint: "Is libvirt running there, and the host reachable? `timeout` sets how long to wait.")
            }
            var watched = [pollfd(fd: outcome.descriptor, events: Int16(POLLIN), revents: 0)]
            if let cancellation {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            poll(&watched, nfds_t(watched.count), deadline.pollTimeout)
        }
    }

    /// Runs something on a thread of its own, which nobody waits for.
    static func detach(_ body: @escaping @Sendable () -> Void) {
        let box = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { context in
                // libvirt writes to sockets whose other end may be gone: SIGPIPE would end the process. Other signals
                // are for the threads that expect them.
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_SETMASK, &all, nil)
                Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            // No thread to be had: better late than not at all.
            box.takeRetainedValue().body()
        }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Where the thread leaves its result, and an eventfd that tells of it.
    private final class Outcome<T: Sendable>: Sendable {
        let descriptor = cephlua_eventfd()
        private let value = Mutex<Result<T, OperationError>?>(nil)

        deinit { Glibc.close(descriptor) }

        var result: Result<T, OperationError>? { value.withLock { $0 } }

        func set(_ result: Result<T, OperationError>) {
            value.withLock { $0 = result }
            var one: UInt64 = 1
            _ = Glibc.write(descriptor, &one, 8)
        }
    }
}

extension Double {
    /// Without `.0`.
    fileprivate var formatted: String { self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)" }
}
