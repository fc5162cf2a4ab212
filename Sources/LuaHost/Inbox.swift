internal import CSystem
internal import Core
internal import Glibc

/// Where other threads leave what the Lua thread has to do: a list, and an eventfd that wakes it.
final class Inbox: Sendable {
    /// Readable when something was posted or an interrupt came.
    let descriptor = cephlua_eventfd()
    private let messages = Locked<[@Sendable () -> Void]>([])

    deinit { close(descriptor) }

    /// Leaves a message; from any thread.
    func post(_ message: @escaping @Sendable () -> Void) {
        messages.withLock { $0.append(message) }
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Waits until something came or the deadline passed, then takes what there is.
    func wait(until deadline: Deadline) -> [@Sendable () -> Void] {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&watched, 1, deadline.pollTimeout)
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
        return messages.withLock { list in
            defer { list.removeAll() }
            return list
        }
    }
}
