internal import Ceph
internal import Core

/// What a backup is at: its last point, and what is being added. One object beside the backup's image: a line of JSON.
struct BackupRecord: Equatable {
    /// A snapshot of the backup's image.
    struct Last: Equatable {
        var point: String
        var snapshotID: UInt64
    }

    /// A point that is not complete.
    struct Pending: Equatable {
        var point: String
        /// The id of the source image, and of its snapshot; that is 0 until the objects in its log are of that snapshot.
        var imageID: String
        var snapshotID: UInt64
        var objectSize: Int

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
        return Array(JSON.object(fields).text().utf8) + [UInt8(ascii: "\n")]
    }

    init(last: Last? = nil) { self.last = last }

    /// Reads it.
    ///
    /// - Throws: `.malformed`.
    init(_ bytes: [UInt8], target: String) throws(OperationError) {
        guard let header = try? JSON(parsing: bytes), header["format"]?.integer == 1,
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
                point: point, imageID: id, snapshotID: UInt64(snapshotID), objectSize: Int(objectSize))
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
