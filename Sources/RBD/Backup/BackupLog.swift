internal import Ceph
internal import Core

/// Notes, every few seconds, which objects of a point that is being added the backup's image has by now: the number and the
/// digest of each. The run that comes after one that was killed goes on from there.
final class BackupLog: Sendable {
    private struct State {
        var digests: [Int: [UInt8]] = [:]
        var written: Set<Int> = []
        var ready: [UInt8] = []
        var noted = ContinuousClock.now
        var failure: OperationError?
    }
    private let state = Locked(State())
    private let team = Team(threads: 1)
    /// Held while something is appended.
    private let object: Locked<(content: PartedObject, hasEnded: Bool)>

    private static let interval = Duration.seconds(3)

    init(_ pool: Pool, _ id: String, _ point: String) {
        object = Locked((PartedObject(pool, BackupPoint.log(id, point)), false))
    }

    /// What was noted for a point.
    static func read(_ pool: Pool, _ id: String, _ point: String) throws(OperationError) -> [Int: [UInt8]] {
        do throws(OperationError) {
            return BackupManifest.numbered(try PartedObject(pool, BackupPoint.log(id, point)).read()[...])
        } catch {
            if error.code == .notFound { return [:] }
            throw error
        }
    }

    /// Removes what was noted for a point.
    static func remove(_ pool: Pool, _ id: String, _ point: String) throws(OperationError) {
        try PartedObject(pool, BackupPoint.log(id, point)).remove()
    }

    /// Begins with what an earlier run has noted, as far as it still holds.
    func begin(_ digests: [Int: [UInt8]]) throws(OperationError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digests.count * 36)
        for (index, digest) in digests { BackupManifest.append(index, digest, to: &bytes) }
        try object.withLock { object throws(OperationError) in try object.content.write(bytes) }
    }

    /// The digest of an object was computed; the failure to note another, if there was one.
    func digested(_ index: Int, _ digest: [UInt8]) -> OperationError? {
        update {
            if $0.written.remove(index) != nil { return BackupManifest.append(index, digest, to: &$0.ready) }
            $0.digests[index] = digest
        }
        return state.withLock { $0.failure }
    }

    /// An object was written.
    func written(_ index: Int) {
        update {
            if let digest = $0.digests.removeValue(forKey: index) {
                return BackupManifest.append(index, digest, to: &$0.ready)
            }
            $0.written.insert(index)
        }
    }

    private func update(_ body: (inout State) -> Void) {
        let isDue = state.withLock {
            body(&$0)
            guard !$0.ready.isEmpty, .now - $0.noted > Self.interval else { return false }
            $0.noted = .now
            return true
        }
        if isDue { team.add { [self] in note() } }
    }

    /// Notes what is known now. Nothing is noted after the last time: it may have been removed by then.
    func note(last: Bool = false) {
        object.withLock { object in
            let bytes = state.withLock { state in
                defer { state.ready = [] }
                return state.ready
            }
            if !bytes.isEmpty, !object.hasEnded {
                do throws(OperationError) { try object.content.append(bytes[...]) } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
            object.hasEnded = object.hasEnded || last
        }
    }
}
