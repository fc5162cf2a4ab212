public import Ceph
public import Core

/// How an image is backed up.
public struct BackupOptions: Sendable {
    /// How it is copied: how many objects at a time, how fast, until when. `digests` and `verify` are for others.
    public var transfer = TransferOptions()
    /// Reads all of the image, whatever the last point was of: a new chain begins.
    public var full = false

    /// What has changed, as fast as it goes.
    public init() {}
}

/// A point that was added to a backup.
public struct BackupResult: Sendable, Equatable {
    /// The image that holds the backup.
    public let backup: String
    /// The point's name: `20261125T021000Z`.
    public let point: String
    /// The point before it; nil if all of the image was read.
    public let base: String?
    /// Bytes of the image.
    public let size: UInt64
    /// Objects of the image, those that are all zeros too.
    public let objects: Int
    /// Objects that are not as they were at the point before.
    public let changed: Int
    /// Bytes that this run read and wrote; what an interrupted run had copied is not among them.
    public let read: UInt64
    /// Bytes that were written: all but zeros.
    public let written: UInt64
    /// SHA-256 over the SHA-256 digests of all objects, in hexadecimal.
    public let digest: String
    /// Seconds it took.
    public let seconds: Double
}

extension Pool {
    /// Adds a point to the backup of an image: the whole image the first time, later what has changed.
    ///
    /// The backup is an image of another pool, of this cluster or another, with a snapshot for each point. The source keeps
    /// one snapshot, `cephlua-backup.POINT`, which the next point is an increment of. What is interrupted is gone on with by
    /// the next run.
    ///
    /// - Parameters:
    ///   - pool: Where the backup is.
    ///   - backup: The name of its image there; without one `backup.POOL.IMAGE`.
    /// - Throws: `.notFound`; `.conflict` if the last point does not fit to the image, with what is wrong; `.exists` if the
    ///   backup's name is another image's; `.busy` if another backup of it runs; `.timedOut`; `.cancelled`.
    ///
    /// Cost: reads the objects that changed; 48 MiB of buffers, and about 100 bytes for each object of the image.
    /// C: `rbd_snap_create`, `rbd_diff_iterate2`, `rbd_aio_read2`, `rbd_aio_write2`, `rbd_lock_acquire`.
    /// CLI: `rbd export-diff | rbd import-diff`. Lua: `rbd.backup()`
    public func backUpImage(
        _ name: String, to pool: Pool, as backup: String? = nil, _ options: BackupOptions = BackupOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> BackupResult {
        let began = ContinuousClock.now
        guard let info = try findImage(name) else {
            throw OperationError(.notFound, "back up", target: spec(name), message: "there is no such image")
        }
        let backup = backup ?? BackupPoint.image(spec, name)
        guard (pool.cluster.fsid, pool.id, backup) != (cluster.fsid, id, name) else {
            throw OperationError(.usage, "back up", target: spec(name), message: "an image is no backup of itself")
        }
        let image = try BackupImage(
            pool, backup, creating: (info.size, Int(info.objectSize)), deadline: options.transfer.deadline)
        defer { image.close() }
        let run = BackupRun(source: self, info: info, backup: image, options: options, progress: progress)
        let manifest = try run.run()
        let done = progress.snapshot
        return BackupResult(
            backup: backup, point: manifest.point, base: manifest.base, size: manifest.source.size,
            objects: manifest.count, changed: manifest.changed, read: done.read, written: done.written,
            digest: manifest.root, seconds: (.now - began) / .seconds(1))
    }
}
