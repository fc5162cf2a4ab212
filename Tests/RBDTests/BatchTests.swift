import Ceph
import Core
import Foundation
import RBD
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct BatchTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    /// A pool with an image "base" that has data and a snapshot "s".
    private func withBase(_ body: (Pool) throws -> Void) throws {
        try Lab.withPool(cluster) { pool in
            try pool.initialize()
            try pool.createImage("base", size: 8 << 20)
            let base = try Image(pool, "base")
            try base.write([1, 2, 3], at: 0)
            try base.createSnapshot("s")
            try base.close()
            try body(pool)
        }
    }

    private let names = (1...20).map { "c\($0)" }

    @Test func manyAreClonedFlattenedAndRemoved() throws {
        try withBase { pool in
            let progress = BatchProgress()
            // librbd adds "operations" to a clone of format 2.
            let image = ImageOptions(features: try Features(names: ["layering", "exclusive-lock"]))
            let made = try pool.cloneMany(
                names, of: "base", snapshot: "s", in: pool, image: image, progress: progress)
            #expect(made.done == names && made.failed.isEmpty && made.seconds > 0)
            #expect(progress.snapshot.total == 20 && progress.snapshot.done == 20 && progress.snapshot.failed == 0)
            #expect(try Set(pool.names) == Set(names + ["base"]))
            let clone = try #require(try pool.findImage("c7"))
            #expect(clone.parent?.spec == "\(pool.name)/base@s")
            #expect(clone.features.names == ["layering", "exclusive-lock", "operations"])

            let flattened = try pool.flattenMany(["c1", "c2", "none", "base"])
            #expect(flattened.done == ["c1", "c2"] && flattened.failed.map(\.name) == ["none", "base"])
            #expect(flattened.failed[0].error.code == .notFound && flattened.failed[1].error.code == .invalid)
            #expect(try pool.findImage("c2")?.parent == nil && pool.bytes("c2").prefix(4) == [1, 2, 3, 0])

            let removed = try pool.removeMany(names + ["base"])
            #expect(removed.done == names && removed.failed.map(\.name) == ["base"])
            #expect(removed.failed.first?.error.code.name == "ENOTEMPTY")
            #expect(try pool.names == ["base"])
            #expect(try pool.removeMany([]).done == [])
        }
    }

    @Test func aCloneThatFailsStopsTheOthersOnlyIfThatIsAsked() throws {
        try withBase { pool in
            try pool.createImage("c13", size: 1)
            let made = try pool.cloneMany(names, of: "base", snapshot: "s", in: pool)
            #expect(made.done == names.filter { $0 != "c13" } && made.failed.map(\.error.code) == [.exists])
            _ = try pool.removeMany(made.done)

            var options = BatchOptions()
            options.allOrNothing = true
            options.inFlight = 4
            let error = try #require(
                failure { _ = try pool.cloneMany(names, of: "base", snapshot: "s", in: pool, options) })
            #expect(error.code == .exists && error.details == nil)
            #expect(try pool.names == ["base", "c13"], "what was there before stays")
            #expect(try pool.findImage("c13")?.size == 1)
        }
    }

    @Test func toldToStopItSaysHowFarItCame() throws {
        try withBase { pool in
            let many = (1...400).map { "c\($0)" }
            let progress = BatchProgress()
            let error = try #require(
                cancelling(when: { progress.snapshot.done > 5 }) {
                    _ = try pool.cloneMany(many, of: "base", snapshot: "s", in: pool, progress: progress)
                })
            let count = try pool.names.count - 1
            #expect(error.code == .cancelled && count > 5 && count < 400)
            #expect(error.details?.hasPrefix("It was done to \(count) of 400: c1, ") == true)

            var options = BatchOptions()
            options.allOrNothing = true
            options.deadline = Deadline(in: 0)
            let late = failure { _ = try pool.cloneMany(["d"], of: "base", snapshot: "s", in: pool, options) }
            #expect(late == nil || late?.code == .timedOut)
            let twice = failure { _ = try pool.removeMany(["base", "base"]) }
            #expect(twice?.code == .usage && twice?.target == "base")
        }
    }
}
