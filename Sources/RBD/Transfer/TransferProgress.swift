internal import Core

/// How far a transfer is; any thread may look.
public final class TransferProgress: Sendable {
    /// What was known at a moment.
    public struct Snapshot: Sendable, Equatable {
        /// What is being done.
        public var phase = Phase.preparing
        /// Bytes in total; nil while that is unknown.
        public var total: UInt64?
        /// Bytes looked at, those that were known to be zeros too.
        public var done: UInt64 = 0
        /// Bytes read.
        public var read: UInt64 = 0
        /// Bytes written.
        public var written: UInt64 = 0
        /// Seconds since the phase began.
        public var seconds = 0.0

        /// Bytes that needed no writing.
        public var skipped: UInt64 { done > written ? done - written : 0 }
        /// Bytes a second, on average.
        public var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }
        /// Seconds that remain, as it went so far; nil while nobody can say.
        public var remaining: Double? {
            guard let total, rate > 0 else { return nil }
            return total > done ? Double(total - done) / rate : 0
        }
    }

    /// The parts of a transfer.
    public enum Phase: String, Sendable {
        case preparing, transferring, verifying, finishing, ended
    }

    private struct State {
        var snapshot = Snapshot()
        var began = ContinuousClock.now
    }
    private let state = Locked(State())

    /// Nothing is done yet.
    public init() {}

    /// How it stands now.
    public var snapshot: Snapshot {
        state.withLock {
            var snapshot = $0.snapshot
            if snapshot.phase != .ended { snapshot.seconds = (.now - $0.began) / .seconds(1) }
            return snapshot
        }
    }

    func begin(_ phase: Phase, total: UInt64?) {
        state.withLock {
            let written = $0.snapshot.written
            $0.snapshot = Snapshot(phase: phase, total: total, written: phase == .verifying ? written : 0)
            $0.began = .now
        }
    }

    func end() {
        state.withLock {
            $0.snapshot.seconds = (.now - $0.began) / .seconds(1)
            $0.snapshot.phase = .ended
        }
    }

    func finishing() { state.withLock { $0.snapshot.phase = .finishing } }

    func advanced(_ bytes: Int, read isRead: Bool) {
        state.withLock {
            $0.snapshot.done += UInt64(bytes)
            if isRead { $0.snapshot.read += UInt64(bytes) }
        }
    }

    func wrote(_ bytes: Int) { state.withLock { $0.snapshot.written += UInt64(bytes) } }
}
