import Core
import Foundation
import Testing
import Virt

/// A real libvirtd: secrets, and what happens when it does not answer.
@Suite(.serialized, .enabled(if: Daemon.program != nil, "no libvirtd on this machine"))
struct DaemonTests {
    private let uuid = "457eb676-33da-42ec-9a8c-9293d545c337"
    private let key = Secret("AQDQ/2FpAAAAABAAVqVqdEYyKjTtVqVqdEYyKjTt")
    private let cephKey = Secret(Data([1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 0] + [UInt8](0..<16)).base64EncodedString())

    private func withDaemon(_ body: (Daemon, Connection) throws -> Void) throws {
        let daemon = try Daemon()
        defer { daemon.stop() }
        try body(daemon, try Connection(daemon.uri, timeout: 10))
    }

    @Test func keepsSecrets() throws {
        try withDaemon { _, connection in
            #expect(try connection.secrets() == [])
            #expect(try connection.findSecret(uuid: uuid) == nil)
            #expect(try connection.findSecret(usage: "client.cinder secret") == nil)
            let wanted = SecretDefinition(uuid: uuid, usage: "client.cinder secret <&'\">", description: "a & b")
            #expect(try connection.define(wanted) == wanted)
            #expect(try connection.secrets() == [wanted])
            #expect(try connection.findSecret(usage: "client.cinder secret <&'\">")?.uuid == uuid)
            #expect(try connection.findSecret(usage: "client.cinder secret <&'\">", type: .tls) == nil)

            #expect(try connection.secretValue(uuid: uuid) == nil)
            try connection.setSecretValue(uuid: uuid, cephKey)
            #expect(try connection.secretValue(uuid: uuid) == cephKey)
            // Defined anew, the value stays.
            var renamed = wanted
            renamed.description = "other"
            #expect(try connection.define(renamed).description == "other")
            #expect(try connection.secretValue(uuid: uuid) == cephKey)

            try connection.removeSecret(uuid: uuid)
            #expect(try connection.secrets() == [])
            let error = try #require(throws: OperationError.self) { try connection.removeSecret(uuid: uuid) }
            #expect(error.code.name == "VIR_ERR_NO_SECRET" && error.target.contains(uuid))
        }
    }

    @Test func libvirtHoldsTheDecodedKey() throws {
        try withDaemon { _, connection in
            // A second secret, of a type whose value is not decoded, shows what virSecretSetValue was given.
            _ = try connection.define(SecretDefinition(uuid: uuid, usageType: .tls, usage: "raw"))
            try connection.setSecretValue(uuid: uuid, cephKey)
            #expect(try connection.secretValue(uuid: uuid)?.count == 40)
            let other = try connection.define(SecretDefinition(usage: "ceph")).uuid ?? ""
            try connection.setSecretValue(uuid: other, cephKey)
            #expect(try connection.secretValue(uuid: other) == cephKey)
        }
    }

    @Test func namesBothSecretsWhenTheUsageIsTaken() throws {
        try withDaemon { _, connection in
            let other = "11111111-2222-3333-4444-555555555555"
            _ = try connection.define(SecretDefinition(uuid: other, usage: "client.cinder secret"))
            let taken = try #require(throws: OperationError.self) {
                try connection.define(SecretDefinition(uuid: uuid, usage: "client.cinder secret"))
            }
            #expect(taken.code == .exists)
            #expect(taken.target.contains(uuid) && taken.message.contains(other))
            #expect(taken.message.contains("client.cinder secret") && taken.hint?.contains(other) == true)
            #expect(try connection.secrets().map(\.uuid) == [other])

            let changed = try #require(throws: OperationError.self) {
                try connection.define(SecretDefinition(uuid: other, usage: "client.nova secret"))
            }
            #expect(changed.code == .exists)
            #expect(changed.message.contains("client.cinder secret") && changed.message.contains("client.nova secret"))
            // Without a UUID it is the secret that has the usage.
            #expect(try connection.define(SecretDefinition(usage: "client.cinder secret")).uuid == other)
        }
    }

    @Test func refusesWhatIsNoCephKey() throws {
        try withDaemon { _, connection in
            _ = try connection.define(SecretDefinition(uuid: uuid, usage: "u"))
            for wrong in ["", "not base64!", "AAAA", key.revealed + "x"] {
                let error = #expect(throws: OperationError.self) {
                    try connection.setSecretValue(uuid: uuid, Secret(wrong))
                }
                #expect(error?.code == .invalid)
                #expect(wrong.isEmpty || error.map { "\($0)".contains(wrong) } == false)
            }
            #expect(try connection.secretValue(uuid: uuid) == nil)
        }
    }

    @Test func keepsPrivateSecretsToItself() throws {
        try withDaemon { _, connection in
            _ = try connection.define(
                SecretDefinition(uuid: uuid, usage: "u", isEphemeral: true, isPrivate: true))
            try connection.setSecretValue(uuid: uuid, cephKey)
            let error = try #require(throws: OperationError.self) { try connection.secretValue(uuid: uuid) }
            #expect(error.code.name == "VIR_ERR_INVALID_SECRET")
            #expect(try connection.findSecret(uuid: uuid)?.isPrivate == true)
            #expect(try connection.findSecret(uuid: uuid)?.isEphemeral == true)
        }
    }

    @Test func stopsWaitingForADaemonThatDoesNotAnswer() throws {
        let daemon = try Daemon()
        defer { daemon.stop() }
        let connection = try Connection(daemon.uri, timeout: 1)
        kill(daemon.process.processIdentifier, SIGSTOP)
        let start = ContinuousClock.now
        let call = try #require(throws: OperationError.self) { try connection.secrets() }
        #expect(call.code == .timedOut && call.target.contains(daemon.uri))
        let connecting = try #require(throws: OperationError.self) { try Connection(daemon.uri, timeout: 1) }
        #expect(connecting.code == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(5))
        // It was only asleep.
        kill(daemon.process.processIdentifier, SIGCONT)
        #expect(try connection.secrets() == [])
    }

    @Test func stopsWaitingWhenCancelled() throws {
        let daemon = try Daemon()
        defer { daemon.stop() }
        let connection = try Connection(daemon.uri, timeout: 30)
        kill(daemon.process.processIdentifier, SIGSTOP)
        let cancellation = Cancellation()
        let start = ContinuousClock.now
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.3) { cancellation.cancel() }
        let error = Cancellation.$current.withValue(cancellation) {
            #expect(throws: OperationError.self) { try connection.secrets() }
        }
        #expect(error?.code == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func saysThatTheDaemonWentAway() throws {
        let daemon = try Daemon()
        let connection = try Connection(daemon.uri, timeout: 5)
        daemon.stop()
        let error = try #require(throws: OperationError.self) { try connection.secrets() }
        #expect(error.code.domain == "libvirt")
    }
}
