internal import Ceph
internal import Core

/// What a backup is at: its last point, and what is being added. One object beside the backup's image: a line of JSON, and
/// the digests of the objects that an unfinished point has already.
struct BackupRecord: Equatable {
    /// A snapshot of the backup's image.
    struct Last: Equatable {
        var point: String
        var snapshotID: UInt64
    }

    /// A point that is not complete.
    struct Pending: Equatable {
        var point: String
        /// The id of the source image, and of its snapshot; that is 0 until the objects in `done` are of that snapshot.
        var imageID: String
        var snapshotID: UInt64
        var objectSize: Int
        /// Objects that the backup's image has as the source's snapshot has them.
        var done: [Int: [UInt8]] = [:]

        var snapshot: String { BackupPoint.snapshot(point) }
    }

    var last: Last?
    var pending: Pending?
    /// Snapshots of the source that are to be removed when the next point is complete.
    var leftovers: [String] = []

    func encoded() -> [UInt8] {
        var fields: [String: JSON] = ["format": 1, "leftovers": .array(leftovers.map { .string($0) })]
        if let last {
            fields["last"] = ["point": .string(last.point), "snapshot_id": .integer(Int64(last.snapshotID))]
        }
        if let pending {
            fields["pending"] = [
                "point": .string(pending.point), "image_id": .string(pending.imageID),
                "snapshot_id": .integer(Int64(pending.snapshotID)),
                "object_size": .integer(Int64(pending.objectSize)),
            ]
        }
        var bytes = Array(JSON.object(fields).text().utf8) + [UInt8(ascii: "\n")]
        for (index, digest) in pending?.done ?? [:] { BackupManifest.append(index, digest, to: &bytes) }
        return bytes
    }

    init(last: Last? = nil) { self.last = last }

    /// Reads it.
    ///
    /// - Throws: `.malformed`.
    init(_ bytes: [UInt8], target: String) throws(OperationError) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        guard let header = try? JSON(parsing: bytes[..<end]), header["format"]?.integer == 1,
            let leftovers = header["leftovers"]?.array
        else {
            throw OperationError(
                .malformed, "read the record of the backup", target: target, message: "it is not what was written")
        }
        self.leftovers = leftovers.compactMap(\.string)
        if let last = header["last"], let point = last["point"]?.string, let id = last["snapshot_id"]?.integer {
            self.last = Last(point: point, snapshotID: UInt64(id))
        }
        if let pending = header["pending"], let point = pending["point"]?.string,
            let id = pending["image_id"]?.string, let snapshotID = pending["snapshot_id"]?.integer,
            let objectSize = pending["object_size"]?.integer
        {
            self.pending = Pending(
                point: point, imageID: id, snapshotID: UInt64(snapshotID), objectSize: Int(objectSize),
                done: BackupManifest.numbered(bytes[end...].dropFirst()))
        }
    }

    /// Reads that of a backup; nil if it has none.
    static func read(_ pool: Pool, _ id: String) throws(OperationError) -> BackupRecord? {
        let object = try Object(pool, BackupPoint.record(id))
        do throws(OperationError) { return try BackupRecord(try object.read(), target: object.spec) } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    func write(_ pool: Pool, _ id: String) throws(OperationError) {
        try Object(pool, BackupPoint.record(id)).write(encoded())
    }
}

/// Notes in the record, every few seconds, which objects the backup has by now.
final class BackupLog: Sendable {
    private struct State {
        var digests: [Int: [UInt8]] = [:]
        var written: Set<Int> = []
        var ready: [UInt8] = []
        var noted = ContinuousClock.now
        var failure: OperationError?
    }
    private let object: Object
    private let state = Locked(State())
    private let team = Team(threads: 1)
    /// Held while something is appended: whether that is over.
    private let hasEnded = Locked(false)

    private static let interval = Duration.seconds(3)

    init(_ pool: Pool, _ id: String) throws(OperationError) { object = try Object(pool, BackupPoint.record(id)) }

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

    /// Notes what is known now. Nothing is noted after the last time: the record may be another's by then.
    func note(last: Bool = false) {
        hasEnded.withLock { hasEnded in
            let bytes = state.withLock { state in
                defer { state.ready = [] }
                return state.ready
            }
            if !bytes.isEmpty, !hasEnded {
                do throws(OperationError) { try object.append(bytes) } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
            hasEnded = hasEnded || last
        }
    }
}
