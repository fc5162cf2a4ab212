import Bindings
import Core
import Foundation
import LuaHost
import Testing

private let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

/// Runs Lua text with all native modules; `connect()` gives the lab's cluster.
private func run(_ text: String) throws -> [LuaValue] {
    let runtime = LuaRuntime(modules: allModules)
    defer { runtime.close() }
    let prelude = """
        local ceph, rbd, lab = require "ceph", require "rbd", "\(lab ?? "")"
        local function connect()
          return ceph.connect { conf = lab .. "/ceph/ceph.conf", keyring = lab .. "/ceph/ceph.client.admin.keyring" }
        end

        """
    return try runtime.run(runtime.load(prelude.replacing("\n", with: " ") + text, name: "=test"))
}

/// The error that Lua text raises, as `tostring` shows it.
private func raised(_ text: String) throws -> String {
    let values = try run("local ok, err = pcall(function() \(text) end) return ok, tostring(err)")
    guard values.count == 2, case .string(let message) = values[1] else { return "nothing" }
    return message
}

@Suite struct CephArgumentTests {
    @Test(arguments: [
        (
            "ceph.connect { keyrin = 'x' }",
            #"ceph.connect option "keyrin": no such option (did you mean "keyring"?) (USAGE)"#
        ),
        ("ceph.connect { timeout = 'soon' }", #"ceph.connect option "timeout": "soon" is not like "90s" (USAGE)"#),
        ("rbd.images(3)", "rbd.images argument 1 (pool): ceph.Pool expected, got integer (USAGE)"),
        ("rbd.images(io.stdout)", nil),
        ("rbd.clone { name = 'x' }", #"rbd.clone option "parent_pool": it is required (USAGE)"#),
    ])
    func wrongArgumentsAreNamed(_ text: String, _ expected: String?) throws {
        let message = try raised(text)
        if let expected { #expect(message == expected) } else { #expect(message.contains("argument 1")) }
    }

    @Test func aClusterThatDoesNotAnswerIsAnErrorObject() throws {
        let key = "AQBTzIRoAAAAABAAl+Z4Q2pJ6sQbLl2C0k5D3Q=="
        let values = try run(
            """
            local ok, err = pcall(ceph.connect, { mon_host = "127.0.0.1:1", key = "\(key)", timeout = "1s" })
            return err.code, err.target, err.hint ~= nil, tostring(err):find("AQBT", 1, true) == nil
            """)
        guard case .string("ETIMEDOUT") = values[0], case .string("monitors 127.0.0.1:1") = values[1],
            case .boolean(true) = values[2], case .boolean(true) = values[3]
        else {
            Issue.record("\(values)")
            return
        }
    }
}

@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct CephLuaLabTests {
    @Test func theWholePathFromLua() throws {
        let name = "t-lua-\(UInt32.random(in: 0 ... .max))"
        _ = try run(
            """
            local function raises(code, f, ...)
              local ok, err = pcall(f, ...)
              assert(not ok and err.code == code, ("%s expected, got %s"):format(code, err))
              return err
            end
            local cluster <close> = connect()
            assert(cluster.user == "client.admin" and #cluster.fsid == 36)
            assert(cluster:command { prefix = "osd dump" }.fsid == cluster.fsid)
            assert(type(cluster:command({ prefix = "osd perf" }, { to = "mgr" })) == "table")
            raises("USAGE", cluster.command, cluster, { "osd dump" })
            raises("USAGE", cluster.command, cluster, { prefix = "osd dump" }, { to = "osd" })
            raises("USAGE", cluster.create_pool, cluster, { name = "\(name)", autoscale = "yes" })
            raises("USAGE", cluster.set_caps, cluster, "x", { mon = 3 })

            local pool_made = cluster:create_pool { name = "\(name)", pg_num = 1, size = 1, autoscale = "off" }
            assert(pool_made.size == 1 and pool_made.autoscale == "off")
            cluster:set_pool("\(name)", { autoscale = "warn", variables = { nodelete = false } })
            assert(cluster:find_pool("\(name)").autoscale == "warn")
            cluster:init_pool "\(name)"
            raises("CONFLICT", cluster.enable_application, cluster, "\(name)", "cephfs")
            do
              local pool <close> = cluster:open_pool "\(name)"
              assert(pool.cluster == cluster and pool.name == "\(name)")
              assert(rbd.find_image(pool, "a") == nil)
              rbd.create(pool, "a", { size = "4M", features = { "layering", "exclusive-lock" }, object_size = "1M" })
              raises("EINVAL", rbd.create, pool, "b", { size = 1, features = { "layerin" } })
              local image <close> = rbd.open(pool, "a")
              assert(tostring(image) == "rbd.Image \(name)/a" and image.read_only == false and image.snapshot == nil)
              image:write("1M", "a\\0b\\255")
              assert(image:read(1 << 20, 4) == "a\\0b\\255")
              raises("USAGE", image.read, image, 0, "65M")
              image:create_snapshot "s"
              image:protect "s"
              rbd.clone { parent_pool = pool, parent = "a", snapshot = "s", name = "c" }
              assert(image:children()[1].spec == "\(name)/c" and #image:children "s" == 1)
              local clone <close> = rbd.open(pool, "c", { read_only = true })
              assert(clone:parent().spec == "\(name)/a@s")
              raises("EROFS", clone.write, clone, 0, "x")
              clone:close()
              rbd.move_to_trash(pool, "c")
              rbd.remove_from_trash(pool, rbd.trash(pool)[1].id)
              image:unprotect "s"
              image:remove_snapshot "s"
              raises("USAGE", image.resize, image, 0)
              image:close()
              raises("EBADF", image.info, image)
              rbd.remove(pool, "a")
              assert(cluster:is_pool_empty "\(name)")
            end

            local caps = { mon = "profile rbd", osd = "profile rbd pool=\(name)" }
            assert(cluster:create_user("\(name)", { caps = caps }).caps.osd == caps.osd)
            assert(raises("EEXIST", cluster.create_user, cluster, "\(name)", { caps = {} }).details)
            assert(tostring(cluster:user_key "\(name)") == "********")
            local user <close> = ceph.connect {
              conf = lab .. "/ceph/ceph.conf", user = "\(name)", key = cluster:user_key "\(name)",
            }
            assert(user.user == "client.\(name)")
            raises("EACCES", user.users, user)
            cluster:remove_user "\(name)"
            assert(cluster:find_user "\(name)" == nil)

            raises("USAGE", cluster.remove_pool, cluster, "\(name)")
            for _ = 1, 50 do
              cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
              if pcall(cluster.remove_pool, cluster, "\(name)", { sure = "\(name)" }) then break end
            end
            cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
            assert(cluster:find_pool "\(name)" == nil)
            """)
    }

    @Test func recordsHaveTheFieldsOfTheirStubs() throws {
        let name = "t-lua-\(UInt32.random(in: 0 ... .max))"
        let values = try run(
            """
            local cluster <close> = connect()
            cluster:create_pool { name = "\(name)", pg_num = 1, size = 1, autoscale = "off", application = "rbd" }
            local pool <close> = cluster:open_pool "\(name)"
            rbd.create(pool, "a", { size = "4M" })
            local image <close> = rbd.open(pool, "a")
            image:create_snapshot "s"
            rbd.clone { parent_pool = pool, parent = "a", snapshot = "s", name = "c" }
            rbd.create(pool, "t", { size = 0 })
            rbd.move_to_trash(pool, "t")
            image:write(0, "x")
            rbd.create(pool, "m", { size = "4M" })
            rbd.prepare_migration(pool, "m", { name = "n" })
            rbd.create(pool, "g", { size = "4M" })
            local group = rbd.create_group(pool, "group")
            group:add_image "g"
            group:create_snapshot "s"
            local member <close> = rbd.open(pool, "g", { read_only = true })
            rbd.add_purge_schedule(pool, "1d", { start = "03:00:00" })
            local records = {
              ["ceph.Health"] = cluster:health(),
              ["ceph.MonMap"] = cluster:monmap(),
              ["ceph.Mon"] = cluster:monmap().mons[1],
              ["ceph.PoolRecord"] = cluster:find_pool "\(name)",
              ["ceph.PoolStats"] = cluster:pool_stats "\(name)",
              ["ceph.User"] = cluster:find_user "admin",
              ["rbd.ImageEntry"] = rbd.images(pool)[1],
              ["rbd.Info"] = rbd.find_image(pool, "c"),
              ["rbd.Parent"] = rbd.find_image(pool, "c").parent,
              ["rbd.Snapshot"] = image:snapshots()[1],
              ["rbd.Child"] = image:children()[1],
              ["rbd.Locker"] = image:lockers()[1],
              ["rbd.LockOwner"] = image:lock_owners()[1],
              ["rbd.Watcher"] = image:watchers()[1],
              ["rbd.TrashEntry"] = rbd.trash(pool)[1],
              ["rbd.Usage"] = image:usage(),
              ["rbd.SnapshotUsage"] = image:usage().snapshots[1],
              ["rbd.ConfigOption"] = rbd.config(pool)[1],
              ["rbd.Count"] = rbd.statistics(pool).trash,
              ["rbd.Explanation"] = rbd.explain(pool, "a"),
              ["rbd.Finding"] = rbd.explain(pool, "a").findings[1],
              ["rbd.GroupImage"] = group:images()[1],
              ["rbd.GroupSnapshot"] = group:snapshots()[1],
              ["rbd.Membership"] = member:snapshots()[1].group,
              ["rbd.PurgeSchedule"] = rbd.purge_schedules(pool)[1],
              ["rbd.Migration"] = rbd.find_migration(pool, "n"),
            }
            rbd.remove_purge_schedule(pool)
            member:close()
            image:close()
            for _ = 1, 50 do
              cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
              if pcall(cluster.remove_pool, cluster, "\(name)", { sure = "\(name)" }) then break end
            end
            cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
            return records
            """)
        guard case .table(let records)? = values.first else {
            Issue.record("\(values)")
            return
        }
        let classes = try stubClasses("ceph").merging(stubClasses("rbd")) { first, _ in first }
        #expect(records.fields.count == 26)
        for (name, record) in records.fields {
            guard case .table(let table) = record, let fields = classes[name] else {
                Issue.record("\(name): no record, or no class in the stub")
                continue
            }
            let given = Set(table.fields.keys)
            #expect(given.subtracting(fields.keys).isEmpty, "\(name) has fields that its stub lacks")
            let needed = fields.filter { !$0.value }.keys
            #expect(Set(needed).subtracting(given).isEmpty, "\(name) lacks fields that its stub has")
        }
    }

    /// The classes of a stub: their fields, and whether these may be absent.
    private func stubClasses(_ module: String) throws -> [String: [String: Bool]] {
        let text = try stubText(module)
        var classes: [String: [String: Bool]] = [:]
        var current: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ").map(String.init)
            if words.first == "---@class", words.count > 1 {
                current = words[1]
                classes[words[1]] = classes[words[1]] ?? [:]
            } else if words.first == "---@field", words.count > 1, let current {
                let isOptional = words[1].hasSuffix("?")
                classes[current]?[isOptional ? String(words[1].dropLast()) : words[1]] = isOptional
            } else if !line.hasPrefix("---") {
                current = nil
            }
        }
        return classes
    }
}
