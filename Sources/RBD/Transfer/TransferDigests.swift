internal import Core
internal import Glibc

/// Which digests of what is transferred are wanted.
public enum TransferDigest: String, Sendable, CaseIterable {
    /// SHA-256 over the SHA-256 digests of all objects: computed on all processors, and almost free for zeros.
    case objects
    /// Of the whole, in order, each on one thread.
    case sha256, sha512, md5
}

/// The SHA-256 digest of each object, computed in any order.
final class ObjectDigests: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        /// By length; nearly always there are two.
        var zeros: [Int: [UInt8]] = [:]
        var failure: OperationError?
    }
    private let state: Locked<State>
    private let team = Team(threads: min(4, Team.processors))
    private let found: @Sendable (Int, [UInt8]) -> OperationError?

    /// libcrypto is there, or this throws.
    ///
    /// - Parameter known: Digests of objects, one after the other, that stay where none is computed.
    /// - Parameter found: Gets each digest that is computed, on whatever thread; an error of it ends the transfer.
    init(
        _ known: [UInt8] = [], found: @escaping @Sendable (Int, [UInt8]) -> OperationError? = { _, _ in nil }
    ) throws(OperationError) {
        _ = try Digest(.sha256)
        state = Locked(State(bytes: known))
        self.found = found
    }

    /// All of them, in order.
    var bytes: [UInt8] { state.withLock { $0.bytes } }

    /// Throws if somebody did not like a digest.
    func check() throws(OperationError) { if let failure = state.withLock({ $0.failure }) { throw failure } }

    func add(_ block: Block) {
        guard block.bytes != nil else { return addZeros(block.index, block.count) }
        team.add { [self] in
            if let bytes = block.bytes { put(digest { $0.update(bytes) }, block.index) }
        }
    }

    func addZeros(_ index: Int, _ count: Int) {
        put(ofZeros(count), index)
    }

    /// The digest of so many zeros.
    func ofZeros(_ count: Int) -> [UInt8] {
        if let known = state.withLock({ $0.zeros[count] }) { return known }
        let digest = digest { digest in Zeros.lend(count) { digest.update($0) } }
        state.withLock { $0.zeros[count] = digest }
        return digest
    }

    /// The digest over all of them, in order.
    var root: [UInt8] { digest { digest in state.withLock { $0.bytes.withUnsafeBytes { digest.update($0) } } } }

    /// The first object that is not the same.
    func firstDifference(_ other: ObjectDigests) -> Int? {
        let (ours, theirs) = (state.withLock { $0.bytes }, other.state.withLock { $0.bytes })
        if ours == theirs { return nil }
        let place = zip(ours, theirs).enumerated().first { $0.element.0 != $0.element.1 }?.offset
        return (place ?? min(ours.count, theirs.count)) / 32
    }

    private func put(_ digest: [UInt8], _ index: Int) {
        state.withLock {
            let end = (index + 1) * 32
            if $0.bytes.count < end { $0.bytes.append(contentsOf: repeatElement(0, count: end - $0.bytes.count)) }
            $0.bytes.replaceSubrange(index * 32..<end, with: digest)
        }
        if let error = found(index, digest) { state.withLock { $0.failure = $0.failure ?? error } }
    }

    private func digest(_ body: (borrowing Digest) -> Void) -> [UInt8] {
        guard let digest = try? Digest(.sha256) else { preconditionFailure("libcrypto has lost SHA-256") }
        body(digest)
        return digest.finish()
    }
}

/// Digests of the whole, computed in order, each on a thread of its own: one alone is slower than the cluster.
final class StreamDigests: Sendable {
    private let digests: [RunningDigest]

    init(_ algorithms: [Digest.Algorithm]) throws(OperationError) {
        var digests: [RunningDigest] = []
        for algorithm in algorithms { digests.append(try RunningDigest(algorithm)) }
        self.digests = digests
    }

    /// Adds the block that comes next.
    func add(_ block: Block) {
        for digest in digests { digest.add(block) }
    }

    /// The digests, when no block is under way any longer.
    func finish() -> [(algorithm: Digest.Algorithm, bytes: [UInt8])] {
        digests.map { ($0.algorithm, $0.finish()) }
    }
}

/// One of them, and its thread.
private final class RunningDigest: @unchecked Sendable {  // used by that thread, and by another after it
    let algorithm: Digest.Algorithm
    private var digest: Digest?
    private let team = Team(threads: 1)

    init(_ algorithm: Digest.Algorithm) throws(OperationError) {
        self.algorithm = algorithm
        digest = try Digest(algorithm)
    }

    func add(_ block: Block) {
        team.add { [self] in
            if let bytes = block.bytes {
                digest?.update(bytes)
            } else {
                Zeros.lend(block.count) { digest?.update($0) }
            }
        }
    }

    func finish() -> [UInt8] { digest.take()?.finish() ?? [] }
}

/// Zeros to read from.
enum Zeros {
    nonisolated(unsafe) private static let bytes = UnsafeRawBufferPointer(  // never written, never freed
        start: calloc(1, 1 << 20), count: 1 << 20)

    /// Lends so many of them, in parts.
    static func lend<E: Error>(_ count: Int, _ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
        var left = count
        while left > 0 {
            let part = min(left, bytes.count)
            try body(UnsafeRawBufferPointer(rebasing: bytes[..<part]))
            left -= part
        }
    }
}
