import Ceph
import Core
import Foundation
import Testing

@testable import RBD

private let MiB = 1 << 20

/// What a run finds that comes after one that was killed.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct BackupCrashTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    @Test func aPointThatTheRecordDoesNotNameIsMadeAgain() throws {
        try BackupPlace.with(cluster) { place in
            try place.create(8 * MiB)
            try place.change { try $0.write(Scratch.noise(6 * MiB, seed: 1), at: 0) }
            let first = try place.backUp()
            let wanted = try place.source.bytes("vm")
            // A snapshot that cannot be removed stays for the next run.
            try place.change {
                try $0.protect(snapshot: "cephlua-backup.\(first.point)")
                try $0.write(Scratch.noise(3 * MiB, seed: 2), at: UInt64(4 * MiB))
            }
            let error = try #require(failure { try place.backUp() })
            #expect(error.code == .busy && error.hint?.contains("is complete") == true, "\(error)")
            let points = try #require(try place.target.findBackup(BackupPlace.backup)).points
            #expect(points.count == 2 && points[1].base == first.point)

            // As if it had been killed after the manifest, before the record.
            let id = try #require(try place.target.findImage(BackupPlace.backup)).id
            var record = try #require(try BackupRecord.read(place.target, id))
            #expect(record.pending == nil && record.leftovers == ["cephlua-backup.\(first.point)"])
            let image = try Image(place.target, BackupPlace.backup, readOnly: true)
            let snapshot = try #require(try image.snapshots().first { $0.name == first.point })
            try image.close()
            let source = try #require(try place.source.findImage("vm"))
            record = BackupRecord(last: .init(point: first.point, snapshotID: snapshot.id))
            record.pending = .init(point: points[1].name, imageID: source.id, snapshotID: 0, objectSize: MiB)
            try record.write(place.target, id)
            #expect(try place.target.findBackup(BackupPlace.backup)?.points.map(\.name) == [first.point])

            try place.change {
                try $0.unprotect(snapshot: "cephlua-backup.\(first.point)")
                try $0.write([1], at: 0)
            }
            let next = try place.backUp()
            #expect(next.base == first.point)
            #expect(try place.restored(next.point) == place.source.bytes("vm"))
            #expect(try place.restored(first.point) == wanted)
            #expect(try place.sourceSnapshots == ["cephlua-backup.\(next.point)"])
            #expect(try place.notes.count == 3)
        }
    }

    @Test func aRecordIsReadAsItWasWritten() throws {
        var record = BackupRecord(last: .init(point: "20261125T021000Z", snapshotID: 7))
        record.leftovers = ["cephlua-backup.20261125T021000Z"]
        record.pending = .init(point: "20261126T021000Z", imageID: "ab", snapshotID: 9, objectSize: 4096)
        #expect(try BackupRecord(record.encoded(), target: "") == record)
        #expect(failure { _ = try BackupRecord(Array("nothing\n".utf8), target: "x") }?.code == .malformed)
    }

    @Test func aManifestIsReadAsItWasWritten() throws {
        let source = BackupManifest.Source(
            fsid: "f", pool: "p", image: "i", imageID: "1", snapshotID: 3, size: 4096 * 3 + 1, objectSize: 4096)
        let zeros = try BackupManifest.sha256([UInt8](repeating: 0, count: 4096))
        let digests = zeros + [UInt8](0..<32) + zeros + [UInt8](repeating: 9, count: 32)
        let manifest = BackupManifest(
            point: "20261125T021000Z", base: nil, source: source, imageID: "2", snapshotID: 4, changed: 2, root: "r",
            digests: digests)
        let bytes = try manifest.encoded()
        #expect(try BackupManifest(bytes, target: "") == manifest)
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 4
            #expect(failure { _ = try BackupManifest(damaged, target: "x") }?.code == .malformed, "\(place)")
        }
        #expect(failure { _ = try BackupManifest(Array(bytes.dropLast(5)), target: "x") }?.code == .malformed)
        #expect(failure { _ = try BackupManifest([], target: "x") }?.code == .malformed)
    }
}
