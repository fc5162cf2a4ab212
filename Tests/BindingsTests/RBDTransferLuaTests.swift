import Bindings
import Core
import Foundation
import LuaHost
import Testing

private let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

private func run(_ text: String) throws -> [LuaValue] {
    let runtime = LuaRuntime(modules: allModules)
    defer { runtime.close() }
    let prelude = """
        local ceph, rbd, fs = require "ceph", require "rbd", require "fs"
        local function raises(code, f, ...)
          local ok, err = pcall(f, ...)
          assert(not ok and err.code == code, ("%s expected, got %s"):format(code, err))
          return err
        end
        local function connect()
          return ceph.connect {
            conf = "\(lab ?? "")/ceph/ceph.conf", keyring = "\(lab ?? "")/ceph/ceph.client.admin.keyring",
          }
        end

        """
    return try runtime.run(runtime.load(prelude.replacing("\n", with: " ") + text, name: "=test"))
}

@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct RBDTransferLuaTests {
    @Test func transfersAndBatchesFromLua() throws {
        let name = "t-lua-\(UInt32.random(in: 0 ... .max))"
        let values = try run(
            """
            local cluster <close> = connect()
            cluster:create_pool { name = "\(name)", pg_num = 1, size = 1, autoscale = "off", application = "rbd" }
            local pool <close> = cluster:open_pool "\(name)"
            local folder = fs.temporary_directory "t-transfer"
            local source = folder .. "/in"
            fs.write(source, ("0123456789abcdef"):rep(1 << 19) .. ("\\0"):rep(1 << 22) .. "end")

            raises("USAGE", rbd.import, pool, "a", {})
            raises("USAGE", rbd.import, pool, "a", { from = source, form = 1 })
            raises("USAGE", rbd.import, pool, "a", { from = source, digests = { "crc" } })
            raises("USAGE", rbd.import, pool, "a", { from = source, in_flight = 0 })
            raises("USAGE", rbd.import, pool, "a", { from = source, rate = 0 })
            raises("EINVAL", rbd.import, pool, "a", { from = source, size = "1M" })
            raises("ETIMEDOUT", rbd.import, pool, "a", { from = source, rate = "1M", timeout = 1 })
            assert(#rbd.images(pool) == 0)

            local result = rbd.import(pool, "a", {
              from = source, digests = { "objects", "md5" }, verify = true, features = { "layering" }, object_size = "1M",
            })
            assert(result.bytes == (12 << 20) + 3 and result.verified and result.object_size == 1 << 20)
            assert(result.skipped == (4 << 20) and result.written == (8 << 20) + 3)
            assert(#result.digests.objects == 64 and #result.digests.md5 == 32 and not result.digests.sha256)
            raises("EEXIST", rbd.import, pool, "a", { from = source })
            raises("EEXIST", rbd.import, pool, "a", { from = source, resume = true })
            raises("USAGE", rbd.import, pool, "x", { from = source, resume = true, format = 2 })
            assert(rbd.import(pool, "resumed", { from = source, resume = true }).written == result.written)

            rbd.export(pool, "a", { to = folder .. "/out" })
            assert(fs.read(folder .. "/out") == fs.read(source))
            raises("EEXIST", rbd.export, pool, "a", { to = folder .. "/out" })
            assert(rbd.copy(pool, "a", { to_name = "b", digests = { "md5" } }).digests.md5 == result.digests.md5)

            local progress
            do
              local operation <close> = rbd.start_import(pool, "c", { from = source, rate = "1M" })
              assert(operation.name == "import " .. source .. " to \(name)/c" and not operation.ended)
              assert(tostring(operation) == "rbd.Operation " .. operation.name)
              repeat progress = operation.progress until progress.written > 0
              assert(progress.total == (12 << 20) + 3 and progress.phase == "transferring")
              assert(progress.done >= progress.written and progress.remaining)
            end
            assert(not rbd.find_image(pool, "c"), "closing an operation cancels it")
            local whole = rbd.start_import(pool, "c", { from = source })
            assert(whole:wait().written < result.bytes and whole.ended and whole.progress.phase == "ended" and whole:wait().bytes == result.bytes)
            do
              local image <close> = rbd.open(pool, "b")
              image:create_snapshot "one"
            end
            raises("USAGE", rbd.export, pool, "b", { to = folder .. "/b", format = 3 })
            raises("USAGE", rbd.export, pool, "b", { to = folder .. "/b", format = 2, verify = true })
            raises("USAGE", rbd.import, pool, "x", { from = "http://localhost/b", format = 2 })
            rbd.export(pool, "b", { to = folder .. "/b", format = 2, verify = false })
            local whole = rbd.import(pool, "with-snapshots", { from = folder .. "/b", format = 2 })
            assert(whole.bytes == 2 * rbd.find_image(pool, "b").size, whole.bytes)
            local diff = rbd.export_diff(pool, "b", { to = folder .. "/diff", snapshot = "one" })
            rbd.create(pool, "of-diff", { size = 1024 })
            assert(rbd.start_import_diff(pool, "of-diff", { from = folder .. "/diff" }):wait().bytes == diff.bytes)
            raises("EEXIST", rbd.import_diff, pool, "of-diff", { from = folder .. "/diff" })
            rbd.deep_copy(pool, "b", { to_name = "deep", timeout = 60, progress = function() end })
            for _, name in ipairs { "with-snapshots", "of-diff", "deep" } do
              local image <close> = rbd.open(pool, name)
              assert(image:snapshots()[1].name == "one", name)
              image:purge_snapshots()
            end

            local stopped = rbd.start_copy(pool, "c", { to_name = "d", rate = "1M" })
            stopped:cancel()
            raises("ECANCELED", stopped.wait, stopped)

            local image <close> = rbd.open(pool, "a")
            image:create_snapshot "s"
            local clones = { parent_pool = pool, parent = "a", snapshot = "s" }
            raises("USAGE", rbd.clone_many, clones)
            clones.prefix = "v"
            raises("USAGE", rbd.clone_many, clones)
            clones.count = 3
            local made = rbd.clone_many(clones)
            assert(table.concat(made.done, " ") == "v1 v2 v3" and #made.failed == 0)
            local again = rbd.start_clone_many(clones)
            local nothing = again:wait()
            assert(#nothing.done == 0 and nothing.failed[2].name == "v2" and nothing.failed[2].code == "EEXIST")
            local batch_progress = again.progress
            assert(batch_progress.total == 3 and batch_progress.failed == 3)
            clones.all_or_nothing = true
            raises("EEXIST", rbd.clone_many, clones)
            assert(#rbd.flatten_many({ pool = pool, names = { "v1" } }).done == 1)
            raises("USAGE", rbd.remove_many, { pool = pool, names = { "v1", "v1" } })
            raises("USAGE", rbd.remove_many, { pool = pool, names = { "v1" }, count = 3 })
            assert(#rbd.remove_many({ pool = pool, prefix = "v", count = 3 }).done == 3)

            image:close()
            fs.remove(folder, { recursive = true })
            for _ = 1, 50 do
              cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
              if pcall(cluster.remove_pool, cluster, "\(name)", { sure = "\(name)" }) then break end
            end
            cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
            return {
              ["rbd.TransferResult"] = result, ["rbd.TransferProgress"] = progress, ["rbd.BatchResult"] = made,
              ["rbd.BatchProgress"] = batch_progress, ["rbd.BatchFailure"] = nothing.failed[1],
            }
            """)
        guard case .table(let records)? = values.first else {
            Issue.record("\(values)")
            return
        }
        let stub = try Stub("rbd")
        #expect(records.fields.count == 5)
        for (type, record) in records.fields {
            guard case .table(let table) = record else {
                Issue.record("\(type): no record")
                continue
            }
            #expect(Set(table.fields.keys) == stub.fields[type], "\(type)")
        }
    }
}
