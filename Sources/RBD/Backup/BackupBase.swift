internal import Ceph
internal import Core

/// What the next point can be an increment of.
struct BackupBase {
    private let run: BackupRun
    private let image: Image
    private let record: BackupRecord
    private let points: [Snapshot]

    init(_ run: BackupRun, _ image: Image, _ record: BackupRecord, _ points: [Snapshot]) {
        (self.run, self.image, self.record, self.points) = (run, image, record, points)
    }

    /// The manifest of the last point; nil if all is to be read.
    ///
    /// - Throws: `.conflict`, with what does not fit together.
    func manifest() throws(OperationError) -> BackupManifest? {
        guard let last = record.last else { return nil }
        let manifest: BackupManifest
        do throws(OperationError) {
            manifest = try BackupManifest.read(run.backup.pool, run.backup.id, last.point)
        } catch {
            guard [.notFound, .malformed].contains(error.code) else { throw error }
            if run.options.full { return nil }
            throw run.refused(
                error.code == .notFound
                    ? "the manifest of its last point, \(last.point), is missing"
                    : "the manifest of its last point, \(last.point), is damaged: \(error.message)")
        }
        try checkName(manifest.source)
        if run.options.full { return nil }
        try checkSource(manifest)
        try checkBackup(manifest, last)
        return manifest
    }

    private func checkName(_ source: BackupManifest.Source) throws(OperationError) {
        guard source.fsid != run.source.cluster.fsid || source.pool != run.source.spec || source.image != run.info.name
        else { return }
        throw run.refused(
            "that is the backup of \(source.pool)/\(source.image) of the cluster \(source.fsid)",
            hint: "Say another name for this one (`to_name`).")
    }

    private func checkSource(_ manifest: BackupManifest) throws(OperationError) {
        let (source, name) = (manifest.source, manifest.snapshot)
        if source.imageID != run.info.id {
            throw run.refused(
                "the image was replaced by another of the same name: it was \(source.imageID), and is \(run.info.id)")
        }
        if source.objectSize != Int(run.info.objectSize) {
            throw run.refused(
                "the image has objects of \(run.info.objectSize) bytes, its last point of \(source.objectSize)")
        }
        guard let base = try image.snapshots().first(where: { $0.name == name }) else {
            throw run.refused("the image has no longer the snapshot \(name), of which the last point is")
        }
        if base.id != source.snapshotID {
            throw run.refused(
                "the snapshot \(name) is not the one that the last point is of: it was \(source.snapshotID), and is "
                    + "\(base.id)")
        }
    }

    private func checkBackup(_ manifest: BackupManifest, _ last: BackupRecord.Last) throws(OperationError) {
        guard let snapshot = points.first(where: { $0.name == last.point }) else {
            throw run.refused("the snapshot of its last point, \(last.point), is missing in the backup")
        }
        if snapshot.id != manifest.snapshotID || snapshot.id != last.snapshotID || manifest.imageID != run.backup.id {
            throw run.refused(
                "the snapshot \(last.point) of the backup is not the one that was taken: it was "
                    + "\(manifest.snapshotID), and is \(snapshot.id)")
        }
        // A run that did not end has written into it.
        if record.pending != nil { return }
        let opened = run.backup.opened
        let blockSize = Int(run.info.objectSize)
        guard opened.size == snapshot.size,
            try opened.changes(since: last.point, blockSize: blockSize, run.options.transfer.deadline).isEmpty
        else { throw run.refused("somebody changed the backup's image after its last point, \(last.point)") }
    }
}
