import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// What does not fit together is refused, what was interrupted is gone on with, what is damaged is found.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct BackupFailureTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    /// Two points of an image, the second one the base of what follows.
    private func withPoints(_ body: (BackupPlace, String) throws -> Void) throws {
        try BackupPlace.with(cluster) { place in
            try place.create(8 * MiB)
            try place.change { try $0.write(Scratch.noise(6 * MiB, seed: 1), at: 0) }
            try place.backUp()
            try place.change { try $0.write([5], at: UInt64(2 * MiB)) }
            try body(place, try place.backUp().point)
        }
    }

    /// Refuses an increment, changes nothing by that, and takes `full`.
    private func isRefused(_ place: BackupPlace, _ message: String) throws {
        let (notes, snapshots) = (try place.notes, try place.sourceSnapshots)
        let error = try #require(failure { try place.backUp() })
        #expect(error.code == .conflict && error.message.contains(message), "\(error)")
        #expect(error.hint?.contains("full = true") == true)
        #expect(try place.notes == notes && place.sourceSnapshots == snapshots)
        let result = try place.backUp(full: true)
        #expect(result.base == nil)
        #expect(try place.restored(result.point) == place.source.bytes("vm"))
        #expect(try place.backUp().base == result.point)
    }

    @Test func anotherImageOfTheSameNameIsRefused() throws {
        try withPoints { place, _ in
            try place.change { image in
                for snapshot in try image.snapshots() { try image.removeSnapshot(snapshot.name) }
            }
            try place.source.removeImage("vm")
            try place.create(8 * MiB)
            try place.change { try $0.createSnapshot("cephlua-backup.20200101T000000Z") }
            try isRefused(place, "the image was replaced by another of the same name")
        }
    }

    @Test func aMissingSnapshotOfTheSourceIsRefused() throws {
        try withPoints { place, point in
            try place.change { try $0.removeSnapshot("cephlua-backup.\(point)") }
            try isRefused(place, "the image has no longer the snapshot cephlua-backup.\(point)")
        }
    }

    @Test func anotherSnapshotOfTheSourceIsRefused() throws {
        try withPoints { place, point in
            try place.change {
                try $0.removeSnapshot("cephlua-backup.\(point)")
                try $0.createSnapshot("cephlua-backup.\(point)")
            }
            try isRefused(place, "is not the one that the last point is of")
        }
    }

    @Test func aMissingSnapshotOfTheBackupIsRefused() throws {
        try withPoints { place, point in
            try place.damage { try $0.removeSnapshot(point) }
            try isRefused(place, "the snapshot of its last point, \(point), is missing in the backup")
        }
    }

    @Test func anotherSnapshotOfTheBackupIsRefused() throws {
        try withPoints { place, point in
            try place.damage {
                try $0.removeSnapshot(point)
                try $0.createSnapshot(point)
            }
            try isRefused(place, "the snapshot \(point) of the backup is not the one that was taken")
        }
    }

    @Test func aChangedBackupIsRefused() throws {
        try withPoints { place, point in
            try place.damage { try $0.write([1], at: UInt64(5 * MiB)) }
            try isRefused(place, "somebody changed the backup's image after its last point, \(point)")
            try place.damage { try $0.resize(to: UInt64(9 * MiB)) }
            try isRefused(place, "somebody changed the backup's image after its last point")
        }
    }

    @Test func aMissingOrDamagedManifestIsRefused() throws {
        try withPoints { place, point in
            let note = try place.note(point)
            let bytes = try note.read()
            var flipped = bytes
            flipped[bytes.count / 2] ^= 1
            try note.write(flipped)
            try isRefused(place, "the manifest of its last point, \(point), is damaged")
            let last = try place.backUp().point
            try place.note(last).remove()
            try isRefused(place, "the manifest of its last point, \(last), is missing")
            try place.note("").remove()
            try isRefused(place, "the record of the backup is missing")
        }
    }

    @Test func theBackupOfAnotherImageIsRefused() throws {
        try withPoints { place, _ in
            try place.source.createImage("other", size: UInt64(MiB))
            var options = BackupOptions()
            for full in [false, true] {
                options.full = full
                let error = failure {
                    _ = try place.source.backUpImage("other", to: place.target, as: BackupPlace.backup, options)
                }
                #expect(error?.message.hasPrefix("that is the backup of \(place.source.name)/vm") == true)
                #expect(error?.hint?.contains("to_name") == true)
            }
        }
    }

    // MARK: Interrupted

    @Test func whatIsInterruptedIsGoneOnWith() throws {
        try BackupPlace.with(cluster) { place in
            try place.create(48 * MiB)
            try place.change { try $0.write(Scratch.noise(48 * MiB, seed: 1), at: 0) }
            for round in 0..<2 {
                let progress = TransferProgress()
                let error = cancelling(when: { progress.snapshot.written > 20 << 20 }) {
                    try place.backUp(rate: 8 << 20, progress: progress)
                }
                #expect(error?.code == .cancelled)
                let known = try #require(try place.target.findBackup(BackupPlace.backup))
                #expect(known.isPending && known.points.count == round)
                // What was copied already changes meanwhile, in several ways.
                try place.change {
                    try $0.write([UInt8(round + 7)], at: UInt64(MiB))
                    try $0.discard(at: UInt64(2 * MiB), count: UInt64(MiB))
                    try $0.resize(to: UInt64((50 + round) * MiB + 3))
                }
                let result = try place.backUp()
                #expect(result.read > 0 && result.read < 34 * MiB, "\(result)")
                #expect(try place.restored(result.point) == place.source.bytes("vm"))
                #expect(try place.sourceSnapshots == ["cephlua-backup.\(result.point)"])
                #expect(try place.notes.count == round + 2)
                try place.change { try $0.write(Scratch.noise(48 * MiB, seed: UInt64(round + 3)), at: 0) }
            }
        }
    }

    @Test func ofTwoAtOnceOneIsRefused() throws {
        try withPoints { place, _ in
            try place.change { try $0.write(Scratch.noise(8 * MiB, seed: 4), at: 0) }
            let progress = TransferProgress()
            let (name, target) = (place.source.name, place.target.name)
            let second = Locked<OperationError?>(nil)
            Thread.detachNewThread {
                while progress.snapshot.written == 0 { usleep(1000) }
                let error = failure {
                    let other = try Lab.connect()
                    defer { other.close() }
                    try BackupPlace(source: Pool(other, name), target: Pool(other, target)).backUp()
                }
                second.withLock { $0 = error ?? OperationError(.internal, "", target: "", message: "both ran") }
            }
            let result = try place.backUp(rate: 2 << 20, progress: progress)
            while second.withLock({ $0 }) == nil { usleep(1000) }
            #expect(second.withLock { $0?.code } == .busy, "\(String(describing: second.withLock { $0 }))")
            #expect(try place.restored(result.point) == place.source.bytes("vm"))
        }
    }

    // MARK: Damaged

    @Test func aFlippedBitIsFoundAndNamed() throws {
        try withPoints { place, point in
            let info = try #require(try place.target.findImage(BackupPlace.backup))
            let object = try Object(place.target, "\(info.objectPrefix).\(String(repeating: "0", count: 15))3")
            var byte = try object.read(at: 1234, count: 1)
            byte[0] ^= 16
            try object.write(byte, at: 1234)
            let message = "the object \(object.name), at \(3 * MiB), is not what was backed up"
            let found = failure { _ = try place.target.verifyBackup(BackupPlace.backup) }
            #expect(found?.code == .conflict && found?.message == message, "\(String(describing: found))")
            let error = failure { _ = try place.target.restoreImage(BackupPlace.backup, to: place.source, as: "new") }
            #expect(error?.code == .conflict && error?.message == message)
            #expect(try place.source.names == ["vm"])
            try object.remove()
            #expect(failure { _ = try place.target.verifyBackup(BackupPlace.backup) }?.code == .conflict)
            let none = failure { _ = try place.target.verifyBackup(BackupPlace.backup, point: "20200101T000000Z") }
            #expect(none?.code == .notFound && none?.hint?.contains(point) == true)
        }
    }

    // MARK: Removed

    @Test func pointsAreRemovedButNeverTheLast() throws {
        try withPoints { place, last in
            let points = try #require(try place.target.findBackup(BackupPlace.backup)).points.map(\.name)
            #expect(points.count == 2 && points[1] == last)
            #expect(failure { _ = try place.target.removeBackupPoints(BackupPlace.backup, points) }?.code == .invalid)
            #expect(failure { _ = try place.target.removeBackupPoints(BackupPlace.backup, ["x"]) }?.code == .notFound)
            #expect(failure { _ = try place.target.removeBackupPoints("none", []) }?.code == .notFound)
            #expect(try place.target.findBackup(BackupPlace.backup)?.points.count == 2)
            // One whose removal was interrupted is a point no longer, and goes with the next.
            try place.note(points[0]).truncate(to: 0)
            #expect(try place.target.findBackup(BackupPlace.backup)?.points.map(\.name) == [last])
            #expect(try place.target.removeBackupPoints(BackupPlace.backup, []) == [])
            #expect(try place.notes.count == 2)
            try place.change { try $0.write([1], at: 0) }
            let next = try place.backUp()
            #expect(next.base == last)
            #expect(try place.target.removeBackupPoints(BackupPlace.backup, [last]) == [last])
            #expect(try place.restored(next.point) == place.source.bytes("vm"))
            try place.change { try $0.write([2], at: UInt64(MiB)) }
            #expect(try place.backUp().base == next.point)
        }
    }
}
