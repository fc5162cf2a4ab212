import Ceph
import Core
import RBD
import Synchronization
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct CareTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withImage(_ size: UInt64 = 8 << 20, _ body: (Pool, Image) throws -> Void) throws {
        try Lab.withPool(cluster) { pool in
            try pool.initialize()
            try pool.createImage("a", size: size, options: ImageOptions(objectSize: 1 << 20))
            let image = try Image(pool, "a")
            try body(pool, image)
            try image.close()
        }
    }

    /// librbd takes the map of a snapshot over; from one that is older than the feature the image reads as zeros.
    @Test func aRollbackToASnapshotWithAnInvalidObjectMapIsRefused() throws {
        try withImage { pool, image in
            let maps = try Features(names: ["object-map", "fast-diff"])
            try image.write([1, 2, 3], at: 0)
            try image.disable(maps)
            try image.createSnapshot("s")
            try image.enable(maps)
            try image.rebuildObjectMap()
            #expect(try image.info().flags.isEmpty)
            try image.write([9], at: 0)
            let error = try #require(failure { try image.rollback(to: "s") })
            #expect(error.code == .conflict && error.hint?.contains("object-map rebuild \(pool.name)/a@s") == true)
            #expect(try image.read(at: 0, count: 1) == [9])
            #expect(failure { try image.rebuildObjectMap(of: "none") }?.code == .notFound)
            try image.rebuildObjectMap(of: "s")
            try image.rollback(to: "s")
            #expect(try image.read(at: 0, count: 3) == [1, 2, 3])
            try image.purgeSnapshots()
        }
    }

    @Test func longOperationsReportAndAreStopped() throws {
        try withImage(64 << 20) { pool, image in
            let heard = Mutex<[UInt64]>([])
            let supervision = Supervision { done, total in heard.withLock { $0.append(total) } }
            try image.rebuildObjectMap(supervision)
            #expect(heard.withLock { $0.allSatisfy { $0 == 64 } && !$0.isEmpty })
            let late = try #require(failure { try image.rebuildObjectMap(Supervision(deadline: Deadline(in: 0))) })
            #expect(late.code == .timedOut && late.message == "it did not end within 0 s")
            let cancellation = Cancellation()
            cancellation.cancel()
            try image.write([UInt8](repeating: 1, count: 2 << 20), at: 0)
            let stopped = Cancellation.$current.withValue(cancellation) {
                [failure { _ = try image.usage(exact: true) }, failure { try image.sparsify() }].map { $0?.code }
            }
            #expect(stopped == [.cancelled, .cancelled])
            #expect(try image.usage(exact: true).used == 2 << 20)
        }
    }

    @Test func usageCountsEachSnapshotsPart() throws {
        try withImage { pool, image in
            try image.write([UInt8](repeating: 1, count: 3 << 20), at: 0)
            try image.createSnapshot("s")
            try image.write([7], at: 0)
            try image.resize(to: 16 << 20)
            let usage = try image.usage()
            #expect(usage.isFast && usage.provisioned == 16 << 20 && usage.used == 4 << 20)
            #expect(usage.parts.map(\.snapshot) == ["s", nil] && usage.parts.map(\.used) == [3 << 20, 1 << 20])
            #expect(usage.parts.map(\.provisioned) == [8 << 20, 16 << 20])
            let statistics = try pool.imageStatistics()
            #expect(statistics.pool.images == 1 && statistics.pool.snapshots == 1 && statistics.trash.images == 0)
            #expect(try image.snapshots().map(\.namespace) == ["user"])
            try image.purgeSnapshots()
        }
    }

    @Test func aLockThatIsLeftOverIsBroken() throws {
        try withImage { pool, locked in
            // Taken all the same, closing the image would never end.
            #expect(failure { try locked.takeLock("mine") }?.code == .conflict)
            try pool.createImage("b", size: 1 << 20, options: ImageOptions(features: Features(names: ["layering"])))
            let image = try Image(pool, "b")
            try image.takeLock("mine")
            let own = try #require(try image.lockers().first)
            #expect(failure { try image.breakLock(client: own.client, cookie: "mine", force: true) }?.code == .conflict)
            try image.releaseLock("mine")
            let other = try Lab.connect()
            let abandoned = try Image(try Pool(other, pool.name), "b")
            try abandoned.takeLock("theirs")
            try abandoned.close()
            let left = try #require(try image.lockers().first)
            let held = try #require(failure { try image.takeLock("mine") })
            #expect(held.code == .busy && held.details?.contains(left.client) == true)
            #expect(try pool.explain("b").findings.contains { $0.kind == .lock && $0.message.contains("is gone") })
            try image.breakLock(client: left.client, cookie: left.cookie)
            #expect(try image.lockers().isEmpty)
            try image.close()
            other.close()
        }
    }
}
