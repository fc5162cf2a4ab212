internal import CCeph
internal import Ceph
internal import Core

/// The image of a backup, which nobody else adds to or removes from while this has it.
///
/// The lock is that of the image's feature exclusive-lock, taken by hand: its owner does not pass it on. Everything that
/// is written, the record and the manifests too, goes over the connection that has it. A client that is gone is
/// noticed by its watch, 30 seconds later at most; its lock is broken then, and the client blocklisted, so that it writes
/// nothing more should it have been asleep only.
final class BackupImage: Sendable {
    let opened: TransferImage
    private let deadline: Deadline

    var id: String { opened.id }
    var image: Image { opened.image }
    var pool: Pool { opened.pool }
    var spec: String { opened.image.spec }

    private static let features = try? Features(names: ["layering", "exclusive-lock", "object-map", "fast-diff"])

    /// Opens and locks it; with a size, makes it where there is none.
    ///
    /// - Throws: `.notFound`; `.busy`.
    init(
        _ pool: Pool, _ name: String, creating: (size: UInt64, objectSize: Int)?, deadline: Deadline
    ) throws(OperationError) {
        self.deadline = deadline
        opened = try Self.open(pool, name, creating, deadline)
        do throws(OperationError) { try lock() } catch {
            close()
            throw error
        }
    }

    private static func open(
        _ pool: Pool, _ name: String, _ creating: (size: UInt64, objectSize: Int)?, _ deadline: Deadline
    ) throws(OperationError) -> TransferImage {
        guard let creating else { return try TransferImage.open(pool, name, deadline: deadline) }
        while true {
            do throws(OperationError) {
                return try TransferImage.open(pool, name, deadline: deadline)
            } catch {
                guard error.code == .notFound else { throw error }
            }
            let options = ImageOptions(features: features, objectSize: UInt64(creating.objectSize))
            do throws(OperationError) {
                return try TransferImage.open(pool, name, deadline: deadline) { pool in
                    do throws(OperationError) {
                        return .success(try pool.createImage(name, size: creating.size, options: options))
                    } catch { return .failure(error) }
                }
            } catch {
                // Another made it at the same moment.
                guard error.code == .exists else { throw error }
            }
        }
    }

    private func lock() throws(OperationError) {
        do throws(OperationError) { try opened.takeLock(deadline, "another backup or removal works on it") } catch {
            guard error.code == .invalid else { throw error }
            var told = error
            told.message = "it has not the feature exclusive-lock, so it is no backup"
            throw told
        }
    }

    /// Closes it; what is under way ends first, on a thread that nobody waits for long.
    func close() {
        let opened = opened
        try? unhurried(spec) { opened.close() }
    }

    /// The snapshots that are points, oldest first.
    func points() throws(OperationError) -> [Snapshot] {
        try image.snapshots().filter { BackupPoint.seconds($0.name) != nil }.sorted { $0.name < $1.name }
    }

    /// Removes what there is of a point.
    func removePoint(_ point: String) throws(OperationError) {
        let manifest = PartedObject(pool, BackupPoint.manifest(id, point))
        // Emptied first: whoever comes after a crash sees what was going on.
        try manifest.empty()
        try unlessMissing { () throws(OperationError) in try image.removeSnapshot(point) }
        try manifest.remove()
    }
}
