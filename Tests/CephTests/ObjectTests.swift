import Ceph
import Core
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"))
struct ObjectTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    @Test func isWrittenAndRead() throws {
        try Lab.withPool(cluster) { pool in
            let object = try Object(pool, "thing")
            #expect(try object.status() == nil)
            #expect(failure { _ = try object.read() }?.message == "there is no such object")
            try object.write(Array("hello world".utf8))
            #expect(try object.status()?.size == 11)
            try object.write(Array("W".utf8), at: 6)
            try object.append(Array("!".utf8))
            #expect(try object.read() == Array("hello World!".utf8))
            #expect(try object.read(at: 6, count: 3) == Array("Wor".utf8))
            #expect(try object.read(at: 100).isEmpty)
            try object.truncate(to: 5)
            #expect(try object.read() == Array("hello".utf8))
            try object.write([])
            #expect(try object.read().isEmpty)
            #expect(failure { try object.create() }?.code == .exists)
            #expect(try pool.objects() == ["thing"])
            #expect(try pool.objects(prefix: "no").isEmpty)
            try object.remove()
            #expect(failure { try object.remove() }?.code == .notFound)
            #expect(failure { try object.truncate(to: 1) }?.code == .notFound)
            #expect(failure { _ = try Object(pool, "") }?.code == .invalid)
        }
    }

    @Test func hasAttributesAndAMap() throws {
        try Lab.withPool(cluster) { pool in
            let object = try Object(pool, "thing")
            try object.setAttributes(["a": [0, 255], "b": []])
            #expect(try object.attributes() == ["a": [0, 255], "b": []])
            try object.removeAttributes(["a", "c"])
            #expect(try object.attributes() == ["b": []])
            try object.setMap((0..<5).map { (Array("key\($0)".utf8), [$0, 0]) } + [([0x6b, 0], [])])
            let first = try object.map(prefix: "key", count: 3)
            #expect(first.entries.map(\.key) == ["key0", "key1", "key2"].map { Array($0.utf8) })
            #expect(first.entries[1].value == [1, 0] && first.hasMore)
            let rest = try object.map(after: "key2")
            #expect(rest.entries.count == 2 && !rest.hasMore)
            try object.removeMap([Array("key4".utf8), [0x6b, 0], Array("none".utf8)])
            #expect(try object.map().entries.count == 4)
            try object.clearMap()
            #expect(try object.map().entries.isEmpty)
        }
    }

    @Test func aCancelledCallEnds() throws {
        try Lab.withPool(cluster) { pool in
            let cancellation = Cancellation()
            cancellation.cancel()
            let error = Cancellation.$current.withValue(cancellation) {
                failure { try Object(pool, "thing").write([1]) }
            }
            #expect(error?.code == .cancelled)
        }
    }
}
