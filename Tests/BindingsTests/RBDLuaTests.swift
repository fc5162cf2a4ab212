import Bindings
import Foundation
import LuaHost
import Testing

private let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

/// Runs Lua text with a pool of its own, `pool`, in the lab's cluster; `raises` expects an error of a code.
private func run(_ text: String) throws {
    let runtime = LuaRuntime(modules: allModules)
    defer { runtime.close() }
    let name = "t-rbd-\(UInt32.random(in: 0 ... .max))"
    let prelude = """
        local ceph, rbd, lab, name = require "ceph", require "rbd", "\(lab ?? "")", "\(name)"
        local function raises(code, f, ...)
          local ok, err = pcall(f, ...)
          assert(not ok and err.code == code, ("%s expected, got %s"):format(code, err))
          return err
        end
        local conf = { conf = lab .. "/ceph/ceph.conf", keyring = lab .. "/ceph/ceph.client.admin.keyring" }
        local cluster <close> = ceph.connect(conf)
        cluster:create_pool { name = name, pg_num = 1, size = 1, autoscale = "off", application = "rbd" }
        local remover <close> = setmetatable({}, { __close = function()
          for _ = 1, 50 do
            cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
            if pcall(cluster.remove_pool, cluster, name, { sure = name }) then break end
          end
          cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
        end })
        local pool <close> = cluster:open_pool(name)

        """
    _ = try runtime.run(runtime.load(prelude.replacing("\n", with: " ") + text, name: "=test"))
}

@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct RBDLuaTests {
    @Test func imagesAreOpenedByTheirWholeName() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "8M" })
            local image <close> = cluster:open_image(name .. "/a")
            image:create_snapshot "s"
            assert(image.name == "a" and image.pool.name == name and not image.read_only)
            local snapshot <close> = cluster:open_image(name .. "/a@s")
            assert(snapshot.snapshot == "s" and snapshot.read_only and snapshot.spec == name .. "/a@s")
            raises("USAGE", cluster.open_image, cluster, "a")
            raises("USAGE", cluster.open_image, cluster, name .. "/a@")
            raises("ENOENT", cluster.open_image, cluster, name .. "/b")
            raises("ENOENT", cluster.open_image, cluster, "no-such-pool/a")
            rbd.create_namespace(pool, "n")
            rbd.create(cluster:open_pool(name, { namespace = "n" }), "b", { size = "8M" })
            local inside <close> = cluster:open_image(name .. "/n/b", { read_only = true })
            assert(inside.pool.namespace == "n" and inside.read_only)
            local names = {}
            for _, record in ipairs(cluster:pools { application = "rbd" }) do names[record.name] = true end
            assert(names[name] and #cluster:pools { application = "none" } == 0)
            raises("USAGE", cluster.pools, cluster, { aplication = "rbd" })
            """)
    }

    @Test func changesSinceASnapshotAreRanges() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "32M" })
            local image <close> = rbd.open(pool, "a")
            assert(#image:changes() == 0)
            image:write(0, ("x"):rep(8 << 20))
            image:create_snapshot "first"
            image:discard(0, 4 << 20)
            image:write(16 << 20, ("y"):rep(4096))
            image:create_snapshot "second"
            image:write(20 << 20, "z")
            local function text(ranges)
              local words = {}
              for _, range in ipairs(ranges) do
                words[#words + 1] = ("%d+%d%s"):format(range.offset, range.length, range.exists and "" or "!")
              end
              return table.concat(words, " ")
            end
            local second <close> = rbd.open(pool, "a", { snapshot = "second" })
            assert(text(second:changes { since = "first" }) == "0+4194304! 16777216+4096")
            assert(text(second:changes { since = "first", whole_objects = true }) == "0+4194304! 16777216+4194304")
            assert(text(image:changes { since = "second", whole_objects = true }) == "20971520+4194304")
            local first <close> = rbd.open(pool, "a", { snapshot = "first" })
            assert(text(first:changes()) == "0+8388608")
            raises("EINVAL", first.changes, first, { since = "second" })
            raises("ENOENT", image.changes, image, { since = "third" })
            """)
    }

    @Test func imagesAreMadeDescribedAndCaredFor() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "8M", object_size = "1M", stripe_unit = "64K", stripe_count = 4, data_pool = name })
            raises("USAGE", rbd.create, pool, "b", { size = 1, stripe = 3 })
            raises("EINVAL", rbd.create, pool, "b", { size = 1, stripe_unit = "64K" })
            raises("ENOENT", rbd.create, pool, "b", { size = 1, data_pool = "no-such-pool" })
            rbd.rename(pool, "a", { to = "b" })
            local info = rbd.infos(pool)[1]
            assert(info.name == "b" and info.stripe_unit == 65536 and info.stripe_count == 4 and info.data_pool == name)
            assert(#info.op_features == 0 and info.modified_at >= info.created_at and info.accessed_at > 0)
            local image <close> = rbd.open_by_id(pool, info.id)
            assert(image.name == "b" and image:info().id == info.id)
            image:write(0, ("x"):rep(1 << 20))
            local usage = image:usage()
            assert(usage.fast and usage.used == 4 << 20 and usage.own == usage.used and #usage.snapshots == 0)
            assert(image:usage { exact = true }.used == 1 << 20 and rbd.usage(pool)[1].used == 4 << 20)
            image:disable_features { "object-map", "fast-diff" }
            raises("EINVAL", image.disable_features, image, { "object-map" })
            raises("EINVAL", image.rebuild_object_map, image)
            image:enable_features { "object-map", "fast-diff" }
            assert(#image:info().flags == 2)
            local most, calls = 0, 0
            image:rebuild_object_map { timeout = "1m", progress = function(done, total)
              most, calls = total, calls + 1
              assert(done <= total)
            end }
            assert(#image:info().flags == 0 and most == 8 and calls > 0)
            image:sparsify { size = "4K" }
            raises("EINVAL", image.sparsify, image, { size = 5000 })
            raises("ETIMEDOUT", image.rebuild_object_map, image, { timeout = 0 })
            image:resize("4M", { shrink = true, progress = function() end })
            assert(rbd.statistics(pool).images.provisioned == 4 << 20 and rbd.statistics(pool).trash.count == 0)
            """)
    }

    @Test func aProgressFunctionThatFailsStopsTheOperation() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "1G", object_size = "4K", features = { "exclusive-lock", "object-map" } })
            local image <close> = rbd.open(pool, "a")
            local calls = 0
            local ok, err = pcall(image.rebuild_object_map, image, { progress = function()
              calls = calls + 1
              error({ code = "MINE" }, 0)
            end })
            assert(not ok and err.code == "MINE" and calls == 1, tostring(err))
            local inner = coroutine.wrap(function() image:resize("2G", { progress = function() end }) end)
            raises("USAGE", inner)
            """)
    }

    @Test func metadataAndConfiguration() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "1M" })
            local image <close> = rbd.open(pool, "a")
            image:set_metadata("owner", "")
            image:set_metadata("note", "two words")
            assert(image:metadata().note == "two words" and image:metadata().owner == "" and image:find_metadata "x" == nil)
            assert(image:find_metadata "note" == "two words")
            image:remove_metadata "note"
            raises("ENOENT", image.remove_metadata, image, "note")
            local function source(options, key)
              for _, option in ipairs(options) do if option.name == key then return option.source .. " " .. option.value end end
            end
            rbd.set_config(pool, { rbd_cache = false })
            assert(source(image:config(), "rbd_cache") == "pool false" and source(rbd.config(pool), "rbd_cache") == "pool false")
            image:set_config { rbd_cache = true, rbd_qos_iops_limit = 100 }
            assert(source(image:config(), "rbd_cache") == "image true")
            assert(image:metadata().conf_rbd_qos_iops_limit == "100")
            raises("EINVAL", image.set_config, image, { rbd_cache = "perhaps" })
            raises("EINVAL", rbd.set_config, pool, { rbd_cach = true })
            image:remove_config "rbd_cache"
            image:remove_config "rbd_cache"
            rbd.remove_config(pool, "rbd_cache")
            assert(source(image:config(), "rbd_cache"):find "^config")
            """)
    }

    @Test func snapshotsAndClones() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "4M" })
            local image <close> = rbd.open(pool, "a")
            image:write(0, "old")
            image:create_snapshot "one"
            image:write(0, "new")
            image:rename_snapshot("one", "two")
            raises("ENOENT", image.rename_snapshot, image, "one", "two")
            image:rollback("two", { progress = function() end })
            assert(image:read(0, 3) == "old" and image:find_snapshot_limit() == nil)
            image:set_snapshot_limit(1)
            assert(image:find_snapshot_limit() == 1)
            raises("EDQUOT", image.create_snapshot, image, "three")
            image:remove_snapshot_limit()
            rbd.clone { parent_pool = pool, parent = "a", snapshot = "two", name = "c" }
            do
              local clone <close> = rbd.open(pool, "c")
              clone:create_snapshot "s"
              rbd.clone { parent_pool = pool, parent = "c", snapshot = "s", name = "d" }
            end
            assert(#image:children() == 1 and #image:descendants "two" == 2 and #image:descendants() == 2)
            assert(rbd.explain(pool, "a").findings[1].kind == "child")
            image:remove_snapshot "two"
            local left = image:snapshots()[1]
            assert(left.namespace == "trash" and left.original_name == "two")
            raises("EBUSY", image.remove_snapshot_by_id, image, left.id)
            local why = rbd.explain(pool, "a")
            assert(not why.removable and why.unprotectable and not why.clonable and why.text:find(name .. "/c", 1, true))
            do local d <close> = rbd.open(pool, "d") d:flatten { timeout = "1m", progress = function() end } end
            image:create_snapshot "x"
            image:create_snapshot "y"
            image:protect "y"
            assert(raises("EBUSY", image.purge_snapshots, image).details == name .. "/a@y")
            image:unprotect "y"
            assert(table.concat(image:purge_snapshots(), " ") == "x y")
            raises("ENOENT", rbd.explain, pool, "none")
            """)
    }

    @Test func trashIsPurgedAtOnceAndOnSchedule() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "1M" })
            rbd.create(pool, "b", { size = "1M" })
            rbd.move_to_trash(pool, "a")
            rbd.move_to_trash(pool, "b", { delay = "1h" })
            local id = rbd.trash(pool)[2].id
            rbd.open_by_id(pool, id, { read_only = true }):close()
            assert(rbd.explain(pool, "b").in_trash)
            raises("EINVAL", rbd.purge_trash, pool, { threshold = 2 })
            rbd.purge_trash(pool, { expired_before = os.time() - 100 })
            assert(#rbd.trash(pool) == 2)
            rbd.purge_trash(pool, { progress = function() end, timeout = "1m" })
            assert(#rbd.trash(pool) == 1 and rbd.trash(pool)[1].name == "b")
            rbd.remove_from_trash(pool, id, { force = true, progress = function() end })
            assert(#rbd.purge_schedules(pool) == 0)
            rbd.add_purge_schedule(pool, "1d", { start = "03:00:00" })
            rbd.add_purge_schedule(pool, "12h")
            raises("EINVAL", rbd.add_purge_schedule, pool, "often")
            local schedules = rbd.purge_schedules(pool)
            assert(#schedules == 2 and schedules[1].interval == "12h" and schedules[2].start:find "03:00")
            assert(type(rbd.purge_times(pool)) == "table")
            rbd.remove_purge_schedule(pool, { interval = "12h" })
            assert(#rbd.purge_schedules(pool) == 1)
            rbd.remove_purge_schedule(pool)
            assert(#rbd.purge_schedules(pool) == 0)
            """)
    }

    @Test func groupsAndTheirSnapshots() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "4M" })
            rbd.create(pool, "b", { size = "4M" })
            local group = rbd.create_group(pool, "g")
            raises("EEXIST", rbd.create_group, pool, "g")
            raises("ENOENT", rbd.open_group, pool, "none")
            assert(tostring(group) == "rbd.Group " .. name .. "/g" and rbd.groups(pool)[1] == "g" and group.pool == pool)
            group:add_image "a"
            group:add_image("b", { pool = pool })
            raises("EMLINK", rbd.remove, pool, "b")
            assert(#group:images() == 2 and group:images()[1].name == "a" and group:images()[1].attached)
            do
              local image <close> = rbd.open(pool, "a")
              assert(image:find_group().spec == group.spec)
              image:write(0, "old")
              group:create_snapshot "s"
              image:write(0, "new")
              local part = image:snapshots()[1]
              assert(part.namespace == "group" and part.group.spec == group.spec .. "@s", part.group.spec)
            end
            assert(rbd.explain(pool, "a").findings[1].blocks[1] == "remove")
            group:rename_snapshot("s", "t")
            assert(group:snapshots()[1].name == "t" and group:snapshots()[1].complete)
            group:rollback("t", { progress = function() end })
            do
              local image <close> = rbd.open(pool, "a", { read_only = true })
              assert(image:read(0, 3) == "old")
            end
            raises("ENOENT", group.rollback, group, "s")
            group:remove_snapshot "t"
            group:remove_image "b"
            assert(#group:images() == 1)
            rbd.rename_group(pool, "g", { to = "h" })
            rbd.remove_group(pool, "h")
            raises("ENOENT", rbd.remove_group, pool, "h")
            assert(#rbd.groups(pool) == 0)
            """)
    }

    @Test func namespacesAreKeptApart() throws {
        try run(
            """
            rbd.create_namespace(pool, "n")
            raises("EEXIST", rbd.create_namespace, pool, "n")
            assert(rbd.has_namespace(pool, "n") and not rbd.has_namespace(pool, "m") and rbd.namespaces(pool)[1] == "n")
            local space <close> = cluster:open_pool(name, { namespace = "n" })
            assert(space.namespace == "n" and pool.namespace == "" and tostring(space) == "ceph.Pool " .. name .. "/n")
            rbd.create(space, "a", { size = "1M" })
            assert(#rbd.images(pool) == 0 and #rbd.images(space) == 1)
            do local image <close> = rbd.open(space, "a", { read_only = true }) assert(image.spec == name .. "/n/a") end
            raises("EBUSY", rbd.remove_namespace, pool, "n")
            rbd.remove(space, "a")
            rbd.remove_namespace(pool, "n")
            raises("ENOENT", rbd.remove_namespace, pool, "n")
            raises("ENOENT", rbd.create, space, "a", { size = "1M" })
            """)
    }

    @Test func locksAreTakenAndBrokenWithCare() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "1M", features = { "layering" } })
            rbd.create(pool, "e", { size = "1M" })
            local image <close> = rbd.open(pool, "a")
            image:take_lock "mine"
            raises("EEXIST", image.take_lock, image, "mine")
            local lock = image:lockers()[1]
            raises("CONFLICT", image.break_lock, image, lock.client, "mine")
            raises("ENOENT", image.break_lock, image, lock.client, "other")
            image:release_lock "mine"
            raises("ENOENT", image.release_lock, image, "mine")
            image:take_lock("one", { shared = "t" })
            image:take_lock("two", { shared = "t" })
            assert(#image:lockers() == 2 and image:lockers()[1].tag == "t" and not image:lockers()[1].exclusive)
            image:release_lock "one"
            image:release_lock "two"
            local other = ceph.connect(conf)
            local far = rbd.open(other:open_pool(name), "a")
            far:take_lock "theirs"
            lock = image:lockers()[1]
            assert(raises("EBUSY", image.take_lock, image, "mine").details:find(lock.client, 1, true))
            assert(tostring(raises("EBUSY", image.break_lock, image, lock.client, "theirs")):find(lock.client, 1, true))
            image:break_lock(lock.client, "theirs", { force = true })
            assert(#image:lockers() == 0)
            pcall(far.close, far)
            other:close()
            local owned <close> = rbd.open(pool, "e")
            raises("CONFLICT", owned.take_lock, owned, "mine")
            assert(not owned:is_owner())
            owned:acquire_ownership()
            assert(owned:is_owner() and #owned:lock_owners() == 1)
            owned:release_ownership()
            assert(not owned:is_owner())
            """)
    }

    @Test func imagesMigrate() throws {
        try run(
            """
            rbd.create(pool, "a", { size = "4M" })
            do local image <close> = rbd.open(pool, "a") image:write(0, "data") end
            assert(rbd.find_migration(pool, "a") == nil)
            raises("ENOENT", rbd.prepare_migration, pool, "none", { name = "b" })
            rbd.prepare_migration(pool, "a", { pool = pool, name = "b", object_size = "1M" })
            local migration = rbd.find_migration(pool, "b")
            assert(migration.state == "prepared" and migration.source_name == "a" and migration.source_pool == name)
            assert(not rbd.explain(pool, "b").removable)
            rbd.abort_migration(pool, "b", { progress = function() end })
            assert(rbd.images(pool)[1].name == "a" and #rbd.images(pool) == 1)
            rbd.prepare_migration(pool, "a", { name = "b", object_size = "1M" })
            rbd.execute_migration(pool, "b", { timeout = "1m", progress = function() end })
            assert(rbd.find_migration(pool, "b").state == "executed")
            rbd.commit_migration(pool, "b", { progress = function() end })
            local image <close> = rbd.open(pool, "b", { read_only = true })
            assert(image:info().object_size == 1 << 20 and image:read(0, 4) == "data" and rbd.find_migration(pool, "b") == nil)
            """)
    }

    @Test func imagesAreEncrypted() throws {
        try run(
            """
            local secret = require "secret"
            rbd.create(pool, "a", { size = "64M" })
            local passphrase = secret.new "correct horse"
            do
              local image <close> = rbd.open(pool, "a")
              raises("USAGE", image.format_encryption, image, { passphrase = "plain text" })
              raises("USAGE", image.format_encryption, image, { passphrase = passphrase, format = "luks3" })
              image:format_encryption { passphrase = passphrase, format = "luks1", algorithm = "aes-128" }
            end
            do
              local image <close> = rbd.open(pool, "a")
              image:load_encryption { passphrase = passphrase, format = "luks1" }
              image:write(0, "hidden")
              assert(image:read(0, 6) == "hidden")
            end
            local image <close> = rbd.open(pool, "a")
            assert(image:read(0, 4) == "LUKS")
            raises("EPERM", image.load_encryption, image, { passphrase = secret.new "wrong", format = "luks1" })
            """)
    }
}
