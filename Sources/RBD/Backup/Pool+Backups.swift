public import Ceph
public import Core

/// A backup of an image, as the pool that holds it knows it.
public struct Backup: Sendable, Equatable {
    /// The image that holds it.
    public let name: String
    /// The pool of the image that is backed up; "" while it has no point.
    public let pool: String
    /// The name of that image; "" while it has no point.
    public let image: String
    /// Its points, oldest first.
    public let points: [Point]
    /// Whether a run adds a point, or was interrupted.
    public let isPending: Bool

    /// What was backed up at one time.
    public struct Point: Sendable, Equatable {
        /// Its name: `20261125T021000Z`.
        public let name: String
        /// Seconds since 1970.
        public let createdAt: Int
        /// Bytes of the image.
        public let size: UInt64
        /// The point before it; nil if all of the image was read.
        public let base: String?
        /// Objects that were not as they were at the point before.
        public let changed: Int
        /// SHA-256 over the SHA-256 digests of all objects; nil if its manifest is missing or damaged.
        public let digest: String?
    }
}

extension Pool {
    /// The backups that the pool holds under names that begin with `backup.`.
    ///
    /// Cost: reads the beginning of each manifest. C: `rbd_snap_list`. Lua: `rbd.backups()`
    public func backups() throws(OperationError) -> [Backup] {
        var found: [Backup] = []
        for entry in try images() where entry.name.hasPrefix(BackupPoint.imagePrefix) {
            if let backup = try findBackup(entry.name) { found.append(backup) }
        }
        return found
    }

    /// The backup that an image of the pool holds; nil if there is none.
    ///
    /// Lua: `rbd.find_backup()`
    public func findBackup(_ name: String) throws(OperationError) -> Backup? {
        let image: Image
        do throws(OperationError) { image = try Image(self, name, readOnly: true) } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        defer { image.discardHandle() }
        let id = try image.info().id
        let record: BackupRecord?
        do throws(OperationError) { record = try BackupRecord.read(self, id) } catch {
            guard error.code == .malformed else { throw error }
            record = nil
        }
        var (points, source): ([Backup.Point], BackupManifest.Source?) = ([], nil)
        for snapshot in try image.snapshots() {
            guard let createdAt = BackupPoint.seconds(snapshot.name), record?.pending?.point != snapshot.name else {
                continue
            }
            let manifest = try? BackupManifest.readHeader(self, id, snapshot.name)
            // Emptied: its removal was interrupted.
            if manifest == nil, try PartedObject(self, BackupPoint.manifest(id, snapshot.name)).isEmptied() {
                continue
            }
            source = manifest?.source ?? source
            points.append(
                Backup.Point(
                    name: snapshot.name, createdAt: createdAt, size: snapshot.size, base: manifest?.base,
                    changed: manifest?.changed ?? 0, digest: manifest?.root))
        }
        if record == nil, points.isEmpty { return nil }
        return Backup(
            name: name, pool: source?.pool ?? "", image: source?.image ?? "",
            points: points.sorted { $0.name < $1.name }, isPending: record?.pending != nil)
    }
}
