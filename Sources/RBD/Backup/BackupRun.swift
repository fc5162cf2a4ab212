internal import Ceph
internal import Core

/// One run of a backup: looks at what there is, copies what is missing, and makes it a point.
struct BackupRun {
    let source: Pool
    let info: ImageInfo
    let backup: BackupImage
    let options: BackupOptions
    let progress: TransferProgress

    private var operation: String { "back up" }
    private var target: String { "\(source.spec(info.name)) to \(backup.spec)" }
    private var deadline: Deadline { options.transfer.deadline }
    private var blockSize: Int { Int(info.objectSize) }

    private func described(size: UInt64, snapshotID: UInt64) -> BackupManifest.Source {
        BackupManifest.Source(
            fsid: source.cluster.fsid, pool: source.spec, image: info.name, imageID: info.id, snapshotID: snapshotID,
            size: size, objectSize: blockSize)
    }

    func run() throws(OperationError) -> BackupManifest {
        defer { progress.end() }
        let image = try Image(source, info.name)
        defer { image.discardHandle() }
        var (record, base, earlier) = try start(image)
        let snapshot = try takeSnapshot(image, &record)
        let opened = try TransferImage.open(
            source, info.name, snapshot: snapshot.name, readOnly: true, deadline: deadline)
        let log = BackupLog(backup.pool, backup.id, record.pending!.point)
        do throws(OperationError) {
            let manifest = try copy(opened, snapshot, base, earlier, &record, log)
            closing(opened)
            try complete(image, manifest, &record)
            return manifest
        } catch {
            try? unhurried(target) { log.note(last: true) }
            closing(opened)
            throw error
        }
    }

    private func closing(_ opened: TransferImage) { try? unhurried(opened.image.spec) { opened.close() } }

    // MARK: What there is

    /// What a run that did not end has copied, of which snapshot of the source.
    private struct Earlier {
        var snapshotID: UInt64
        var done: [Int: [UInt8]]
    }

    /// The record; the manifest of the last point, if it can be the base; and what an earlier run left, tidied up.
    private func start(_ image: Image) throws(OperationError) -> (BackupRecord, BackupManifest?, Earlier?) {
        var record: BackupRecord
        let points = try backup.points()
        do throws(OperationError) {
            record = try BackupRecord.read(backup.pool, backup.id) ?? BackupRecord()
            if record == BackupRecord(), !points.isEmpty { throw refused("the record of the backup is missing") }
        } catch {
            guard options.full, error.code == .malformed || error.code == .conflict else { throw error }
            record = BackupRecord(last: points.last.map { .init(point: $0.name, snapshotID: $0.id) })
        }
        var earlier: Earlier?
        if let pending = record.pending {
            try backup.removePoint(pending.point)
            if pending.imageID == info.id, pending.objectSize == blockSize {
                let done = try BackupLog.read(backup.pool, backup.id, pending.point)
                earlier = Earlier(snapshotID: pending.snapshotID, done: done)
            }
        }
        let base = try BackupBase(self, image, record, points).manifest()
        if base == nil, record.last == nil, record.pending == nil, try !isEmpty() {
            throw OperationError(
                .exists, operation, target: target, message: "that image exists, and is no backup",
                hint: "Say another name for the backup (`to_name`).")
        }
        return (record, base, earlier)
    }

    private func isEmpty() throws(OperationError) -> Bool {
        guard try backup.image.snapshots().isEmpty else { return false }
        return try backup.opened.changes(since: nil, blockSize: blockSize, deadline).isEmpty
    }

    func refused(_ message: String, hint: String? = nil) -> OperationError {
        OperationError(
            .conflict, operation, target: target, message: message,
            hint: hint ?? "Back up with `full = true`, which reads all of the image; the older points stay.")
    }

    // MARK: The source's snapshot

    private func takeSnapshot(_ image: Image, _ record: inout BackupRecord) throws(OperationError) -> Snapshot {
        let names = try image.snapshots().map(\.name)
        let point = try nextPoint(after: record.last?.point, names)
        if let last = record.last { record.leftovers.append(BackupPoint.snapshot(last.point)) }
        if let earlier = record.pending { record.leftovers.append(earlier.snapshot) }
        record.leftovers.removeAll { $0 == BackupPoint.snapshot(point) }
        // Noted before it is made: nobody else would remove it.
        var noted = record
        noted.leftovers.append(BackupPoint.snapshot(point))
        if noted.pending == nil { noted.pending = pending(point) }
        try noted.write(backup.pool, backup.id)
        try image.createSnapshot(BackupPoint.snapshot(point))
        guard let snapshot = try image.snapshots().first(where: { $0.name == BackupPoint.snapshot(point) }) else {
            throw OperationError(
                .conflict, operation, target: target, message: "somebody removed the snapshot that was just taken")
        }
        record.pending = pending(point)
        return snapshot
    }

    private func pending(_ point: String) -> BackupRecord.Pending {
        BackupRecord.Pending(point: point, imageID: info.id, snapshotID: 0, objectSize: blockSize)
    }

    /// The name of this moment: later than the last point, and of no snapshot that there is.
    private func nextPoint(after last: String?, _ snapshots: [String]) throws(OperationError) -> String {
        while true {
            let now = BackupPoint.now
            if now > last ?? "", !snapshots.contains(BackupPoint.snapshot(now)) { return now }
            if let last, let ahead = BackupPoint.seconds(last), ahead > BackupPoint.seconds(now)! + 5 {
                throw OperationError(
                    .conflict, operation, target: target,
                    message: "its last point, \(last), lies in the future: it is \(now) here",
                    hint: "One of the machines that make backups has a wrong clock.")
            }
            try Cancellation.sleep(0.2, operation, target: target)
        }
    }

    // MARK: Copying

    private func copy(
        _ opened: TransferImage, _ snapshot: Snapshot, _ base: BackupManifest?, _ earlier: Earlier?,
        _ record: inout BackupRecord, _ log: BackupLog
    ) throws(OperationError) -> BackupManifest {
        let count = BackupManifest.count(snapshot.size, blockSize)
        let done = try stillDone(earlier, opened)
        if !done.isEmpty { try log.begin(done) }
        record.pending?.snapshotID = snapshot.id
        var noted = record
        noted.leftovers.append(snapshot.name)
        try noted.write(backup.pool, backup.id)

        let image = backup.image
        try attended("rbd_resize2", target: backup.spec, deadline) { () throws(OperationError) in
            if try image.size() != snapshot.size { try image.resize(to: snapshot.size, shrink: true) }
        }
        let plan = try plan(opened, base, Set(done.keys))
        var digests = Array((base?.digests ?? []).prefix(count * 32))
        digests += repeatElement(0, count: count * 32 - digests.count)
        for (index, digest) in done { digests.replaceSubrange(index * 32..<index * 32 + 32, with: digest) }
        let objects = try ObjectDigests(digests) { index, digest in
            plan.actions[index] == .absent ? nil : log.digested(index, digest)
        }
        progress.begin(.transferring, total: snapshot.size)
        _ = try Transfer(
            from: ChangedSource(opened, blockSize: blockSize, plan: plan, deadline: deadline),
            to: BackupSink(backup.opened, plan: plan, log: log), blockSize: blockSize,
            inFlight: options.transfer.buffers(of: blockSize), rate: options.transfer.rate, deadline: deadline,
            progress: progress, objects: objects, stream: nil
        ).run()
        progress.finishing()
        log.note(last: true)
        try attended("rbd_flush", target: backup.spec, deadline) { () throws(OperationError) in try image.flush() }
        return BackupManifest(
            point: record.pending!.point, base: base?.point,
            source: described(size: snapshot.size, snapshotID: snapshot.id), imageID: backup.id, snapshotID: 0,
            changed: plan.changed + done.count, root: objects.root.hexadecimal, digests: objects.bytes)
    }

    /// What an earlier run has copied, as far as it did not change since then.
    private func stillDone(
        _ earlier: Earlier?, _ opened: TransferImage
    ) throws(OperationError) -> [Int: [UInt8]] {
        guard let earlier, !earlier.done.isEmpty,
            let old = try opened.image.snapshots().first(where: { $0.id == earlier.snapshotID })
        else { return [:] }
        let changes = try opened.changes(since: old, blockSize: blockSize, deadline).changes
        return earlier.done.filter { $0.key < changes.count && changes[$0.key] == .none }
    }

    private func plan(
        _ opened: TransferImage, _ base: BackupManifest?, _ done: Set<Int>
    ) throws(OperationError) -> BlockPlan {
        let occupied = try backup.opened.changes(since: nil, blockSize: blockSize, deadline)
        guard let base, let old = try opened.image.snapshots().first(where: { $0.id == base.source.snapshotID }) else {
            let all = try opened.changes(since: nil, blockSize: blockSize, deadline)
            return BlockPlan(all, known: 0, occupied: occupied, touched: nil, done: done)
        }
        return BlockPlan(
            try opened.changes(since: old, blockSize: blockSize, deadline), known: base.count, occupied: occupied,
            touched: try backup.opened.changes(since: base.point, blockSize: blockSize, deadline), done: done)
    }

    // MARK: Completing

    /// Snapshot, manifest, record: with the record it is a point.
    private func complete(
        _ image: Image, _ copied: BackupManifest, _ record: inout BackupRecord
    ) throws(OperationError) {
        try backup.image.createSnapshot(copied.point)
        guard let snapshot = try backup.points().first(where: { $0.name == copied.point }) else {
            throw OperationError(
                .conflict, operation, target: target, message: "somebody removed the snapshot that was just taken")
        }
        var manifest = copied
        manifest.snapshotID = snapshot.id
        try manifest.write(backup.pool)
        record.last = BackupRecord.Last(point: manifest.point, snapshotID: snapshot.id)
        record.pending = nil
        try record.write(backup.pool, backup.id)
        do throws(OperationError) {
            try BackupLog.remove(backup.pool, backup.id, manifest.point)
            for name in Set(record.leftovers) {
                try unlessMissing { () throws(OperationError) in try image.removeSnapshot(name) }
                try BackupLog.remove(backup.pool, backup.id, BackupPoint.point(of: name))
            }
        } catch {
            var told = error
            told.hint = "The point \(manifest.point) is complete; the next backup tries again to remove that snapshot."
            throw told
        }
        record.leftovers = []
        try record.write(backup.pool, backup.id)
    }
}
