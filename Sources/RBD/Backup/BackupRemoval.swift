internal import Ceph
internal import Core

/// What a removal of a whole backup looks at before anything is gone, and what it removes beside the points.
struct BackupRemoval {
    private let backup: BackupImage
    private let operation: String

    init(_ backup: BackupImage, _ operation: String) { (self.backup, self.operation) = (backup, operation) }

    /// Throws if something would stop it half-way.
    func check() throws(OperationError) {
        let snapshots = try backup.image.snapshots()
        if let other = snapshots.first(where: { $0.namespace == "user" && BackupPoint.seconds($0.name) == nil }) {
            throw OperationError(
                .conflict, operation, target: backup.spec,
                message: "it has the snapshot \(other.name), which is no point",
                hint: "Somebody made that snapshot. Remove it first if nobody needs it.")
        }
        if let kept = snapshots.first(where: \.isProtected) {
            throw OperationError(
                .busy, operation, target: backup.spec, message: "its point \(kept.name) is protected",
                hint: "`rbd.explain` says who needs it.")
        }
        let children = try backup.image.children()
        if !children.isEmpty {
            throw OperationError(
                .busy, operation, target: backup.spec,
                message: children.count == 1 ? "a clone needs it" : "\(children.count) clones need it",
                hint: "Flatten or remove them first.", details: children.map(\.spec).joined(separator: "\n"))
        }
    }

    /// Removes the snapshots of the image that was backed up, if it is still there, which the next increment would need.
    func removeSnapshots(of pool: Pool) throws(OperationError) {
        let (record, manifest) = (try record(), try lastManifest())
        let id = manifest?.imageID ?? record?.pending?.imageID
        guard let id, let name = manifest?.image ?? usualName(pool) else { return }
        if let manifest, (manifest.fsid, manifest.pool) != (pool.cluster.fsid, pool.spec) {
            throw OperationError(
                .conflict, operation, target: backup.spec,
                message:
                    "it is the backup of \(manifest.pool)/\(name) of the cluster \(manifest.fsid), not of \(pool.spec) "
                    + "of \(pool.cluster.fsid)")
        }
        guard try pool.findImage(name)?.id == id else { return }
        let image = try Image(pool, name)
        defer { image.discardHandle() }
        // Of a record that is damaged, the points themselves are known.
        let points = try points(record).union(backup.points().map(\.name))
        let known = Set(points.map(BackupPoint.snapshot))
        for snapshot in try image.snapshots() where known.contains(snapshot.name) {
            try unlessMissing { () throws(OperationError) in try image.removeSnapshot(snapshot.name) }
        }
    }

    /// Removes what runs that did not end have noted.
    func removeLogs() throws(OperationError) {
        for point in points(try record()) { try BackupLog.remove(backup.pool, backup.id, point) }
    }

    private func lastManifest() throws(OperationError) -> BackupManifest.Source? {
        for point in try backup.points().reversed() {
            if let header = try? BackupManifest.readHeader(backup.pool, backup.id, point.name) { return header.source }
        }
        return nil
    }

    /// Of which image of the pool a backup of that name is, as long as nobody has said another.
    private func usualName(_ pool: Pool) -> String? {
        let prefix = BackupPoint.image(pool.spec, "")
        return backup.image.name.hasPrefix(prefix) ? String(backup.image.name.dropFirst(prefix.count)) : nil
    }

    /// Nil if it is missing or damaged.
    private func record() throws(OperationError) -> BackupRecord? {
        do throws(OperationError) { return try BackupRecord.read(backup.pool, backup.id) } catch {
            if error.code == .malformed { return nil }
            throw error
        }
    }

    /// The points that the source has, or may have, snapshots of.
    private func points(_ record: BackupRecord?) -> Set<String> {
        guard let record else { return [] }
        var points = Set(record.leftovers.map(BackupPoint.point(of:)))
        if let last = record.last { points.insert(last.point) }
        if let pending = record.pending { points.insert(pending.point) }
        return points
    }
}
