import Core
import Foundation
import Testing
import Virt

/// The lab's compute host, over ssh.
@Suite(.serialized, .enabled(if: Lab.state != nil, "CEPHLUA_TEST_LAB names no lab"))
struct LabTests {
    private func uri(_ change: (inout ConnectionURI) -> Void = { _ in }) -> String {
        var uri = ConnectionURI(host: "compute")
        uri.user = "root"
        uri.key = Lab.state.map { $0 + "/ssh/key" }
        uri.config = Lab.state.map { $0 + "/ssh/config" }
        change(&uri)
        return uri.text
    }

    @Test func reachesTheComputeHost() throws {
        // The name "compute" is known only to the lab's ssh configuration.
        let connection = try Connection(uri(), timeout: 20)
        #expect(try connection.hostname().hasPrefix("compute"))
        #expect(try connection.version().driver == "QEMU")
        #expect(try connection.capabilities().contains("<arch name='x86_64'"))
        _ = try connection.domains()
    }

    @Test func runsTheFarEndThroughSudo() throws {
        #expect(try Connection(uri { $0.sudo = true }, timeout: 20).hostname().hasPrefix("compute"))
    }

    @Test func keepsASecretThere() throws {
        let connection = try Connection(uri(), timeout: 20)
        let usage = "cephlua test \(UUID().uuidString)"
        let uuid = try #require(try connection.define(SecretDefinition(usage: usage, isEphemeral: true)).uuid)
        defer { try? connection.removeSecret(uuid: uuid) }
        let key = Secret(Data([1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 0] + [UInt8](0..<16)).base64EncodedString())
        try connection.setSecretValue(uuid: uuid, key)
        #expect(try connection.secretValue(uuid: uuid) == key)
        #expect(try connection.findSecret(usage: usage)?.uuid == uuid)
        try connection.removeSecret(uuid: uuid)
        #expect(try connection.findSecret(uuid: uuid) == nil)
    }

    @Test func saysThatAKeyIsWrong() throws {
        let folder = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("cephlua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keygen = Process()
        keygen.executableURL = URL(fileURLWithPath: "/usr/bin/ssh-keygen")
        keygen.arguments = ["-q", "-t", "ed25519", "-N", "", "-f", folder.path + "/key"]
        try keygen.run()
        keygen.waitUntilExit()
        let state = try #require(Lab.state)
        // The lab's configuration would offer the right key as well.
        let config = "Include \(state)/ssh/config\n"
        let own = try String(contentsOfFile: state + "/ssh/config", encoding: .utf8)
            .replacingOccurrences(of: state + "/ssh/key", with: folder.path + "/key")
        try (own.isEmpty ? config : own).write(toFile: folder.path + "/config", atomically: false, encoding: .utf8)
        let uri = uri {
            $0.key = folder.path + "/key"
            $0.config = folder.path + "/config"
        }
        let error = try #require(throws: OperationError.self) { try Connection(uri, timeout: 20) }
        #expect(error.code == .accessDenied && error.hint?.contains("key") == true)
    }

    @Test func stopsWaitingForAHostThatIsNotThere() throws {
        let start = ContinuousClock.now
        let error = try #require(throws: OperationError.self) {
            try Connection(uri { $0.host = "192.168.0.250" }, timeout: 2)
        }
        #expect([.timedOut, .unreachable].contains(error.code))
        #expect(ContinuousClock.now - start < .seconds(6))
    }
}

enum Lab {
    static let state = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]
}
