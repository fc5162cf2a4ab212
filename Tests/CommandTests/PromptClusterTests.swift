import Foundation
import Testing

/// The prompt on a terminal, with a real cluster. Every step has its bound: that of `expect`.
@Suite(
    .serialized, .enabled(if: LiveCluster.lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"),
    .timeLimit(.minutes(5)))
struct PromptClusterTests {
    private let files = try! Scratch()

    private func terminal(_ conf: String, _ words: [String] = []) throws -> Terminal {
        try Terminal(state: files.folder, words, environment: ["CEPH_CONF": conf])
    }

    /// One whose prompt shows the cluster's health.
    private func connected(_ conf: String, _ words: [String] = []) throws -> Terminal {
        let terminal = try terminal(conf, words)
        try terminal.expect("HEALTH_")
        try terminal.expect("> ")
        return terminal
    }

    @discardableResult
    private func script(_ conf: String, _ code: String) throws -> String {
        let result = try Program.run(["-e", code], environment: ["CEPH_CONF": conf])
        try #require(result.status == 0, "\(result.errors)")
        return result.output
    }

    /// A pool with two images, one of which has a snapshot, and a user; gone after the body.
    private func withThings(_ body: (_ conf: String, _ name: String) throws -> Void) throws {
        let conf = try LiveCluster.conf(in: files)
        let name = "t-prompt-\(UInt32.random(in: 0 ... .max))"
        defer {
            #expect(throws: Never.self) {
                try script(
                    conf,
                    """
                    local cluster <close> = ceph.connect()
                    cluster:remove_user "client.\(name)"
                    -- Other tests forbid it again at the same time.
                    retry(function()
                      cluster:command { prefix = "config set", who = "mon", name = "mon_allow_pool_delete", value = "true" }
                      cluster:remove_pool("\(name)", { sure = "\(name)" })
                    end, { attempts = 50, pause = 0.1 })
                    cluster:command { prefix = "config rm", who = "mon", name = "mon_allow_pool_delete" }
                    """)
            }
        }
        try script(
            conf,
            """
            local cluster <close> = ceph.connect()
            cluster:create_user("client.\(name)", { caps = { mon = "allow r" } })
            cluster:create_pool { name = "\(name)", pg_num = 1, size = 1, autoscale = "off" }
            cluster:init_pool "\(name)"
            local pool <close> = cluster:open_pool "\(name)"
            for _, disk in ipairs { "disk-one", "disk-two" } do rbd.create(pool, disk, { size = "1M" }) end
            local image <close> = rbd.open(pool, "disk-one")
            image:create_snapshot "monday"
            """)
        try body(conf, name)
    }

    @Test func thePromptShowsTheClusterAndHandlesStayOpen() throws {
        try withThings { conf, name in
            let terminal = try connected(conf)
            try terminal.enter("cluster", expecting: "as client.admin\r\n")
            try terminal.enter("local p <close> = cluster:open_pool '\(name)'")
            try terminal.enter("local i <close> = rbd.open(p, 'disk-one')")
            try terminal.enter("#rbd.images(p)", expecting: "2\r\n")
            try terminal.enter(":handles", expecting: "p     ceph.Pool \(name)\r\ni     rbd.Image \(name)/disk-one\r\n")
            try terminal.enter("i:close() p:close()")
            try terminal.enter(":handles", expecting: "none\r\n")
            try terminal.enter("i:info()", expecting: "closed")
            try terminal.leave()
        }
    }

    @Test func theClusterIsThereWhereNobodySits() throws {
        let conf = try LiveCluster.conf(in: files)
        let result = try Program.run(
            ["-i"], input: "#cluster:command { prefix = 'osd ls' } > 0\n", environment: ["CEPH_CONF": conf])
        #expect(result.output == "true\n")
        #expect(result.errors == "" && result.status == 0)
    }

    @Test func aTabCompletesWhatTheClusterHas() throws {
        try withThings { conf, name in
            let terminal = try connected(conf)
            try terminal.enter("local p <close> = cluster:open_pool '\(name)'")
            try terminal.enter("local i <close> = rbd.open(p, 'disk-one')")
            let start = String(name.dropLast(2))
            // A lab has several OSDs, of which Tab shows a list.
            let count = try script(conf, "io.write(#ceph.connect():command { prefix = 'osd ls' })")
            for (typed, completed) in [
                ("cluster:open_pool '\(start)", "cluster:open_pool '\(name)"),
                ("cluster:pool_stats \"\(start)", "cluster:pool_stats \"\(name)"),
                ("rbd.open(p, 'disk-o", "rbd.open(p, 'disk-one"),
                ("rbd.open(p, 'di", "disk-one  disk-two"),
                ("rbd.clone { parent_pool = p, parent = 'disk-t", "parent = 'disk-two"),
                ("cluster:open_image('\(start)", "cluster:open_image('\(name)/"),
                ("cluster:open_image('\(name)/disk-o", "cluster:open_image('\(name)/disk-one"),
                ("i:rollback('mo", "i:rollback('monday"),
                ("cluster:find_user 'client.\(start)", "cluster:find_user 'client.\(name)"),
                ("cluster:command { prefix = 'osd meta", "prefix = 'osd metadata"),
                ("cluster:command { prefix = 'osd metadata', i", "'osd metadata', id = "),
                ("cluster:command { prefix = 'osd find', id = '", count == "1" ? "id = '0" : "0  1"),
                ("cluster:command { prefix = 'osd pool get', v", "'osd pool get', var = "),
                ("cluster:command { prefix = 'osd pool get', var = 'crush", "var = 'crush_rule"),
                ("cluster:command { prefix = 'osd pool get', pool = '\(start)", "pool = '\(name)"),
            ] { try terminal.complete(typed, expecting: completed) }
            try terminal.leave()
        }
    }

    @Test func theClustersLogAppearsAboveWhatIsTyped() throws {
        let conf = try LiveCluster.conf(in: files)
        let words = "t-log-\(UInt32.random(in: 0 ... .max))"
        let terminal = try connected(conf)
        try terminal.enter(":log loud", expecting: "there is no level \"loud\"")
        try terminal.enter(":log", expecting: "info and up")
        // The first look only learns what was there before: what it finds is not shown.
        usleep(1_500_000)
        try terminal.type("40 + 2", expecting: "+ 2")
        try script(conf, "ceph.connect():command { prefix = 'log', logtext = { '\(words)' } }")
        try terminal.expect("client.admin [INF] \(words)\r\n")
        try terminal.expect("40 + 2")
        try terminal.enter("", expecting: "42\r\n")
        try terminal.enter(":log off", expecting: "the log is off")
        try terminal.enter(":log off", expecting: "it was off")
        try terminal.leave()
    }

    @Test func whatDestroysAsksForTheName() throws {
        try withThings { conf, name in
            let terminal = try connected(conf)
            try terminal.enter("local p <close> = cluster:open_pool '\(name)'")
            for answer in ["", "y", "disk-one"] {
                try terminal.type("rbd.remove(p, 'disk-two')\n", expecting: "this cannot be undone.\r\n")
                try terminal.expect("Type disk-two to go on: ")
                try terminal.enter(answer, expecting: "not confirmed (ECANCELED)")
            }
            try terminal.type("rbd.remove(p, 'disk-two')\n", expecting: "Type disk-two to go on: ")
            try terminal.type("\u{3}", expecting: "interrupted\r\n")
            try terminal.expect("> ")
            try terminal.enter("#rbd.images(p)", expecting: "2\r\n")
            try terminal.type("rbd.remove(p, 'disk-two')\n", expecting: "Type disk-two to go on: ")
            try terminal.enter("disk-two")
            try terminal.enter("#rbd.images(p)", expecting: "1\r\n")
            // Or the call says the name; data and sizes are none.
            try terminal.enter("local i <close> = rbd.open(p, 'disk-one')")
            for call in ["i:resize('2M')", "i:discard(0, 512)", "i:purge_snapshots()"] {
                try terminal.type(call + "\n", expecting: "Type \(name)/disk-one to go on: ")
                try terminal.enter("no", expecting: "not confirmed")
            }
            try terminal.type("p:object('a'):write('b')\n", expecting: "Type \(name)/a to go on: ")
            try terminal.enter("\(name)/a")
            let other = "sure is \"sunday\", not \"monday\""
            try terminal.enter("i:remove_snapshot('monday', { sure = 'sunday' })", expecting: other)
            try terminal.enter("i:remove_snapshot('monday', { sure = 'monday' })")
            try terminal.enter("#i:snapshots()", expecting: "0\r\n")
            try terminal.leave()
        }
    }

    @Test func aReadOnlySessionReadsAndRefuses() throws {
        try withThings { conf, name in
            let terminal = try connected(conf, ["--read-only"])
            try terminal.enter("local p <close> = cluster:open_pool '\(name)'")
            try terminal.enter("#rbd.images(p)", expecting: "2\r\n")
            try terminal.enter("#cluster:command { prefix = 'osd ls' } > 0", expecting: "true\r\n")
            for line in [
                "rbd.create(p, 'x', { size = '1M' })", "rbd.remove(p, 'disk-two')",
                "rbd.remove(p, 'disk-two', { sure = 'disk-two' })",
                "cluster:command { prefix = 'osd pool set', pool = '\(name)', var = 'size', val = '2' }",
            ] { try terminal.enter(line, expecting: "the session is read-only") }
            try terminal.enter("#rbd.images(p)", expecting: "2\r\n")
            try terminal.leave()
        }
    }

    @Test func withTheMonitorsStoppedTheSessionGoesOn() throws {
        let own = try OwnCluster(in: files)
        defer { #expect(throws: Never.self) { try own.remove() } }
        try script(
            own.conf,
            """
            local cluster <close> = ceph.connect()
            cluster:create_pool { name = "vms", pg_num = 1, size = 1 }
            cluster:init_pool "vms"
            local pool <close> = cluster:open_pool "vms"
            rbd.create(pool, "disk", { size = "1M" })
            """)
        let terminal = try connected(own.conf)
        try terminal.enter("local p <close> = cluster:open_pool 'vms'")
        try terminal.enter("local i <close> = rbd.open(p, 'disk')")
        try terminal.enter("local kept = 43")

        try own.stop("ceph-mon")
        try terminal.expect("down]> ")
        try terminal.enter("kept - 1", expecting: "42\r\n")
        try terminal.enter("cluster:pools()", expecting: "the cluster did not answer in time (ETIMEDOUT)")
        try terminal.interrupt("while true do pcall(cluster.pools, cluster) end")
        // A Tab is given up silently, and what needs nobody is completed still.
        try terminal.type("cluster:open_pool 'v\t", expecting: "open_pool 'v")
        try terminal.type("ms' -- typed", expecting: "typed")
        try terminal.type("\u{3}", expecting: "^C\r\n")
        try terminal.expect("down]> ")
        try terminal.complete("cluster:open_po", expecting: "cluster:open_pool")
        try terminal.complete("i.na", expecting: "i.name")

        // A real call that nothing answers: neither monitor nor OSD.
        try own.stop("ceph-osd")
        try terminal.interrupt("i:read(0, 10)")
        try terminal.enter(":ops", expecting: "given up, still running")
        try terminal.enter("kept", expecting: "43\r\n")

        // A session that begins now is there at once, says so, and ends.
        let other = try self.terminal(own.conf)
        try other.expect("ceph[…]> ")
        // What is said meanwhile does not take the place of the second line's prompt.
        try other.type("do\n", expecting: ">> ")
        sleep(7)
        try other.type("show(40 + 2) end\n", expecting: "")
        #expect(try !other.expect("end\r\n").contains("down"))
        try other.expect("42\r\nceph[down]> ")
        try other.enter("cluster:pools()", expecting: "no monitor answered within")
        try other.leave()

        try own.go("ceph-osd")
        try own.go("ceph-mon")
        try terminal.expect("HEALTH_")
        try terminal.expect("> ")
        try terminal.enter("#cluster:pools() + kept", expecting: "44\r\n")
        try terminal.enter("#i:read(0, 10)", expecting: "10\r\n")
        try terminal.enter(":ops", expecting: "none\r\n")
        try terminal.complete("cluster:open_pool 'vm", expecting: "cluster:open_pool 'vms")

        // Where a script would have to say `sure`, whoever has typed the name has said it.
        try terminal.enter("i:close() p:close()")
        try terminal.type("cluster:remove_pool 'vms'\n", expecting: "Type vms to go on: ")
        try terminal.enter("vms")
        try terminal.enter("cluster:find_pool 'vms' == nil", expecting: "true\r\n")
        try terminal.leave()
    }
}
