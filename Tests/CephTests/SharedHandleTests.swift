import Core
import Foundation
import Synchronization
import Testing

@testable import Ceph

/// Counts what a handle's release does.
private final class Releases: Sendable {
    private let names = Mutex<[String]>([])
    var all: [String] { names.withLock { $0 } }

    func handle(_ name: String, parent: SharedHandle? = nil) -> SharedHandle {
        SharedHandle(UnsafeMutableRawPointer(bitPattern: 8)!, name: name, parent: parent) { _ in
            self.names.withLock { $0.append(name) }
        }
    }
}

@Suite struct SharedHandleTests {
    private let releases = Releases()

    @Test func isReleasedOnceHoweverOftenItIsClosed() {
        var handle: SharedHandle? = releases.handle("a")
        handle?.close()
        handle?.close()
        handle = nil
        #expect(releases.all == ["a"])
    }

    @Test func isReleasedWhenForgotten() {
        _ = releases.handle("a")
        #expect(releases.all == ["a"])
    }

    @Test func isReleasedAfterTheLastUse() throws {
        let handle = releases.handle("a")
        try handle.use("one", target: "t") { _ throws(OperationError) in
            handle.close()
            #expect(releases.all.isEmpty)
            let error = failure { try handle.use("two", target: "t") { _ in } }
            #expect(error?.code == .closed && error?.description == "two t: a is closed (EBADF)")
        }
        #expect(releases.all == ["a"])
    }

    @Test func aFailedUseEndsToo() {
        let handle = releases.handle("a")
        let error = failure {
            try handle.use("one", target: "t") { _ throws(OperationError) in
                throw OperationError(.busy, "x", target: "")
            }
        }
        handle.close()
        #expect(error?.code == .busy && releases.all == ["a"])
    }

    @Test func childrenAreReleasedBeforeTheirParents() {
        var cluster: SharedHandle? = releases.handle("cluster")
        var pool: SharedHandle? = releases.handle("pool", parent: cluster)
        var image: SharedHandle? = releases.handle("image", parent: pool)
        cluster?.close()
        cluster = nil
        pool = nil
        #expect(releases.all.isEmpty)
        let error = failure { try image?.use("read", target: "t") { _ in } }
        #expect(error?.code == .closed && error?.message == "cluster is closed")
        image = nil
        #expect(releases.all == ["image", "pool", "cluster"])
    }

    @Test func manyThreadsMayUseAndClose() {
        final class Counts: Sendable {
            let running = Atomic(0)
            let releasedWhileRunning = Atomic(0)
            let releases = Atomic(0)
        }
        let counts = Counts()
        for _ in 0..<100 {
            let handle = SharedHandle(UnsafeMutableRawPointer(bitPattern: 8)!, name: "a") { _ in
                counts.releasedWhileRunning.add(counts.running.load(ordering: .acquiring), ordering: .relaxed)
                counts.releases.add(1, ordering: .relaxed)
            }
            DispatchQueue.concurrentPerform(iterations: 4) { index in
                for round in 0..<200 {
                    if index == 0, round == 100 { handle.close() }
                    try? handle.use("use", target: "t") { _ in
                        counts.running.add(1, ordering: .releasing)
                        counts.running.subtract(1, ordering: .releasing)
                    }
                }
            }
        }
        #expect(counts.releases.load(ordering: .relaxed) == 100)
        #expect(counts.releasedWhileRunning.load(ordering: .relaxed) == 0)
    }
}

@Suite struct ConfigurationTests {
    @Test func monitorAddressesAreTakenApart() {
        #expect(monitorAddresses("") == [])
        #expect(monitorAddresses("a, b;c d") == ["a", "b", "c", "d"])
        #expect(
            monitorAddresses("[v2:1.2.3.4:3300/0,v1:1.2.3.4:6789/0] [v2:[::1]:3300,v1:[::1]:6789],h")
                == ["[v2:1.2.3.4:3300/0,v1:1.2.3.4:6789/0]", "[v2:[::1]:3300,v1:[::1]:6789]", "h"])
    }

    @Test func usersHaveATypeOrGetOne() {
        #expect(entityName("glance") == "client.glance")
        #expect(entityName("client.glance") == "client.glance")
        #expect(entityName("rgw.a") == "client.rgw.a")
        #expect(entityName("mgr.x") == "mgr.x")
    }

    @Test func keyringsTellWhoseKeysTheyHave() {
        let key = "AQBTzIRoAAAAABAAl+Z4Q2pJ6sQbLl2C0k5D3Q=="
        let keyring = KeyringFile(
            text: "# made by hand\n[client.a]\n\tkey = \(key)\n[client.b]\nkey=no\n[client.c]\n")
        #expect(keyring.entities == ["client.a", "client.b", "client.c"])
        #expect(keyring.key(of: "client.a") == .good)
        #expect(keyring.key(of: "client.b") == .malformed)
        #expect(keyring.key(of: "client.c") == .malformed)
        #expect(keyring.key(of: "client.d") == .missing)
        var shown = ""
        dump(keyring, to: &shown)
        #expect(!shown.contains("AQBT"))
    }

    @Test func keysAreMaskedAtEveryDepth() {
        let user: JSON = ["entity": "client.a", "key": "K", "pending_key": "P", "caps": ["key": "x"]]
        let reply: JSON = ["auth": .array([user])]
        #expect(!reply.masked.text().contains("\"K\"") && !reply.masked.text().contains("\"P\""))
        #expect(reply.masked["auth"]?.array?.first?["entity"] == "client.a")
    }
}
