import Ceph
import Core
import Foundation
import Testing

private let aKey = "AQBTzIRoAAAAABAAl+Z4Q2pJ6sQbLl2C0k5D3Q=="

/// Faults that show without a cluster.
@Suite struct ConnectFaultTests {
    private func options(_ change: (inout ConnectOptions) -> Void) -> ConnectOptions {
        var options = ConnectOptions()
        options.monHost = "127.0.0.1:1"
        options.key = Secret(aKey)
        options.timeout = 1
        change(&options)
        return options
    }

    @Test func aDeadMonitorIsBoundedAndNamed() throws {
        let start = ContinuousClock.now
        let error = try #require(failure { _ = try Cluster(options { $0.monHost = "127.0.0.1:1,[v2:127.0.0.1:2]" }) })
        #expect(ContinuousClock.now - start < .seconds(4))
        #expect(error.code == .timedOut)
        #expect(error.target == "monitors 127.0.0.1:1, [v2:127.0.0.1:2]")
        #expect(error.message == "no monitor answered within 1 s")
    }

    @Test func aCancelledConnectDoesNotWait() throws {
        let cancellation = Cancellation()
        let start = ContinuousClock.now
        let canceller = Thread {
            Thread.sleep(forTimeInterval: 0.2)
            cancellation.cancel()
        }
        canceller.start()
        let error = Cancellation.$current.withValue(cancellation) {
            failure { _ = try Cluster(options { $0.timeout = 20 }) }
        }
        #expect(error?.code == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func aMissingConfIsNamed() throws {
        let error = try #require(
            failure {
                _ = try Cluster(
                    options {
                        $0.conf = "/nonexistent/ceph.conf"
                        $0.monHost = nil
                    })
            })
        #expect(error.code == .notFound)
        #expect("\(error)" == "read ceph.conf /nonexistent/ceph.conf: there is no such file (ENOENT)")
        #expect(error.hint != nil)
    }

    @Test func aConfWithoutMonitorsIsExplained() throws {
        let conf = try Lab.file("[global]\nfsid = 6e0b3a3e-0b5a-4b56-8f43-111111111111\n")
        defer { unlink(conf) }
        let error = try #require(
            failure {
                _ = try Cluster(
                    options {
                        $0.conf = conf
                        $0.monHost = nil
                    })
            })
        #expect(error.code == .notFound)
        #expect(error.message == "no monitor addresses are known")
    }

    @Test func aKeyThatIsNoneDoesNotShow() throws {
        let error = try #require(failure { _ = try Cluster(options { $0.key = Secret("not-a-key") }) })
        #expect(error.code == .malformed)
        #expect(!"\(error) \(error.hint ?? "")".contains("not-a-key"))
    }
}

/// Faults that only the cluster knows.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct ConnectLabTests {
    private func connect(keyring text: String?, user: String = "admin") throws -> OperationError? {
        let path = try text.map(Lab.file) ?? "/nonexistent/keyring"
        defer { unlink(path) }
        var options = Lab.options
        options.keyring = path
        options.user = user
        return failure { _ = try Cluster(options) }
    }

    @Test func connects() throws {
        let cluster = try Lab.connect()
        #expect(cluster.fsid.count == 36)
        #expect(cluster.user == "client.admin")
        cluster.close()
        cluster.close()
        let error = failure { _ = try cluster.status() }
        #expect(error?.code == .closed)
        #expect(error?.message == "cluster \(cluster.fsid) is closed")
    }

    @Test func aMissingKeyringIsNamed() throws {
        let error = try #require(try connect(keyring: nil))
        #expect(error.code == .notFound)
        #expect(error.message == "there is no keyring of client.admin: /nonexistent/keyring does not exist")
    }

    @Test func aKeyringOfSomebodyElseIsNamed() throws {
        let error = try #require(try connect(keyring: "[client.other]\n\tkey = \(aKey)\n"))
        #expect(error.code == .notFound)
        #expect(error.message.hasSuffix("has no key for client.admin: it has client.other"))
    }

    @Test func aWrongKeyIsRefused() throws {
        let error = try #require(try connect(keyring: "[client.admin]\n\tkey = \(aKey)\n"))
        #expect(error.code == .accessDenied)
        #expect(error.message.contains("its key is wrong"))
        #expect(!"\(error)\(error.hint ?? "")".contains("AQBT"))
    }

    @Test(arguments: ["garbage\n", "[client.admin]\n\tkey = notbase64!\n"])
    func aKeyringThatDoesNotParseIsNamed(_ text: String) throws {
        let error = try #require(try connect(keyring: text))
        #expect([Code.malformed, .notFound].contains(error.code))
        #expect(error.message.contains("the keyring /"))
        #expect(!error.message.contains("notbase64"))
    }

    @Test func aUserWithoutRightsIsExplained() throws {
        let cluster = try Lab.connect()
        let name = Lab.unique("user")
        try cluster.createUser(name, caps: [:])
        defer { try? cluster.removeUser(name) }
        var options = Lab.options
        options.user = name
        options.key = try cluster.key(of: name)
        let error = try #require(failure { _ = try Cluster(options) })
        #expect(error.code == .accessDenied)
        #expect(error.hint?.contains("needs a `mon` capability") == true)
    }

    @Test func aCommandBeyondTheRightsIsExplained() throws {
        let cluster = try Lab.connect()
        let name = Lab.unique("user")
        try cluster.createUser(name, caps: ["mon": "allow r"])
        defer { try? cluster.removeUser(name) }
        var options = Lab.options
        options.user = name
        options.key = try cluster.key(of: name)
        let limited = try Cluster(options)
        let error = try #require(failure { try limited.createPool("never") })
        #expect(error.code == .accessDenied)
        #expect(error.target == "pool never")
        #expect(error.hint == "The capabilities of client.\(name) do not allow this command.")
    }
}
