import Ceph
import Core
import RBD
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct ImageTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withPool(_ body: (Pool) throws -> Void) throws {
        try Lab.withPool(cluster) { pool in
            try pool.initialize()
            try body(pool)
        }
    }

    @Test func poolsAreInitializedTwiceButNotTakenFromOthers() throws {
        try withPool { pool in
            try pool.initialize()
            #expect(try cluster.findPool(pool.name)?.applications == ["rbd"])
            #expect(try pool.isEmpty(), "rbd_info alone does not count")
        }
        try Lab.withPool(cluster) { pool in
            try cluster.enableApplication("cephfs", on: pool.name)
            let error = try #require(failure { try pool.initialize() })
            #expect(error.code == .conflict && error.operation == "rbd_pool_init")
            #expect(try cluster.findPool(pool.name)?.applications == ["cephfs"])
        }
    }

    @Test func imagesAreCreatedListedDescribedAndRemoved() throws {
        try withPool { pool in
            #expect(try pool.images().isEmpty)
            #expect(try pool.findImage("a") == nil)
            try pool.createImage("b", size: 10 << 20)
            let features = try Features(names: ["layering", "exclusive-lock"])
            try pool.createImage("a", size: 5 << 20, options: ImageOptions(features: features, objectSize: 1 << 20))
            #expect(try pool.images().map(\.name) == ["a", "b"])
            let info = try #require(try pool.findImage("a"))
            #expect(info.size == 5 << 20 && info.order == 20 && info.objectSize == 1 << 20 && info.objects == 5)
            #expect(info.features.names == ["layering", "exclusive-lock"])
            #expect(info.objectPrefix == "rbd_data.\(info.id)")
            #expect(info.createdAt > 1_600_000_000 && info.parent == nil && info.flags.isEmpty)
            #expect(try pool.isEmpty() == false)
            #expect(failure { try pool.createImage("a", size: 1) }?.message == "an image of that name exists")
            try pool.removeImage("a")
            try pool.removeImage("b")
            #expect(failure { try pool.removeImage("b") }?.code == .notFound)
            #expect(try pool.isEmpty(), "the directory that RBD leaves does not count")
        }
    }

    @Test func wrongArgumentsAreNamed() throws {
        #expect(failure { _ = try Features(names: ["layerin"]) }?.code == .invalid)
        try withPool { pool in
            #expect(failure { try pool.createImage("a/b", size: 1) }?.code == .invalid)
            let options = ImageOptions(objectSize: 5000)
            #expect(failure { try pool.createImage("a", size: 1, options: options) }?.code == .invalid)
            let unknown = ImageOptions(features: Features(rawValue: 1 << 40))
            #expect(failure { try pool.createImage("a", size: 1, options: unknown) } != nil)
            let error = try #require(failure { _ = try Image(pool, "a", snapshot: "s") })
            #expect("\(error)" == "rbd_open_read_only \(pool.name)/a@s: there is no such image (ENOENT)")
            try pool.createImage("a", size: 1)
            #expect(failure { _ = try Image(pool, "a", snapshot: "s") }?.message == "the image has no snapshot s")
        }
    }

    @Test func dataIsReadWrittenAndDiscarded() throws {
        try withPool { pool in
            try pool.createImage("a", size: 12 << 20)
            let image = try Image(pool, "a")
            let data = (0..<(9 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7) }
            try image.write(data, at: 1 << 20)
            #expect(try image.read(at: 1 << 20, count: data.count) == data)
            #expect(try image.read(at: (12 << 20) - 3, count: 100) == [0, 0, 0])
            #expect(try image.read(at: 12 << 20, count: 1).isEmpty)
            let error = try #require(failure { try image.write([1, 2], at: (12 << 20) - 1) })
            #expect(error.code == .invalid)
            #expect(error.message == "2 bytes at 12582911 do not fit into an image of 12582912 bytes")
            try image.discard(at: 4 << 20, count: 4 << 20)
            #expect(try image.read(at: 4 << 20, count: 4 << 20).allSatisfy { $0 == 0 })
            try image.flush()
            #expect(failure { try image.resize(to: 1 << 20) }?.code == .usage)
            try image.resize(to: 1 << 20, shrink: true)
            #expect(try image.size() == 1 << 20)
            try image.close()
            try image.close()
            #expect(failure { _ = try image.size() }?.message == "image \(pool.name)/a is closed")
            let reader = try Image(pool, "a", readOnly: true)
            #expect(failure { try reader.write([1], at: 0) }?.code.name == "EROFS")
            try reader.close()
        }
    }

    @Test func aCancelledWriteStops() throws {
        try withPool { pool in
            try pool.createImage("a", size: 12 << 20)
            let image = try Image(pool, "a")
            let cancellation = Cancellation()
            cancellation.cancel()
            let error = Cancellation.$current.withValue(cancellation) { failure { try image.write([1], at: 0) } }
            #expect(error?.code == .cancelled)
            try image.close()
        }
    }

    @Test func locksAndWatchersAreSeen() throws {
        try withPool { pool in
            try pool.createImage("a", size: 1 << 20)
            let image = try Image(pool, "a")
            #expect(try image.lockers().isEmpty && image.lockOwners().isEmpty)
            try image.write([1], at: 0)
            let locker = try #require(try image.lockers().first)
            #expect(locker.client.hasPrefix("client.") && locker.isExclusive && !locker.address.isEmpty)
            #expect(try image.lockOwners().count == 1)
            let watcher = try #require(try image.watchers().first)
            #expect("client.\(watcher.client)" == locker.client)
            // A removal that is refused does not cost the owner its lock.
            #expect(failure { try pool.removeImage("a", looksFirst: true) }?.code == .busy)
            #expect(try image.lockers().map(\.client) == [locker.client])
            let error = try #require(failure { try pool.removeImage("a") })
            #expect(error.code == .busy && error.hint != nil)
            #expect(
                failure { try image.breakLock(client: locker.client, cookie: "no such") }?.message
                    == "the client holds no such lock")
            try image.close()
            let reader = try Image(pool, "a", readOnly: true)
            #expect(try reader.watchers().isEmpty)
            try reader.close()
        }
    }

    @Test func aLockOfALivingClientIsBrokenByForceOnly() throws {
        try withPool { pool in
            try pool.createImage("a", size: 1 << 20)
            let other = try Lab.connect()
            let abandoned = try Image(try Pool(other, pool.name), "a")
            try abandoned.write([1], at: 0)
            let image = try Image(pool, "a", readOnly: true)
            let locker = try #require(try image.lockers().first)
            let alive = try #require(
                failure { try image.breakLock(client: locker.client, cookie: locker.cookie) })
            #expect(alive.code == .busy && alive.message.contains("\(locker.client) at \(locker.address)"))
            #expect(try image.lockers() == [locker])
            try image.breakLock(client: locker.client, cookie: locker.cookie, force: true)
            #expect(try image.lockers().isEmpty)
            // The other client was blocklisted, so what it does now fails rather than harms.
            let error = try #require(failure { try abandoned.createSnapshot("never") })
            #expect(error.code.name == "ESHUTDOWN" || error.code == .timedOut, "\(error)")
            try image.close()
            try? abandoned.close()
            other.close()
        }
    }
}
