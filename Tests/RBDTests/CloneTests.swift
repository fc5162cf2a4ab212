import Ceph
import Core
import RBD
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct CloneTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    /// A pool with an image "base" that has some data and a snapshot "snap".
    private func withBase(_ body: (Pool, Image) throws -> Void) throws {
        try Lab.withPool(cluster) { pool in
            try pool.initialize()
            try pool.createImage("base", size: 8 << 20)
            let image = try Image(pool, "base")
            try image.write([1, 2, 3], at: 0)
            try image.createSnapshot("snap")
            try body(pool, image)
            try image.close()
        }
    }

    @Test func snapshotsAreTakenProtectedAndRemoved() throws {
        try withBase { pool, image in
            try image.write([9], at: 0)
            let snapshot = try #require(try image.snapshots().first)
            #expect(snapshot.name == "snap" && snapshot.size == 8 << 20 && snapshot.namespace == "user")
            #expect(!snapshot.isProtected && snapshot.createdAt > 1_600_000_000)
            let view = try Image(pool, "base", snapshot: "snap")
            #expect(try view.read(at: 0, count: 3) == [1, 2, 3])
            #expect(view.isReadOnly && view.spec == "\(pool.name)/base@snap")
            try view.close()

            #expect(failure { try image.createSnapshot("snap") }?.code == .exists)
            #expect(failure { try image.createSnapshot("a@b") }?.code == .invalid)
            #expect(failure { try image.unprotect(snapshot: "snap") }?.message == "the snapshot is not protected")
            try image.protect(snapshot: "snap")
            #expect(try image.isProtected(snapshot: "snap") && image.snapshots().first?.isProtected == true)
            let again = try #require(failure { try image.protect(snapshot: "snap") })
            #expect("\(again)" == "rbd_snap_protect \(pool.name)/base@snap: the snapshot is protected already (EBUSY)")
            #expect(failure { try image.removeSnapshot("snap") }?.code == .busy)
            try image.close()
            #expect(failure { try pool.removeImage("base") }?.code.name == "ENOTEMPTY")
            let reopened = try Image(pool, "base")
            try reopened.unprotect(snapshot: "snap")
            try reopened.removeSnapshot("snap")
            #expect(try reopened.snapshots().isEmpty)
            #expect(failure { try reopened.removeSnapshot("snap") }?.message == "the image has no such snapshot")
            try reopened.close()
        }
    }

    @Test func clonesKnowTheirParentAndParentsTheirClones() throws {
        try withBase { pool, image in
            try image.protect(snapshot: "snap")
            try Lab.withPool(cluster) { vms in
                try vms.clone("base", snapshot: "snap", of: pool, to: "vm-1")
                try vms.clone("base", snapshot: "snap", of: pool, to: "vm-2", format: 1)
                try pool.clone("base", snapshot: "snap", of: pool, to: "near")
                let parent = try #require(try vms.findImage("vm-1")?.parent)
                #expect(parent.spec == "\(pool.name)/base@snap" && parent.overlap == 8 << 20 && !parent.isInTrash)
                #expect(try image.info().id == parent.imageID)
                #expect(try image.snapshots().first?.id == parent.snapshotID)
                let specs = ["\(pool.name)/near", "\(vms.name)/vm-1", "\(vms.name)/vm-2"].sorted()
                #expect(try image.children().map(\.spec).sorted() == specs)
                #expect(try image.children(of: "snap").map(\.spec).sorted() == specs)
                #expect(failure { _ = try image.children(of: "none") }?.code == .notFound)

                let busy = try #require(failure { try image.unprotect(snapshot: "snap") })
                #expect(busy.code == .busy && busy.details?.contains("\(vms.name)/vm-2") == true)

                let clone = try Image(vms, "vm-2")
                try clone.flatten()
                #expect(try clone.parent() == nil)
                #expect(try clone.read(at: 0, count: 3) == [1, 2, 3])
                #expect(failure { try clone.flatten() }?.message == "the image is no clone")
                try clone.close()

                try vms.moveToTrash("vm-1")
                let child = try #require(try image.children().first { $0.name == "vm-1" })
                #expect(child.isInTrash)
            }
        }
    }

    @Test func clonesThatCannotBeAreExplained() throws {
        try withBase { pool, _ in
            let clone = { (parent: String, snapshot: String, name: String, format: UInt64) in
                failure { try pool.clone(parent, snapshot: snapshot, of: pool, to: name, format: format) }
            }
            #expect(clone("base", "none", "c", 2)?.code == .notFound)
            #expect(clone("none", "snap", "c", 2)?.code == .notFound)
            #expect(clone("base", "snap", "base", 2)?.code == .exists)
            let unprotected = try #require(clone("base", "snap", "c", 1))
            #expect(unprotected.code == .invalid && unprotected.message.hasPrefix("the snapshot is not protected"))
            #expect(clone("base", "snap", "c", 2) == nil)
        }
    }

    @Test func aCancelledFlattenLeavesAClone() throws {
        try withBase { pool, image in
            try image.write([UInt8](repeating: 7, count: 8 << 20), at: 0)
            try image.createSnapshot("full")
            try pool.clone("base", snapshot: "full", of: pool, to: "c")
            let clone = try Image(pool, "c")
            let cancellation = Cancellation()
            cancellation.cancel()
            let error = Cancellation.$current.withValue(cancellation) { failure { try clone.flatten() } }
            #expect(error?.code == .cancelled)
            #expect(try clone.parent() != nil)
            try clone.flatten()
            #expect(try clone.parent() == nil)
            try clone.close()
        }
    }

    @Test func theTrashKeepsAndGivesBack() throws {
        try Lab.withPool(cluster) { pool in
            try pool.createImage("a", size: 1 << 20)
            try pool.moveToTrash("a", delay: 3600)
            #expect(try pool.images().isEmpty && !pool.isEmpty())
            let entry = try #require(try pool.trash().first)
            #expect(entry.name == "a" && entry.source == "user" && entry.deferredUntil > entry.deletedAt)
            let early = try #require(failure { try pool.removeFromTrash(entry.id) })
            #expect(early.code.name == "EPERM" && early.message == "the image is kept until its delay has passed")
            try pool.restoreFromTrash(entry.id, as: "b")
            #expect(try pool.images().map(\.name) == ["b"])
            try pool.moveToTrash("b", delay: 3600)
            try pool.removeFromTrash(entry.id, force: true)
            #expect(try pool.trash().isEmpty && pool.isEmpty())
            #expect(failure { try pool.removeFromTrash(entry.id) }?.message == "there is no such image in the trash")
            #expect(failure { try pool.moveToTrash("none") }?.code == .notFound)
        }
    }

    @Test func manyEntriesAreAllListed() throws {
        try Lab.withPool(cluster) { pool in
            let names = (0..<150).map { "image-\($0 + 1000)" }
            for name in names { try pool.createImage(name, size: 0) }
            #expect(try pool.images().map(\.name) == names)
        }
    }
}
