public import Ceph
public import Core

/// A point whose every object was read.
public struct BackupVerification: Sendable, Equatable {
    /// The point's name.
    public let point: String
    /// Bytes of the image.
    public let size: UInt64
    /// Objects that were compared.
    public let objects: Int
    /// The digest over all of them, in hexadecimal.
    public let digest: String
    /// Seconds it took.
    public let seconds: Double
}

extension Pool {
    /// Makes a new image of a point of a backup. Each object is compared with the manifest while it is copied.
    ///
    /// - Parameters:
    ///   - backup: The image of this pool that holds the backup.
    ///   - point: The point; without one the last.
    ///   - pool: Where the new image is made: any pool of any cluster.
    /// - Throws: `.notFound`; `.exists`; `.conflict` if an object is not what was backed up, with its name and offset: the
    ///   image that was begun is removed; `.malformed` if the manifest is damaged; `.timedOut`; `.cancelled`.
    ///
    /// C: `rbd_aio_read2`, `rbd_create4`, `rbd_aio_write2`. CLI: `rbd cp`. Lua: `rbd.restore()`
    public func restoreImage(
        _ backup: String, point: String? = nil, to pool: Pool, as name: String,
        _ options: ImportOptions = ImportOptions(), progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        let deadline = options.transfer.deadline
        let opened = try OpenPoint(self, backup, point, "restore", deadline)
        defer { opened.close() }
        var image = options.image
        let objectSize = opened.manifest.source.objectSize
        image.objectSize = image.objectSize ?? UInt64(objectSize)
        let sink = try ImageSink(pool, name, size: opened.manifest.source.size, options: image, deadline: deadline)
        return try run(
            from: opened.source, to: sink, blockSize: objectSize, options.transfer, progress, since: began,
            found: { index, digest in opened.hasDigest(index, digest) ? nil : opened.difference([index]) },
            onFailure: nil)
    }

    /// Reads a point of a backup, and compares each object with the manifest.
    ///
    /// - Throws: `.conflict` if objects are not what was backed up, with their names and offsets; `.notFound`;
    ///   `.malformed` if the manifest is damaged; `.timedOut`; `.cancelled`.
    ///
    /// C: `rbd_aio_read2`. Lua: `rbd.verify_backup()`
    public func verifyBackup(
        _ backup: String, point: String? = nil, _ options: TransferOptions = TransferOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> BackupVerification {
        let began = ContinuousClock.now
        defer { progress.end() }
        let opened = try OpenPoint(self, backup, point, "verify the backup", options.deadline)
        defer { opened.close() }
        let differences = Locked<[Int]>([])
        let objects = try ObjectDigests { index, digest in
            if !opened.hasDigest(index, digest) { differences.withLock { $0.append(index) } }
            return nil
        }
        let (manifest, size) = (opened.manifest, opened.manifest.source.size)
        progress.begin(.verifying, total: size)
        _ = try Transfer(
            from: opened.source, to: NullSink(), blockSize: manifest.source.objectSize,
            inFlight: options.buffers(of: manifest.source.objectSize), rate: options.rate, deadline: options.deadline,
            progress: progress, objects: objects, stream: nil
        ).run()
        let found = differences.withLock { $0.sorted() }
        if !found.isEmpty { throw opened.difference(found) }
        return BackupVerification(
            point: manifest.point, size: size, objects: manifest.count, digest: manifest.root,
            seconds: (.now - began) / .seconds(1))
    }
}

/// A point that is read: the image as it was then, and what it should hold.
private final class OpenPoint: Sendable {
    let manifest: BackupManifest
    private let image: TransferImage
    private let operation: String
    private let prefix: String
    private let deadline: Deadline

    init(
        _ pool: Pool, _ backup: String, _ point: String?, _ operation: String, _ deadline: Deadline
    ) throws(OperationError) {
        (self.operation, self.deadline) = (operation, deadline)
        guard let known = try pool.findBackup(backup) else {
            throw OperationError(
                .notFound, operation, target: pool.spec(backup), message: "there is no such backup")
        }
        guard let wanted = point ?? known.points.last?.name, known.points.contains(where: { $0.name == wanted }) else {
            throw OperationError(
                .notFound, operation, target: pool.spec(backup, point),
                message: point == nil ? "the backup has no point" : "the backup has no such point",
                hint: known.points.isEmpty
                    ? nil : "It has \(known.points.suffix(10).map(\.name).joined(separator: ", ")).")
        }
        image = try TransferImage.open(pool, backup, snapshot: wanted, readOnly: true, deadline: deadline)
        do throws(OperationError) {
            manifest = try BackupManifest.read(pool, image.id, wanted)
            let snapshot = try image.image.snapshots().first { $0.name == wanted }
            guard snapshot?.id == manifest.snapshotID, image.size == manifest.source.size else {
                throw OperationError(
                    .conflict, operation, target: pool.spec(backup, wanted),
                    message: "the snapshot is not the one that was taken of this point")
            }
            prefix = try image.image.info().objectPrefix
        } catch {
            image.close()
            throw error
        }
    }

    var source: ImageSource { ImageSource(image, blockSize: manifest.source.objectSize, deadline: deadline) }

    func hasDigest(_ index: Int, _ digest: [UInt8]) -> Bool {
        manifest.digests[index * 32..<index * 32 + 32].elementsEqual(digest)
    }

    /// Says which objects are not what was backed up.
    func difference(_ indices: [Int]) -> OperationError {
        let lines = indices.prefix(20).map { index in
            let offset = index * manifest.source.objectSize
            let number = String(offset / image.objectSize, radix: 16)
            return "\(prefix).\(String(repeating: "0", count: max(0, 16 - number.count)))\(number), at \(offset)"
        }
        let more = indices.count > lines.count ? ["and \(indices.count - lines.count) more"] : []
        return OperationError(
            .conflict, operation, target: image.image.spec,
            message: "the object \(lines[0]), is not what was backed up",
            hint: "Another point may hold it unchanged; `rbd.verify_backup` says which objects of a point are damaged.",
            details: indices.count > 1 ? (lines + more).joined(separator: "\n") : nil)
    }

    func close() { try? unhurried(image.image.spec) { [image] in image.close() } }
}
