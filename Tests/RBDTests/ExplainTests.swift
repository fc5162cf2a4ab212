import Ceph
import Core
import RBD
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct ExplainTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withPool(_ body: (Pool) throws -> Void) throws {
        try Lab.withPool(cluster) { pool in
            try pool.initialize()
            try pool.createImage("base", size: 1 << 20)
            try body(pool)
        }
    }

    private func withImage(_ pool: Pool, _ name: String, _ body: (Image) throws -> Void) throws {
        let image = try Image(pool, name)
        try body(image)
        try image.close()
    }

    private func kinds(_ explanation: Explanation) -> [String] { explanation.findings.map(\.kind.rawValue) }

    @Test func clonesAreFoundWhereverTheyAre() throws {
        try withPool { pool in
            try withImage(pool, "base") { image in
                try image.createSnapshot("s")
                try image.protect(snapshot: "s")
            }
            try pool.createNamespace("n")
            let space = try Pool(cluster, pool.name, namespace: "n")
            defer { space.close() }
            try space.clone("base", snapshot: "s", of: pool, to: "inside")
            try pool.clone("base", snapshot: "s", of: pool, to: "old", format: 1)
            try pool.clone("base", snapshot: "s", of: pool, to: "gone")
            try pool.moveToTrash("gone")
            let why = try pool.explain("base")
            let children = why.findings.filter { $0.kind == .child }
            #expect(Set(children.map(\.subject)) == ["\(pool.name)/n/inside", "\(pool.name)/old", "\(pool.name)/gone"])
            #expect(children.filter { $0.blocks.contains(.unprotect) }.map(\.subject) == ["\(pool.name)/old"])
            #expect(children.filter { $0.message.contains("in the trash") }.map(\.subject) == ["\(pool.name)/gone"])
            #expect(why.findings.contains { $0.kind == .snapshot && $0.message == "it is protected" })
            #expect(why.blocks(.remove) && why.blocks(.unprotect) && !why.blocks(.clone))
            #expect(why.text.hasPrefix("\(pool.name)/base cannot be removed, nor unprotected\n"))
            let headings = why.text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix(" ") }
            #expect(Set(headings) == ["to remove it:", "to remove or unprotect it:"])
            // What is said is what happens.
            try withImage(pool, "base") { image in
                #expect(failure { try image.unprotect(snapshot: "s") }?.code == .busy)
            }
            #expect(failure { try pool.removeImage("base") }?.code.name == "ENOTEMPTY")
            let clone = try space.explain("inside")
            #expect(kinds(clone) == ["parent", "snapshot"] && !clone.blocks(.remove) && clone.blocks(.clone))
            try space.removeImage("inside")
        }
    }

    @Test func aBackupsSnapshotSaysWhatItIsFor() throws {
        try withPool { pool in
            try withImage(pool, "base") { image in
                try image.createSnapshot("cephlua-backup.20261125T021000Z")
                try image.createSnapshot("other")
            }
            let why = try pool.explain("base")
            let needed = why.findings.filter { $0.message.contains("next backup") }.map(\.subject)
            #expect(needed == ["\(pool.name)/base@cephlua-backup.20261125T021000Z"])
        }
    }

    @Test func whatIsInTheTrashIsExplainedThere() throws {
        try withPool { pool in
            try withImage(pool, "base") { try $0.createSnapshot("s") }
            try pool.clone("base", snapshot: "s", of: pool, to: "c")
            try withImage(pool, "base") { try $0.removeSnapshot("s") }
            try pool.moveToTrash("base", delay: 3600)
            let why = try pool.explain("base")
            #expect(why.isInTrash && kinds(why).contains("child") && why.text.contains("(in the trash, id \(why.id))"))
            #expect(why.findings.contains { $0.subject.hasSuffix("base@s") && $0.message.contains("clones need it") })
            #expect(try pool.explain(why.id).id == why.id)
            let child = try pool.explain("c")
            #expect(child.findings.first { $0.kind == .parent }?.message.contains("in the trash") == true)
            let none = try #require(failure { _ = try pool.explain("none") })
            #expect(none.code == .notFound && none.message.contains("none in the trash"))
        }
    }

    @Test func clientsGroupsAndMigrationsAreNamed() throws {
        try withPool { pool in
            try withImage(pool, "base") { image in
                try image.write([1], at: 0)
                let why = try pool.explain("base")
                #expect(kinds(why) == ["watcher", "lock", "snapshot"])
                #expect(why.findings[0].message.hasPrefix("this connection") && why.findings[0].blocks == [.remove])
                #expect(failure { try pool.removeImage("base") }?.code == .busy)
            }
            try pool.createGroup("g")
            let group = try Group(pool, "g")
            try group.add("base")
            #expect(kinds(try pool.explain("base")) == ["group", "snapshot"])
            let refused = try #require(failure { try pool.removeImage("base") })
            #expect(refused.message == "the image is in a group" && refused.hint != nil)
            try group.remove("base")
            try pool.prepareMigration(of: "base", as: "new")
            #expect(kinds(try pool.explain("new")) == ["migration", "snapshot"])
            #expect(failure { try pool.removeImage("new") }?.code == .busy)
            try pool.abortMigration(of: "new")
            #expect(try !pool.explain("base").blocks(.remove))
            try pool.removeImage("base")
        }
    }
}
