internal import Core
public import LuaHost
internal import Virt

/// `libvirt`: secrets, domains, and what the hypervisor is.
public let libvirtModule = LuaModule("libvirt") { module in
    module.type(LibvirtConnection.luaType)
    module.type(LibvirtDomain.luaType)
    module.function("uri", ["options"]) { call in
        let options = try call.options(
            1, ["host", "user", "port", "key", "config", "known_hosts", "driver", "path", "sudo"])
        var uri = ConnectionURI(host: try options.requireString("host"))
        uri.user = try options.string("user")
        uri.port = try options.integer("port")
        uri.key = try options.string("key")
        uri.config = try options.string("config")
        uri.knownHosts = try options.string("known_hosts")
        uri.driver = try options.string("driver") ?? uri.driver
        uri.path = try options.string("path") ?? uri.path
        uri.sudo = try options.boolean("sudo") ?? false
        return .value(uri.text)
    }
    module.function("connect", ["uri", "options"]) { call in
        let uri = try call.string(1, "uri")
        let options = try call.options(2, ["timeout", "read_only"])
        let timeout = try options.duration("timeout") ?? 30
        let readOnly = try options.boolean("read_only") ?? false
        return .blocking { LibvirtConnection(try Connection(uri, timeout: timeout, readOnly: readOnly)) }
    }
}

/// A connection as Lua holds it.
public final class LibvirtConnection: LuaObject {
    let connection: Connection

    init(_ connection: Connection) { self.connection = connection }

    /// One line for `tostring`.
    public var luaDescription: String { "libvirt.Connection \(connection.uri)" }

    /// Closes the connection.
    public func luaClose() throws { connection.close() }
    /// Whether it was closed.
    public var luaIsClosed: Bool? { connection.isClosed }

    /// Its Lua side.
    public static let luaType = LuaType(LibvirtConnection.self, "libvirt.Connection") { type in
        type.property("uri") { $0.connection.uri }
        type.method("version") { own, _ in .blocking { try own.connection.version().record } }
        type.method("hostname") { own, _ in .blocking { try own.connection.hostname() } }
        type.method("capabilities") { own, _ in .blocking { try own.connection.capabilities() } }
        addSecrets(type)
        type.method("domains") { own, _ in .blocking { try own.connection.domains().map(LibvirtDomain.init) } }
        type.method("find_domain", ["what"]) { own, call in
            let what = try call.string(1, "what")
            return .blocking { try own.connection.findDomain(what).map(LibvirtDomain.init) }
        }
    }

    private static func addSecrets(_ type: LuaTypeBuilder<LibvirtConnection>) {
        type.method("secrets") { own, _ in .blocking { try own.connection.secrets().map(\.record) } }
        type.method("find_secret", ["what"]) { own, call in
            if case .table = try call.value(1, "what") {
                let options = try call.options(1, ["usage", "usage_type"])
                let usage = try options.requireString("usage")
                let type = try usageType(options)
                return .blocking { try own.connection.findSecret(usage: usage, type: type)?.record }
            }
            let uuid = try call.string(1, "what")
            return .blocking { try own.connection.findSecret(uuid: uuid)?.record }
        }
        type.method("define_secret", ["options"], .writes) { own, call in
            let options = try call.options(1, ["uuid", "usage", "usage_type", "description", "ephemeral", "private"])
            let definition = SecretDefinition(
                uuid: try options.string("uuid"),
                usageType: try usageType(options),
                usage: try options.requireString("usage"),
                description: try options.string("description"),
                isEphemeral: try options.boolean("ephemeral") ?? false,
                isPrivate: try options.boolean("private") ?? false)
            return .blocking { try own.connection.define(definition).record }
        }
        type.method("secret_value", ["uuid"]) { own, call in
            let uuid = try call.string(1, "uuid")
            return .blocking { try own.connection.secretValue(uuid: uuid) }
        }
        type.method("set_secret_value", ["uuid", "value"], .writes) { own, call in
            let uuid = try call.string(1, "uuid")
            let value = try call.secret(2, "value")
            return .blocking { try own.connection.setSecretValue(uuid: uuid, value) }
        }
        type.method("remove_secret", ["uuid"], .destroys) { own, call in
            let uuid = try call.string(1, "uuid")
            return .blocking { try own.connection.removeSecret(uuid: uuid) }
        }
    }

    private static func usageType(_ options: LuaOptions) throws -> SecretDefinition.UsageType {
        guard let name = try options.string("usage_type") else { return .ceph }
        guard let type = SecretDefinition.UsageType(rawValue: name) else {
            throw OperationError(
                .usage, "libvirt", target: "option \"usage_type\"", message: "no such usage type: \"\(name)\"",
                hint: "There are \(SecretDefinition.UsageType.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return type
    }
}

/// A domain as Lua holds it.
public final class LibvirtDomain: LuaObject {
    private let domain: Domain

    init(_ domain: Domain) { self.domain = domain }

    /// One line for `tostring`.
    public var luaDescription: String { "libvirt.Domain \(domain.name)" }

    /// Its Lua side.
    public static let luaType = LuaType(LibvirtDomain.self, "libvirt.Domain") { type in
        type.property("name") { $0.domain.name }
        type.property("uuid") { $0.domain.uuid }
        type.property("id") { $0.domain.id }
        type.method("state") { own, _ in
            .blocking {
                let state = try own.domain.state()
                return ["state": LuaValue(state.name), "reason": LuaValue(state.reason)] as LuaValue
            }
        }
        type.method("xml") { own, _ in .blocking { try own.domain.xml() } }
        type.method("disks") { own, _ in .blocking { try own.domain.disks().map(\.record) } }
        type.method("console_file") { own, _ in .blocking { try own.domain.consoleFile() } }
        type.method("suspend", [], .writes) { own, _ in .blocking { try own.domain.suspend() } }
        type.method("resume", [], .writes) { own, _ in .blocking { try own.domain.resume() } }
        type.method("freeze", [], .writes) { own, _ in .blocking { try own.domain.freeze() } }
        type.method("thaw", [], .writes) { own, _ in .blocking { try own.domain.thaw() } }
    }
}

extension HypervisorVersion {
    fileprivate var record: LuaValue {
        [
            "driver": LuaValue(driver), "hypervisor": LuaValue(hypervisor), "library": LuaValue(library),
            "client": LuaValue(client),
        ]
    }
}

extension SecretDefinition {
    fileprivate var record: LuaValue {
        [
            "uuid": LuaValue(uuid), "usage_type": LuaValue(usageType.rawValue), "usage": LuaValue(usage),
            "description": LuaValue(description), "ephemeral": LuaValue(isEphemeral), "private": LuaValue(isPrivate),
        ]
    }
}

extension DomainDisk {
    fileprivate var record: LuaValue {
        [
            "target": LuaValue(target), "bus": LuaValue(bus), "device": LuaValue(device), "type": LuaValue(type),
            "protocol": LuaValue(protocolName), "source": LuaValue(source),
            "hosts": LuaValue(hosts.isEmpty ? nil : hosts),
            "user": LuaValue(user), "secret_uuid": LuaValue(secretUUID), "secret_usage": LuaValue(secretUsage),
        ]
    }
}
