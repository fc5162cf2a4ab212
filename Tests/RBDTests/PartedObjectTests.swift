import Ceph
import Core
import Testing

@testable import RBD

/// Many bytes in objects of bounded size.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct PartedObjectTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func sizes(_ pool: Pool) throws -> [String: UInt64] {
        var sizes: [String: UInt64] = [:]
        for name in try pool.objects(prefix: "o") { sizes[name] = try Object(pool, name).status()?.size }
        return sizes
    }

    @Test func whatIsWrittenIsRead() throws {
        try Lab.withPool(cluster) { pool in
            for count in [0, 1, 999, 1000, 1001, 2000, 4500] {
                let bytes = Scratch.noise(count, seed: UInt64(count + 1))
                var object = PartedObject(pool, "o", partSize: 1000)
                try object.write(bytes)
                #expect(try object.read() == bytes && sizes(pool).values.allSatisfy { $0 <= 1000 }, "\(count)")
                let more = Scratch.noise(count + 700, seed: 7)
                try object.append(more[...])
                #expect(try object.read() == bytes + more && sizes(pool).values.allSatisfy { $0 <= 1000 }, "\(count)")
                #expect(try object.read(first: 10) == Array((bytes + more).prefix(10)))
            }
        }
    }

    @Test func thereMayBeMoreThanAnOSDTakesInOneObject() throws {
        try Lab.withPool(cluster) { pool in
            var bytes = [UInt8](repeating: 7, count: 150 << 20)
            bytes[100 << 20] = 8
            var object = PartedObject(pool, "o")
            try object.write(bytes)
            #expect(try object.read() == bytes)
            #expect(try sizes(pool) == ["o": 64 << 20, "o.1": 64 << 20, "o.2": 22 << 20])
        }
    }

    @Test func partsOfWhatWasThereBeforeAreNotRead() throws {
        try Lab.withPool(cluster) { pool in
            var object = PartedObject(pool, "o", partSize: 1000)
            try object.write(Scratch.noise(5500, seed: 1))
            let bytes = Scratch.noise(2000, seed: 2)
            try object.write(bytes)
            #expect(try object.read() == bytes)
            #expect(try sizes(pool) == ["o": 1000, "o.1": 1000])
        }
    }

    @Test func aRemovalLeavesNothing() throws {
        try Lab.withPool(cluster) { pool in
            var object = PartedObject(pool, "o", partSize: 1000)
            try object.remove()
            try object.write(Scratch.noise(5500, seed: 1))
            try object.empty()
            #expect(try object.isEmptied())
            try object.remove()
            #expect(try sizes(pool) == [:] && !object.isEmptied())
            #expect(failure { _ = try object.read() }?.code == .notFound)
        }
    }
}
