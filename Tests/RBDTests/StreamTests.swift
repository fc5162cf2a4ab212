import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// Images with their snapshots, and what changed between them: exchanged with `rbd`, in both directions.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct StreamTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private static let snapshots = ["one", "two", "three"]

    /// An image that grew, shrank, was written to and discarded from, with a snapshot after each.
    private func withImage(_ body: (Pool, String) throws -> Void) throws {
        try Lab.withPoolAndFolder(cluster) { pool, folder in
            try pool.createImage("vm", size: UInt64(16 * MiB), options: ImageOptions(objectSize: UInt64(MiB)))
            let image = try Image(pool, "vm")
            try image.setMetadata("note", to: "hello")
            try image.write(Scratch.noise(5 * MiB + 77, seed: 1), at: 0)
            try image.createSnapshot("one")
            try image.protect(snapshot: "one")
            try image.write([UInt8](repeating: 0, count: MiB), at: UInt64(3 * MiB))
            try image.write(Scratch.noise(2 * MiB, seed: 2), at: UInt64(8 * MiB + 5))
            try image.discard(at: UInt64(MiB), count: UInt64(MiB))
            try image.createSnapshot("two")
            try image.resize(to: UInt64(9 * MiB + 1), shrink: true)
            try image.write([1, 2, 3], at: UInt64(9 * MiB - 10))
            try image.createSnapshot("three")
            try image.resize(to: UInt64(20 * MiB))
            try image.write([4], at: UInt64(20 * MiB - 1))
            try image.close()
            try body(pool, folder)
        }
    }

    private func bytes(_ pool: Pool, _ name: String, _ snapshot: String?) throws -> [UInt8] {
        let image = try Image(pool, name, snapshot: snapshot, readOnly: true)
        defer { try? image.close() }
        return try image.read(at: 0, count: Int(image.size()))
    }

    private func isTheSame(_ pool: Pool, _ name: String) throws {
        for snapshot in Self.snapshots + [nil] {
            let (ours, wanted) = (try bytes(pool, name, snapshot), try bytes(pool, "vm", snapshot))
            #expect(areSame(ours, wanted), "\(name)@\(snapshot ?? "")")
        }
    }

    private func isTheSameImage(_ pool: Pool, _ name: String) throws {
        try isTheSame(pool, name)
        let image = try Image(pool, name, readOnly: true)
        defer { try? image.close() }
        let (snapshots, metadata, info) = (try image.snapshots(), try image.metadata(), try image.info())
        #expect(snapshots.map(\.isProtected) == [true, false, false])
        #expect(metadata == ["note": "hello"] && info.objectSize == MiB)
    }

    @Test func anImageGoesWithItsSnapshots() throws {
        try withImage { pool, folder in
            let path = folder + "/vm"
            let done = try pool.exportWithSnapshots("vm", to: path)
            #expect(failure { _ = try pool.exportWithSnapshots("vm", to: path) }?.code == .exists)
            #expect(done.written < 12 * MiB)
            let made = try pool.importWithSnapshots("copy", from: path)
            #expect(made.bytes == done.bytes)
            try isTheSameImage(pool, "copy")
            #expect(failure { _ = try pool.importWithSnapshots("copy", from: path) }?.code == .exists)
        }
    }

    @Test(.enabled(if: Scratch.hasRBD, "needs rbd")) func rbdReadsWhatWeWriteAndWeWhatItWrites() throws {
        try withImage { pool, folder in
            let (ours, theirs) = (folder + "/ours", folder + "/theirs")
            try Scratch.rbd("export", "--export-format", "2", "\(pool.name)/vm", theirs)
            _ = try pool.importWithSnapshots("from-rbd", from: theirs)
            try isTheSameImage(pool, "from-rbd")
            _ = try pool.exportWithSnapshots("vm", to: ours)
            try Scratch.rbd("import", "--export-format", "2", ours, "\(pool.name)/to-rbd")
            try isTheSameImage(pool, "to-rbd")
        }
    }

    @Test(.enabled(if: Scratch.hasRBD, "needs rbd")) func diffsGoBothWays() throws {
        try withImage { pool, folder in
            for name in ["from-rbd", "to-rbd", "ours"] { try pool.createImage(name, size: UInt64(MiB)) }
            let steps: [(String?, String?)] = [(nil, "one"), ("one", "two"), ("two", "three"), ("three", nil)]
            for (number, step) in steps.enumerated() {
                let (theirs, ours) = ("\(folder)/theirs-\(number)", "\(folder)/ours-\(number)")
                let point = "\(pool.name)/vm" + (step.1.map { "@" + $0 } ?? "")
                if let from = step.0 {
                    try Scratch.rbd("export-diff", "--from-snap", from, point, theirs)
                } else {
                    try Scratch.rbd("export-diff", point, theirs)
                }
                _ = try pool.importDiff("from-rbd", from: theirs)
                _ = try pool.exportDiff("vm", snapshot: step.1, from: step.0, to: ours)
                try Scratch.rbd("import-diff", ours, "\(pool.name)/to-rbd")
                // Through a pipe, as people join them.
                let pipe = try Scratch.pipe(in: folder) { handle in
                    try? handle.write(contentsOf: Data(contentsOf: URL(filePath: ours)))
                }
                _ = try pool.importDiff("ours", from: pipe)
                try FileManager.default.removeItem(atPath: pipe)
            }
            for name in ["from-rbd", "to-rbd", "ours"] { try isTheSame(pool, name) }
        }
    }

    @Test func aDiffOntoSomethingElseIsRefused() throws {
        try withImage { pool, folder in
            let (first, second) = (folder + "/first", folder + "/second")
            _ = try pool.exportDiff("vm", snapshot: "one", to: first)
            _ = try pool.exportDiff("vm", snapshot: "two", from: "one", to: second)
            #expect(failure { _ = try pool.importDiff("none", from: first) }?.code == .notFound)
            try pool.createImage("copy", size: UInt64(MiB))
            #expect(failure { _ = try pool.importDiff("copy", from: second) }?.code == .notFound)
            _ = try pool.importDiff("copy", from: first)
            #expect(failure { _ = try pool.importDiff("copy", from: first) }?.code == .exists)
            let image = try Image(pool, "copy")
            try image.write([1], at: UInt64(2 * MiB))
            let changed = failure { _ = try pool.importDiff("copy", from: second) }
            #expect(changed?.code == .conflict && changed?.message.contains("after its snapshot one") == true)
            try image.rollback(to: "one")
            try image.close()
            _ = try pool.importDiff("copy", from: second)
            let (found, wanted) = (try bytes(pool, "copy", nil), try bytes(pool, "vm", "two"))
            #expect(areSame(found, wanted))
            let old = failure { _ = try pool.exportDiff("vm", snapshot: "one", from: "two", to: folder + "/x") }
            #expect(old?.code == .invalid)
            let full = failure { _ = try pool.importDiff("vm", from: first) }
            #expect(full?.code == .exists)
            try pool.createImage("full", size: UInt64(MiB))
            let other = try Image(pool, "full")
            try other.write([1], at: 0)
            try other.close()
            #expect(failure { _ = try pool.importDiff("full", from: first) }?.code == .conflict)
        }
    }

    @Test func whatIsCutOffLeavesNoImageOrSaysHowToGoBack() throws {
        try withImage { pool, folder in
            let (whole, first, second) = (folder + "/whole", folder + "/first", folder + "/second")
            _ = try pool.exportWithSnapshots("vm", to: whole)
            _ = try pool.exportDiff("vm", snapshot: "one", to: first)
            _ = try pool.exportDiff("vm", snapshot: "two", from: "one", to: second)
            for path in [whole, second] {
                let bytes = try Scratch.bytes(path)
                try Data(bytes.prefix(bytes.count - 100)).write(to: URL(filePath: path))
            }
            let error = failure { _ = try pool.importWithSnapshots("copy", from: whole) }
            #expect(error?.code == .malformed && error?.message == "it ends too early")
            #expect(try pool.names == ["vm"])
            try pool.createImage("copy", size: UInt64(MiB))
            _ = try pool.importDiff("copy", from: first)
            let cut = failure { _ = try pool.importDiff("copy", from: second) }
            #expect(cut?.code == .malformed && cut?.details?.contains("roll it back to one") == true)
            #expect(failure { _ = try pool.importDiff("copy", from: second) }?.code == .conflict)
            let image = try Image(pool, "copy")
            try image.rollback(to: "one")
            try image.close()
            let (found, wanted) = (try bytes(pool, "copy", nil), try bytes(pool, "vm", "one"))
            #expect(areSame(found, wanted))
        }
    }

    @Test func whatIsNoStreamIsRefused() throws {
        try withImage { pool, folder in
            let path = folder + "/raw"
            try Data(Scratch.noise(100_000, seed: 3)).write(to: URL(filePath: path))
            #expect(failure { _ = try pool.importWithSnapshots("copy", from: path) }?.code == .malformed)
            #expect(failure { _ = try pool.importDiff("vm", from: path) }?.code == .malformed)
            #expect(failure { _ = try pool.importDiff("vm", from: folder + "/none") }?.code == .notFound)
            #expect(try pool.names == ["vm"])
        }
    }

    @Test(.enabled(if: getuid() == 0, "making a device needs root")) func aDeviceIsNotOverwrittenUnasked() throws {
        try withImage { pool, folder in
            let path = folder + "/device"
            // A loop device that is not set up: nothing is lost should it be opened after all.
            try #require(mknod(path, S_IFBLK | 0o600, 7 << 8 | 250) == 0)
            let diff = failure { _ = try pool.exportDiff("vm", to: path) }
            let whole = failure { _ = try pool.exportWithSnapshots("vm", to: path) }
            let raw = failure { _ = try pool.exportImage("vm", to: path) }
            #expect(diff?.code == .exists && whole?.code == .exists && raw?.code == .exists)
        }
    }

    @Test func aCancelledImportLeavesNothing() throws {
        try Lab.withPoolAndFolder(cluster) { pool, folder in
            try pool.createImage("vm", size: UInt64(32 * MiB))
            let image = try Image(pool, "vm")
            try image.write(Scratch.noise(32 * MiB, seed: 1), at: 0)
            try image.createSnapshot("one")
            try image.close()
            _ = try pool.exportWithSnapshots("vm", to: folder + "/vm")
            var options = ImportOptions()
            options.transfer.rate = 16 << 20
            let progress = TransferProgress()
            let error = cancelling(when: { progress.snapshot.done > 10 << 20 }) {
                _ = try pool.importWithSnapshots("copy", from: folder + "/vm", options, progress: progress)
            }
            #expect(error?.code == .cancelled)
            #expect(try pool.names == ["vm"])
            options.transfer.deadline = Deadline(in: 0.5)
            let late = failure { _ = try pool.importWithSnapshots("copy", from: folder + "/vm", options) }
            #expect(late?.code == .timedOut)
            #expect(try pool.names == ["vm"])
        }
    }

    @Test func aDeepCopyHasTheSnapshots() throws {
        try withImage { pool, _ in
            try pool.deepCopyImage("vm", to: pool, as: "copy")
            try isTheSameImage(pool, "copy")
            #expect(failure { try pool.deepCopyImage("vm", to: pool, as: "copy") }?.code == .exists)
            #expect(failure { try pool.deepCopyImage("none", to: pool, as: "other") }?.code == .notFound)
            try pool.clone("vm", snapshot: "one", of: pool, to: "clone")
            for (name, flattened) in [("tied", false), ("whole", true)] {
                try pool.deepCopyImage("clone", to: pool, as: name, flattened: flattened)
                let image = try Image(pool, name, readOnly: true)
                let parent = try image.parent()
                let (found, wanted) = (try bytes(pool, name, nil), try bytes(pool, "vm", "one"))
                try image.close()
                #expect((parent == nil) == flattened && areSame(found, wanted))
            }
        }
    }
}
