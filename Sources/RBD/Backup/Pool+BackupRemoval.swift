public import Ceph
public import Core

extension Pool {
    /// Removes points of a backup, but never the last.
    ///
    /// - Parameters:
    ///   - points: Those that are to go.
    ///   - deadline: When it has to be done.
    /// - Returns: The points that were removed, oldest first.
    /// - Throws: `.notFound` if there is no such backup or point; `.invalid` if the last point is among them; `.busy` if a
    ///   backup of it runs, or a point has clones.
    ///
    /// C: `rbd_snap_remove`. CLI: `rbd snap rm`. Lua: `rbd.remove_backup_points()`
    public func removeBackupPoints(
        _ name: String, _ points: [String], deadline: Deadline = .never
    ) throws(OperationError) -> [String] {
        let operation = "remove backups"
        let backup = try BackupImage(self, name, creating: nil, deadline: deadline)
        defer { backup.close() }
        // Asked for now that nobody else changes it.
        guard let known = try findBackup(name) else {
            throw OperationError(.notFound, operation, target: spec(name), message: "that image is no backup")
        }
        for point in points where !known.points.contains(where: { $0.name == point }) {
            throw OperationError(.notFound, operation, target: spec(name, point), message: "there is no such point")
        }
        if let last = known.points.last?.name, points.contains(last) {
            throw OperationError(
                .invalid, operation, target: spec(name, last), message: "the last point is not removed",
                hint: "The next point is an increment of it. `rbd.remove_backup` removes the whole backup.")
        }
        let wanted = Set(points).sorted()
        try remove(try interrupted(backup) + wanted, of: backup, operation, deadline)
        return wanted
    }

    private func remove(
        _ points: [String], of backup: BackupImage, _ operation: String, _ deadline: Deadline
    ) throws(OperationError) {
        for point in points {
            try Cancellation.current?.check(operation, target: spec(backup.image.name, point))
            try attended(operation, target: spec(backup.image.name, point), deadline) { () throws(OperationError) in
                try backup.removePoint(point)
            }
        }
    }

    /// Points whose removal was interrupted.
    private func interrupted(_ backup: BackupImage) throws(OperationError) -> [String] {
        var found: [String] = []
        for point in try backup.points().map(\.name) {
            if try PartedObject(self, BackupPoint.manifest(backup.id, point)).isEmptied() { found.append(point) }
        }
        return found
    }

    /// Removes a backup: all of its points, its image, and what is noted of it. Interrupted, it is gone on with by another
    /// removal.
    ///
    /// - Parameters:
    ///   - source: The pool of the image that was backed up: its snapshots for the next increment go first. Without it
    ///     they stay.
    ///   - deadline: When it has to be done.
    /// - Returns: The points that were removed, oldest first.
    /// - Throws: `.notFound` if there is no such backup; `.busy` if a backup of it runs, or a point is protected or has
    ///   clones; `.conflict` if its image has snapshots that are no points, or `source` has not what was backed up: nothing
    ///   is removed then.
    ///
    /// C: `rbd_snap_remove`, `rbd_remove_with_progress`. CLI: `rbd snap purge`, `rbd rm`. Lua: `rbd.remove_backup()`
    public func removeBackup(
        _ name: String, from source: Pool? = nil, deadline: Deadline = .never
    ) throws(OperationError) -> [String] {
        let operation = "remove the backup"
        // Locking an image that is no backup would disturb whoever uses it.
        guard try findBackup(name) != nil else {
            throw OperationError(.notFound, operation, target: spec(name), message: "there is no such backup")
        }
        let backup = try BackupImage(self, name, creating: nil, deadline: deadline)
        let points: [String]
        do throws(OperationError) {
            let removal = BackupRemoval(backup, operation)
            try removal.check()
            if let source { try removal.removeSnapshots(of: source) }
            points = try backup.points().map(\.name)
            try remove(points, of: backup, operation, deadline)
            try removal.removeLogs()
        } catch {
            backup.close()
            throw error
        }
        try attended(operation, target: spec(name), deadline) { () throws(OperationError) in
            try backup.opened.remove()
        }
        // After the image: without it the image would be taken for no backup.
        let record = try Object(self, BackupPoint.record(backup.id))
        try unlessMissing { () throws(OperationError) in try record.remove() }
        return points
    }
}
