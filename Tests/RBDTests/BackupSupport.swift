import Ceph
import Core
import Foundation
import RBD
import Testing

/// A pool with an image to back up, and one for its backups: the second cluster's, where there is one.
struct BackupPlace {
    let source: Pool
    let target: Pool

    static let backup = "backup"

    /// The lab's other cluster, which a bare one has not; nil where the same cluster has to do.
    static let second: ConnectOptions? = Lab.directory.flatMap { directory in
        var options = ConnectOptions()
        options.conf = "\(directory)/ceph/remote.conf"
        options.keyring = "\(directory)/ceph/remote.client.admin.keyring"
        return FileManager.default.fileExists(atPath: options.conf!) ? options : nil
    }

    static func with(_ cluster: Cluster, second: Cluster? = nil, _ body: (BackupPlace) throws -> Void) throws {
        try Lab.withPool(cluster) { source in
            try source.initialize()
            try Lab.withPool(second ?? cluster) { target in
                try target.initialize()
                try body(BackupPlace(source: source, target: target))
            }
        }
    }

    func create(_ size: Int, objectSize: UInt64 = 1 << 20) throws {
        try source.createImage("vm", size: UInt64(size), options: ImageOptions(objectSize: objectSize))
    }

    /// Does something to the source image.
    func change(_ body: (Image) throws -> Void) throws {
        let image = try Image(source, "vm")
        try body(image)
        try image.close()
    }

    /// Does something to the backup's image.
    func damage(_ body: (Image) throws -> Void) throws {
        let image = try Image(target, Self.backup)
        try body(image)
        try image.close()
    }

    @discardableResult
    func backUp(full: Bool = false, rate: UInt64? = nil, progress: TransferProgress = TransferProgress()) throws
        -> BackupResult
    {
        var options = BackupOptions()
        options.full = full
        options.transfer.rate = rate
        return try source.backUpImage("vm", to: target, as: Self.backup, options, progress: progress)
    }

    /// The bytes of a point, read through a restore that reads again what it wrote.
    func restored(_ point: String) throws -> [UInt8] {
        var options = ImportOptions()
        options.transfer.verify = true
        let name = Lab.unique("restored")
        _ = try target.restoreImage(Self.backup, point: point, to: source, as: name, options)
        let bytes = try source.bytes(name)
        try source.removeImage(name)
        return bytes
    }

    var sourceSnapshots: [String] {
        get throws {
            let image = try Image(source, "vm", readOnly: true)
            defer { try? image.close() }
            return try image.snapshots().map(\.name)
        }
    }

    /// The objects of the pool that the backup keeps beside the image.
    var notes: [String] { get throws { try target.objects(prefix: "cephlua_backup.").sorted() } }

    func note(_ point: String) throws -> Object {
        let id = try #require(try target.findImage(Self.backup)).id
        return try Object(target, "cephlua_backup.\(id)" + (point.isEmpty ? "" : ".\(point)"))
    }
}
