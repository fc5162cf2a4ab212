import Ceph
import Core
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct PoolTests {
    let cluster: Cluster
    let name = Lab.unique("pool")

    init() throws { cluster = try Lab.connect() }

    @Test func isCreatedFoundChangedAndRemoved() throws {
        #expect(try cluster.findPool(name) == nil)
        let pool = try cluster.createPool(name, pgNum: 4, size: 2, autoscale: .off, application: "rbd")
        defer { Lab.remove(name, from: cluster) }
        #expect(pool.size == 2 && pool.pgNum == 4 && pool.autoscale == "off" && pool.applications == ["rbd"])
        #expect(pool.type == "replicated")
        #expect(try cluster.pools().contains(pool))
        try cluster.setPool(name, ["pg_autoscale_mode": "warn", "size": "3", "min_size": "1"])
        let changed = try #require(try cluster.findPool(name))
        #expect(changed.autoscale == "warn" && changed.size == 3 && changed.minSize == 1)
        #expect(failure { try cluster.createPool(name) }?.code == .exists)
    }

    @Test func wrongValuesAreNamed() throws {
        try cluster.createPool(name, pgNum: 1, autoscale: .off)
        defer { Lab.remove(name, from: cluster) }
        let error = try #require(failure { try cluster.setPool(name, ["size": "99"]) })
        #expect(error.code == .invalid && error.target == "pool \(name)")
        #expect(error.message.hasPrefix("size = 99: "))
        #expect(failure { try cluster.setPool("no-such", ["size": "2"]) }?.code == .notFound)
        #expect(failure { try cluster.createPool("\(name)-2", pgNum: 1_000_000) } != nil)
    }

    @Test func anotherApplicationIsAConflict() throws {
        try cluster.createPool(name, pgNum: 1, autoscale: .off, application: "cephfs")
        defer { Lab.remove(name, from: cluster) }
        let error = try #require(failure { try cluster.enableApplication("rbd", on: name) })
        #expect(error.code == .conflict)
        #expect(error.message == "the pool is used by cephfs, not by rbd")
        #expect(error.hint?.contains("application disable \(name) cephfs") == true)
        #expect(try cluster.findPool(name)?.applications == ["cephfs"])
    }

    @Test func isNotRemovedByAccident() throws {
        try cluster.createPool(name, pgNum: 1, autoscale: .off)
        defer { Lab.remove(name, from: cluster) }
        #expect(failure { try cluster.removePool(name, sure: "") }?.code == .usage)
        Lab.allowPoolDelete(false, on: cluster)
        // Unless another test, or the conf of a test cluster, allows it just now.
        if let error = failure({ try cluster.removePool(name, sure: name) }) {
            #expect(error.code.name == "EPERM")
            #expect(error.hint?.contains("mon_allow_pool_delete") == true)
            Lab.remove(name, from: cluster)
        }
        #expect(try cluster.findPool(name) == nil)
        #expect(failure { try cluster.removePool(name, sure: name) }?.code == .notFound)
    }

    @Test func openPoolsEndWithTheirCluster() throws {
        try Lab.withPool(cluster) { pool in
            #expect(try pool.isEmpty())
            #expect(try pool.stats().objects == 0)
            #expect(pool.id == (try cluster.findPool(pool.name))?.id)
            let other = try Lab.connect()
            let view = try Pool(other, pool.name)
            other.close()
            let error = failure { _ = try view.stats() }
            #expect(error?.code == .closed)
            #expect(error?.message == "cluster \(cluster.fsid) is closed")
            view.close()
        }
        #expect(failure { _ = try Pool(cluster, "no-such") }?.message == "there is no such pool")
    }
}
