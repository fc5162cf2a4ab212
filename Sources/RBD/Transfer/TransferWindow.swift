internal import CSystem
internal import Core
internal import Glibc

/// The blocks that are under way, and what the threads that work on them tell the one that runs the transfer.
///
/// Bounded: there are `limit` buffers, which are used again and again.
final class TransferWindow: Sendable {
    private struct State {
        var free: [UnsafeMutableRawPointer] = []
        var made: [UnsafeMutableRawPointer] = []
        var outstanding = 0
        var arrived: [Block] = []
        var failure: OperationError?
    }

    let blockSize: Int
    private let limit: Int
    private let descriptor = cephlua_eventfd()
    private let state = Locked(State())

    init(blockSize: Int, limit: Int) {
        self.blockSize = blockSize
        self.limit = limit
    }

    deinit {
        state.withLock { $0.made.forEach { free($0) } }
        if descriptor >= 0 { close(descriptor) }
    }

    /// A block with a buffer, at its place or elsewhere; nil if all are in use.
    func block(_ index: Int, count: Int, at offset: UInt64? = nil) -> Block? {
        let buffer: UnsafeMutableRawPointer? = state.withLock {
            if let buffer = $0.free.popLast() {
                $0.outstanding += 1
                return buffer
            }
            var buffer: UnsafeMutableRawPointer?
            guard $0.made.count < limit, posix_memalign(&buffer, 4096, blockSize) == 0, let buffer else { return nil }
            $0.made.append(buffer)
            $0.outstanding += 1
            return buffer
        }
        guard let buffer else { return nil }
        return Block(index, offset: offset ?? place(index), count: count, buffer: buffer, of: self)
    }

    private func place(_ index: Int) -> UInt64 { UInt64(index) * UInt64(blockSize) }

    /// A block of zeros; nil if so many are under way that the others should catch up first.
    func hole(_ index: Int, count: Int, at offset: UInt64? = nil) -> Block? {
        let isFull = state.withLock {
            guard $0.outstanding < 8 * limit else { return true }
            $0.outstanding += 1
            return false
        }
        if isFull { return nil }
        return Block(index, offset: offset ?? place(index), count: count, buffer: nil, of: self)
    }

    func takeBack(_ buffer: UnsafeMutableRawPointer?) {
        state.withLock {
            if let buffer { $0.free.append(buffer) }
            $0.outstanding -= 1
        }
        signal()
    }

    func arrived(_ block: Block) {
        state.withLock { $0.arrived.append(block) }
        signal()
    }

    /// Only the first failure counts: others follow from it.
    func fail(_ error: OperationError) {
        state.withLock { $0.failure = $0.failure ?? error }
        signal()
    }

    /// Whether nobody works on any block.
    var isIdle: Bool { state.withLock { $0.outstanding == 0 } }

    /// The blocks that were read since the last time.
    func takeArrived() -> [Block] {
        state.withLock { state in
            defer { state.arrived = [] }
            return state.arrived
        }
    }

    /// Throws if anything has failed.
    func check() throws(OperationError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }

    private func signal() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Waits until a thread has something to say, `other` is readable, or the deadline passes.
    ///
    /// - Returns: Whether reading from `other` would not wait.
    @discardableResult
    func wait(_ deadline: Deadline, cancellation: Cancellation? = nil, orReadable other: CInt = -1) -> Bool {
        var watched = [descriptor, cancellation?.descriptor ?? -1, other].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&watched, 3, deadline.pollTimeout)
        var count: UInt64 = 0
        if watched[0].revents != 0 { _ = read(descriptor, &count, 8) }
        return watched[2].revents != 0
    }
}
