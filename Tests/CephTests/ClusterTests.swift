import Ceph
import Core
import Glibc
import Testing

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct ClusterTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    @Test func statusHealthAndMonitors() throws {
        #expect(try cluster.status()["fsid"]?.string == cluster.fsid)
        #expect(try cluster.health().status.hasPrefix("HEALTH_"))
        let map = try cluster.monMap()
        #expect(map.fsid == cluster.fsid)
        let mon = try #require(map.mons.first)
        #expect(mon.addresses.contains { $0.hasPrefix("v2:") } && mon.port > 0)
        #expect(mon.host.split(separator: ".").count == 4)
    }

    @Test func minimalConfHasNoTabs() throws {
        let text = try cluster.minimalConf()
        #expect(text.contains("\nfsid = \(cluster.fsid)\n"))
        #expect(text.contains("\nmon_host = "))
        #expect(!text.contains("\t") && text.hasSuffix("\n"))
    }

    @Test func commandsSpeakJSONBothWays() throws {
        let reply = try cluster.command("osd dump")
        #expect(reply?["fsid"]?.string == cluster.fsid)
        #expect(try cluster.command("osd dump", ["format": "plain"])?.string?.contains("fsid") == true)
        #expect(try cluster.command("osd perf", to: .manager) != nil)
    }

    @Test func theMonitorsTextIsInTheError() throws {
        let arguments: [String: JSON] = ["pool": "no-such", "var": "size"]
        let error = try #require(failure { _ = try cluster.command("osd pool get", arguments) })
        #expect(error.code == .notFound)
        #expect(error.operation == "osd pool get")
        #expect(error.message == "unrecognized pool 'no-such'")
        let unknown = try #require(failure { _ = try cluster.command("no such command") })
        #expect(unknown.code == .invalid)
    }

    @Test func aClientIsShutOutAndLetInAgain() throws {
        let address = "127.0.0.1:0/\(UInt32.random(in: 1...UInt32.max))"
        try cluster.block(address, for: 60)
        let entry = try #require(try cluster.blocklist().first { $0.address == address })
        let left = entry.until - Double(time(nil))
        #expect(left > 0 && left < 120)
        try cluster.unblock(address)
        #expect(try !cluster.blocklist().contains { $0.address == address })
        #expect(failure { try cluster.unblock(address) }?.code == .notFound)
        #expect(failure { try cluster.block("nonsense") }?.code == .invalid)
        // A network is in the second list of the reply.
        let range: [String: JSON] = ["range": "range", "addr": "10.9.0.0/24"]
        _ = try cluster.command("osd blocklist", range.merging(["blocklistop": "add"]) { $1 })
        #expect(try cluster.blocklist().contains { $0.address.hasPrefix("10.9.0.0") })
        _ = try cluster.command("osd blocklist", range.merging(["blocklistop": "rm"]) { $1 })
    }

    @Test func keysDoNotShowInReplies() throws {
        let key = try cluster.key(of: "admin").revealed
        #expect(key.count == 40)
        for prefix in ["auth get", "auth get-key", "auth print-key", "auth export", "auth ls"] {
            for format in ["json", "plain"] {
                let reply = try cluster.command(prefix, ["entity": "client.admin", "format": .string(format)])
                let text = try #require(reply?.text())
                #expect(!text.contains(key) && text.contains(Secret.mask), "\(prefix) as \(format)")
            }
        }
    }

    @Test func callsAfterACancelEnd() {
        let cancellation = Cancellation()
        cancellation.cancel()
        let error = Cancellation.$current.withValue(cancellation) { failure { _ = try cluster.status() } }
        #expect(error?.code == .cancelled)
    }
}

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct UserTests {
    let cluster: Cluster
    let name = Lab.unique("user")
    let caps = ["mon": "profile rbd", "osd": "profile rbd pool=images, profile rbd-read-only pool=vms"]

    init() throws { cluster = try Lab.connect() }

    @Test func isCreatedFoundChangedAndRemoved() throws {
        #expect(try cluster.findUser(name) == nil)
        let user = try cluster.createUser(name, caps: caps)
        defer { try? cluster.removeUser(name) }
        #expect(user.entity == "client.\(name)" && user.caps == caps)
        let key = try cluster.key(of: name)
        #expect(try cluster.createUser("client.\(name)", caps: caps) == user)
        #expect(try cluster.key(of: name) == key)
        #expect(try cluster.users().contains(user))
        try cluster.setCaps(of: name, to: ["mon": "profile rbd"])
        #expect(try cluster.findUser(name)?.caps == ["mon": "profile rbd"])
        #expect(try cluster.key(of: name) == key)
        try cluster.removeUser(name)
        #expect(try cluster.findUser(name) == nil)
        #expect(failure { try cluster.removeUser(name) }?.code == .notFound)
        #expect(failure { _ = try cluster.key(of: name) }?.code == .notFound)
        #expect(failure { try cluster.setCaps(of: name, to: caps) }?.code == .notFound)
    }

    @Test func otherCapsAreShownAndLeftAlone() throws {
        try cluster.createUser(name, caps: caps)
        defer { try? cluster.removeUser(name) }
        let error = try #require(
            failure { try cluster.createUser(name, caps: ["mon": "profile rbd", "osd": "allow *", "mgr": "allow r"]) })
        #expect(error.code == .exists)
        #expect(error.target == "client.\(name)")
        #expect(error.message == "the user exists with other capabilities for mgr, osd")
        #expect(error.details == "+ mgr = allow r\n- osd = \(caps["osd"] ?? "")\n+ osd = allow *")
        #expect(try cluster.findUser(name)?.caps == caps)
    }

    @Test func capsThatDoNotParseAreNamed() throws {
        let error = try #require(failure { try cluster.createUser(name, caps: ["mon": "alow r"]) })
        defer { try? cluster.removeUser(name) }
        #expect(error.code == .invalid)
        #expect(error.message.contains("alow r"))
        #expect(try cluster.findUser(name) == nil)
    }

    @Test func theKeyringIsWhatTheToolPrints() throws {
        try cluster.createUser(name, caps: caps)
        defer { try? cluster.removeUser(name) }
        let key = try cluster.key(of: name).revealed
        #expect(try cluster.keyring(of: name).revealed == "[client.\(name)]\n\tkey = \(key)\n")
    }
}
