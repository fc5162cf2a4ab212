internal import Glibc

/// Descriptors for one `poll`.
struct Polled {
    private var entries: [pollfd] = []

    mutating func add(_ descriptor: CInt, _ events: CInt) {
        if descriptor >= 0 { entries.append(pollfd(fd: descriptor, events: Int16(events), revents: 0)) }
    }

    mutating func wait(milliseconds: Int32) { _ = poll(&entries, nfds_t(entries.count), milliseconds) }

    func isReady(_ descriptor: CInt) -> Bool { entries.contains { $0.fd == descriptor && $0.revents != 0 } }
}

extension Int32 {
    /// A timeout of `poll` for comparing: -1, never, is the longest.
    var orForever: Int32 { self < 0 ? .max : self }
}
