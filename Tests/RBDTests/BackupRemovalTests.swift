import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// A whole backup goes, with what it has left in the image it is of, or nothing of it does.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct BackupRemovalTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withPoints(_ body: (BackupPlace, [String]) throws -> Void) throws {
        try BackupPlace.with(cluster) { place in
            try place.create(8 * MiB)
            try place.change { try $0.write(Scratch.noise(6 * MiB, seed: 1), at: 0) }
            let first = try place.backUp().point
            try place.change { try $0.write([5], at: UInt64(2 * MiB)) }
            try body(place, [first, try place.backUp().point])
        }
    }

    private func isRefused(_ place: BackupPlace, _ code: Code, _ message: String, from source: Pool? = nil) throws {
        let (notes, snapshots) = (try place.notes, try place.sourceSnapshots)
        let error = failure { _ = try place.target.removeBackup(BackupPlace.backup, from: source ?? place.source) }
        #expect(error?.code == code && error?.message.contains(message) == true, "\(String(describing: error))")
        #expect(try place.notes == notes && place.sourceSnapshots == snapshots)
        #expect(try place.target.findBackup(BackupPlace.backup)?.points.count == 2)
    }

    private func isGone(_ place: BackupPlace) throws -> Bool {
        let (notes, images) = (try place.notes, try place.target.names)
        return notes.isEmpty && images.isEmpty
    }

    @Test func nothingOfItStays() throws {
        try withPoints { place, points in
            let removed = try place.target.removeBackup(BackupPlace.backup, from: place.source)
            #expect(removed == points)
            #expect(try isGone(place) && place.sourceSnapshots.isEmpty)
            #expect(failure { _ = try place.target.removeBackup(BackupPlace.backup) }?.code == .notFound)
            #expect(try place.backUp().base == nil)
        }
    }

    @Test func theSnapshotStaysWhereNobodySaysOfWhichPool() throws {
        try withPoints { place, points in
            let removed = try place.target.removeBackup(BackupPlace.backup)
            #expect(removed == points)
            #expect(try isGone(place))
            #expect(try place.sourceSnapshots == ["cephlua-backup.\(points[1])"])
        }
    }

    @Test func whatSomebodyNeedsIsNotRemoved() throws {
        try withPoints { place, points in
            try place.damage { try $0.createSnapshot("mine") }
            try isRefused(place, .conflict, "it has the snapshot mine, which is no point")
            try place.damage { try $0.removeSnapshot("mine") }
            try place.damage { try $0.protect(snapshot: points[0]) }
            try isRefused(place, .busy, "its point \(points[0]) is protected")
            try place.damage { try $0.unprotect(snapshot: points[0]) }
            try place.target.clone(BackupPlace.backup, snapshot: points[0], of: place.target, to: "clone")
            try isRefused(place, .busy, "a clone needs it")
            try place.target.removeImage("clone")
            try isRefused(place, .conflict, "it is the backup of \(place.source.name)/vm", from: place.target)
            #expect(try place.target.removeBackup(BackupPlace.backup, from: place.source) == points)
        }
    }

    @Test func whatIsNoBackupIsNotTouched() throws {
        try withPoints { place, _ in
            let source = place.source
            #expect(failure { _ = try source.removeBackup("vm") }?.code == .notFound)
            #expect(failure { _ = try source.removeBackup("none") }?.code == .notFound)
            let names = try source.names
            #expect(names == ["vm"])
        }
    }

    @Test func whatWasInterruptedIsGoneOnWith() throws {
        try withPoints { place, points in
            // Killed when both points were gone, and before the image was.
            try place.damage { image in for point in points { try image.removeSnapshot(point) } }
            for point in points { try place.note(point).remove() }
            #expect(try place.target.findBackup(BackupPlace.backup)?.points.isEmpty == true)
            #expect(failure { try place.backUp() }?.code == .conflict)
            #expect(try place.target.removeBackup(BackupPlace.backup, from: place.source).isEmpty)
            #expect(try isGone(place))
        }
        try withPoints { place, points in
            try place.note("").write(Array("damaged".utf8))
            #expect(try place.target.removeBackup(BackupPlace.backup, from: place.source) == points)
            #expect(try isGone(place) && place.sourceSnapshots.isEmpty)
        }
    }

    @Test func aBackupThatNeverEndedGoesToo() throws {
        try BackupPlace.with(cluster) { place in
            try place.create(32 * MiB)
            try place.change { try $0.write(Scratch.noise(32 * MiB, seed: 1), at: 0) }
            let progress = TransferProgress()
            var options = BackupOptions()
            options.transfer.rate = 4 << 20
            let error = cancelling(when: { progress.snapshot.written > 16 << 20 }) {
                _ = try place.source.backUpImage("vm", to: place.target, options, progress: progress)
            }
            #expect(error?.code == .cancelled)
            let name = "backup.\(place.source.name).vm"
            #expect(try place.notes.contains { $0.hasSuffix(".log") } && place.sourceSnapshots.count == 1)
            #expect(try place.target.removeBackup(name, from: place.source).isEmpty)
            #expect(try isGone(place) && place.sourceSnapshots.isEmpty)
        }
    }
}
