internal import Ceph
internal import Core

/// What a point holds: of which image it is, and the digest of every object that is not all zeros.
///
/// As an object: a line of JSON; 36 bytes for each digest (its number, little endian, and SHA-256); and the SHA-256 of
/// all before it.
struct BackupManifest: Equatable {
    /// The image as it was backed up.
    struct Source: Equatable {
        var fsid: String
        var pool: String
        var image: String
        var imageID: String
        var snapshotID: UInt64
        var size: UInt64
        var objectSize: Int
    }

    var point: String
    /// The point before it, of which it has the objects that did not change; nil at the start of a chain.
    var base: String?
    var source: Source
    /// The id of the backup's image, and of its snapshot.
    var imageID: String
    var snapshotID: UInt64
    /// Objects that were read or found to be gone.
    var changed: Int
    /// SHA-256 over the digests of all objects.
    var root: String
    /// The digests of all objects, zeros too, one after the other.
    var digests: [UInt8]

    var snapshot: String { BackupPoint.snapshot(point) }
    /// How many objects it has, zeros too.
    var count: Int { BackupManifest.count(source.size, source.objectSize) }

    static func count(_ size: UInt64, _ objectSize: Int) -> Int {
        Int((size + UInt64(objectSize) - 1) / UInt64(objectSize))
    }

    private static let version: Int64 = 1
    private static let record = 36

    // MARK: As bytes

    func encoded() throws(OperationError) -> [UInt8] {
        var records: [UInt8] = []
        let zeros = try Zeroes(source)
        for index in 0..<count {
            let digest = digests[index * 32..<index * 32 + 32]
            if !digest.elementsEqual(zeros.digest(index)) { Self.append(index, digest, to: &records) }
        }
        let header: JSON = [
            "format": .integer(Self.version), "point": .string(point), "base": base.map { .string($0) } ?? .null,
            "fsid": .string(source.fsid), "pool": .string(source.pool), "image": .string(source.image),
            "image_id": .string(source.imageID), "snapshot": .string(snapshot),
            "snapshot_id": .integer(Int64(source.snapshotID)), "size": .integer(Int64(source.size)),
            "object_size": .integer(Int64(source.objectSize)), "backup_image_id": .string(imageID),
            "backup_snapshot_id": .integer(Int64(snapshotID)), "changed": .integer(Int64(changed)),
            "digests": .integer(Int64(records.count / Self.record)), "root": .string(root),
        ]
        var bytes = Array(header.text().utf8) + [UInt8(ascii: "\n")]
        bytes += records
        return bytes + (try Self.sha256(bytes))
    }

    /// Reads it.
    ///
    /// - Throws: `.malformed` if it is not whole, or not what was written.
    init(_ bytes: [UInt8], target: String) throws(OperationError) {
        let body = bytes.dropLast(32)
        guard bytes.count > 32, try Self.sha256(Array(body)) == Array(bytes.suffix(32)) else {
            throw Self.damaged(target, "it is not what was written: its digest is another")
        }
        try self.init(header: bytes, target: target)
        var rest = body.dropFirst((body.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1)
        let zeros = try Zeroes(source)
        digests.reserveCapacity(count * 32)
        while digests.count < count * 32 {
            let index = digests.count / 32
            if rest.count >= Self.record, Self.index(rest) == index {
                digests += rest.dropFirst(4).prefix(32)
                rest = rest.dropFirst(Self.record)
            } else {
                digests += zeros.digest(index)
            }
        }
        guard rest.isEmpty else { throw Self.damaged(target, "it has digests of objects that there cannot be") }
    }

    /// Reads all but the digests, of the beginning of it.
    init(header bytes: [UInt8], target: String) throws(OperationError) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let header = try? JSON(parsing: bytes[..<end], target: target)
        else { throw Self.damaged(target, "it does not begin as a manifest does") }
        guard let version = header["format"]?.integer, version == Self.version else {
            throw OperationError(
                .notSupported, "read the manifest", target: target, message: "it has a format that is not known here",
                hint: "A newer cephlua wrote it, and reads it.")
        }
        guard let point = header["point"]?.string, let fsid = header["fsid"]?.string,
            let pool = header["pool"]?.string, let image = header["image"]?.string,
            let id = header["image_id"]?.string, let snapshotID = header["snapshot_id"]?.integer,
            let size = header["size"]?.integer, let objectSize = header["object_size"]?.integer, objectSize > 0,
            let ownID = header["backup_image_id"]?.string, let ownSnapshotID = header["backup_snapshot_id"]?.integer,
            let changed = header["changed"]?.integer, let root = header["root"]?.string
        else { throw Self.damaged(target, "it lacks what a manifest has") }
        source = Source(
            fsid: fsid, pool: pool, image: image, imageID: id, snapshotID: UInt64(snapshotID), size: UInt64(size),
            objectSize: Int(objectSize))
        (self.point, base, imageID, self.snapshotID) = (point, header["base"]?.string, ownID, UInt64(ownSnapshotID))
        (self.changed, self.root, digests) = (Int(changed), root, [])
    }

    init(
        point: String, base: String?, source: Source, imageID: String, snapshotID: UInt64, changed: Int, root: String,
        digests: [UInt8]
    ) {
        (self.point, self.base, self.source, self.imageID) = (point, base, source, imageID)
        (self.snapshotID, self.changed, self.root, self.digests) = (snapshotID, changed, root, digests)
    }

    private static func damaged(_ target: String, _ message: String) -> OperationError {
        OperationError(.malformed, "read the manifest", target: target, message: message)
    }

    static func sha256(_ bytes: [UInt8]) throws(OperationError) -> [UInt8] {
        let digest = try Digest(.sha256)
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }

    // MARK: Numbered digests

    static func append(_ index: Int, _ digest: some Collection<UInt8>, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: index >> shift)) }
        bytes += digest
    }

    static func index(_ record: ArraySlice<UInt8>) -> Int {
        record.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Digests by number; the end of something that was cut off is left out.
    static func numbered(_ bytes: ArraySlice<UInt8>) -> [Int: [UInt8]] {
        var (found, rest): ([Int: [UInt8]], _) = ([:], bytes)
        while rest.count >= record {
            found[index(rest)] = Array(rest.dropFirst(4).prefix(32))
            rest = rest.dropFirst(record)
        }
        return found
    }
}

/// The digests of objects of zeros: the last one may be shorter.
private struct Zeroes {
    private let whole: [UInt8]
    private let last: [UInt8]
    private let lastIndex: Int

    init(_ source: BackupManifest.Source) throws(OperationError) {
        let digests = try ObjectDigests()
        let count = BackupManifest.count(source.size, source.objectSize)
        lastIndex = count - 1
        whole = digests.ofZeros(source.objectSize)
        let rest = Int(source.size % UInt64(source.objectSize))
        last = rest == 0 ? whole : digests.ofZeros(rest)
    }

    func digest(_ index: Int) -> [UInt8] { index == lastIndex ? last : whole }
}

// MARK: As an object

extension BackupManifest {
    /// Writes it, beside the backup's image.
    func write(_ pool: Pool) throws(OperationError) {
        var object = PartedObject(pool, BackupPoint.manifest(imageID, point))
        try object.write(try encoded())
    }

    /// Reads that of a point.
    ///
    /// - Throws: `.notFound`; `.malformed`.
    static func read(_ pool: Pool, _ id: String, _ point: String) throws(OperationError) -> BackupManifest {
        let object = PartedObject(pool, BackupPoint.manifest(id, point))
        return try BackupManifest(try object.read(), target: object.spec)
    }

    /// Reads all but the digests.
    static func readHeader(_ pool: Pool, _ id: String, _ point: String) throws(OperationError) -> BackupManifest {
        let object = PartedObject(pool, BackupPoint.manifest(id, point))
        return try BackupManifest(header: try object.read(first: 64 << 10), target: object.spec)
    }
}
