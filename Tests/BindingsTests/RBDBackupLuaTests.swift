import Bindings
import Core
import Foundation
import LuaHost
import Testing

private let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct RBDBackupLuaTests {
    @Test func backupsFromLua() throws {
        let name = "t-lua-\(UInt32.random(in: 0 ... .max))"
        let runtime = LuaRuntime(modules: allModules)
        defer { runtime.close() }
        let text = """
            local ceph, rbd = require "ceph", require "rbd"
            local function raises(code, f, ...)
              local ok, err = pcall(f, ...)
              assert(not ok and err.code == code, ("%s expected, got %s"):format(code, err))
              return err
            end
            local cluster <close> = ceph.connect {
              conf = "\(lab!)/ceph/ceph.conf", keyring = "\(lab!)/ceph/ceph.client.admin.keyring",
            }
            cluster:create_pool { name = "\(name)", pg_num = 1, size = 1, autoscale = "off", application = "rbd" }
            local pool <close> = cluster:open_pool "\(name)"
            rbd.create(pool, "vm", { size = "5M", object_size = "1M" })
            local image <close> = rbd.open(pool, "vm")
            image:write(0, "0123456789abcdef")
            image:flush()

            raises("USAGE", rbd.backup, pool, "vm", {})
            raises("USAGE", rbd.backup, pool, "vm", { to_pool = pool, form = 1 })
            raises("USAGE", rbd.backup, pool, "vm", { to_pool = pool, rate = 0 })
            raises("ENOENT", rbd.backup, pool, "none", { to_pool = pool })
            assert(#rbd.backups(pool) == 0 and rbd.find_backup(pool, "vm") == nil)

            local first = rbd.backup(pool, "vm", { to_pool = pool, in_flight = 2 })
            assert(first.backup == "backup.\(name).vm" and first.base == nil and first.changed == 1)
            assert(first.size == 5 << 20 and first.objects == 5 and #first.digest == 64)
            image:write(4 << 20, "end")
            image:flush()
            local operation <close> = rbd.start_backup(pool, "vm", { to_pool = pool, timeout = 60 })
            local second = operation:wait()
            assert(second.base == first.point and operation.progress.phase == "ended")

            local known = rbd.backups(pool)[1]
            assert(known.name == first.backup and known.image == "vm" and known.pool == "\(name)" and not known.pending)
            assert(#known.points == 2 and known.points[2].digest == second.digest and known.points[1].base == nil)
            assert(rbd.verify_backup(pool, first.backup).point == second.point)
            assert(rbd.verify_backup(pool, first.backup, { point = first.point }).digest == first.digest)

            raises("USAGE", rbd.restore, pool, first.backup, { to_pool = pool })
            local restored = rbd.restore(pool, first.backup, {
              point = first.point, to_pool = pool, to_name = "old", digests = { "objects" }, verify = true,
            })
            assert(restored.verified and restored.digests.objects == first.digest)

            raises("USAGE", rbd.expired_backups, { points = {} })
            raises("USAGE", rbd.expired_backups, { points = {}, last = -1 })
            local expired = rbd.expired_backups { points = { second.point, first.point }, last = 1 }
            assert(#expired == 1 and expired[1] == first.point)
            raises("EINVAL", rbd.remove_backup_points, pool, first.backup, { points = { second.point } })
            assert(rbd.remove_backup_points(pool, first.backup, { points = expired })[1] == first.point)
            assert(#rbd.find_backup(pool, first.backup).points == 1)

            raises("ENOENT", rbd.remove_backup, pool, "vm")
            raises("USAGE", rbd.remove_backup, pool, first.backup, { points = {} })
            assert(rbd.remove_backup(pool, first.backup, { from_pool = pool })[1] == second.point)
            assert(not rbd.find_image(pool, first.backup) and #image:snapshots() == 0)
            assert(#pool:objects { prefix = "cephlua_backup." } == 0)

            image:close()
            for _ = 1, 50 do
              cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
              if pcall(cluster.remove_pool, cluster, "\(name)", { sure = "\(name)" }) then break end
            end
            cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
            """
        _ = try runtime.run(runtime.load(text, name: "=test"))
    }
}
