internal import CLibvirt
public import Core
internal import Glibc

extension Connection {
    /// All secrets that are defined.
    ///
    /// - Throws: `VIR_ERR_NO_SUPPORT` where the driver has no secrets (`test:///`).
    ///
    /// C: `virConnectListAllSecrets`, `virSecretGetXMLDesc`. CLI: `virsh secret-list`. Lua: `connection:secrets()`
    public func secrets() throws(OperationError) -> [SecretDefinition] {
        try call("virConnectListAllSecrets") { (pointer) throws(OperationError) in
            var list: UnsafeMutablePointer<virSecretPtr?>?
            let count = virConnectListAllSecrets(pointer, &list, 0)
            guard count >= 0, let list else { throw self.failure("virConnectListAllSecrets") }
            defer {
                for index in 0..<Int(count) { virSecretFree(list[index]) }
                free(list)
            }
            var found: [SecretDefinition] = []
            for index in 0..<Int(count) {
                guard let secret = list[index] else { continue }
                do throws(OperationError) { found.append(try self.definition(secret, "secrets")) } catch {
                    // Removed by somebody between the list and the look.
                    guard error.code == .noSecret else { throw error }
                }
            }
            return found
        }
    }

    /// The secret with this UUID; nil if there is none.
    ///
    /// C: `virSecretLookupByUUIDString`. CLI: `virsh secret-dumpxml`. Lua: `connection:find_secret(uuid)`
    public func findSecret(uuid: String) throws(OperationError) -> SecretDefinition? {
        try found { () throws(OperationError) in
            try self.withSecret(uuid, "virSecretGetXMLDesc") { (secret) throws(OperationError) in
                try self.definition(secret, uuid)
            }
        }
    }

    /// The secret with this usage; nil if there is none.
    ///
    /// C: `virSecretLookupByUsage`. Lua: `connection:find_secret { usage = … }`
    public func findSecret(
        usage: String, type: SecretDefinition.UsageType = .ceph
    ) throws(OperationError) -> SecretDefinition? {
        try found { () throws(OperationError) in
            try self.call("virSecretLookupByUsage", target: "secret \"\(usage)\"") { (pointer) throws(OperationError) in
                guard let secret = virSecretLookupByUsage(pointer, type.number, usage) else {
                    throw self.failure("virSecretLookupByUsage", "secret \"\(usage)\"")
                }
                defer { virSecretFree(secret) }
                return try self.definition(secret, "\"\(usage)\"")
            }
        }
    }

    /// Defines a secret, or defines it anew; a value it has stays. Without a UUID the secret that has this usage keeps
    /// its UUID, and libvirt chooses one for a new one.
    ///
    /// - Throws: `.exists` if the usage name belongs to another UUID, or the UUID to another usage name: libvirt knows a
    ///   secret by both. Its own message names neither all nor the way out.
    ///
    /// C: `virSecretDefineXML`. CLI: `virsh secret-define`. Lua: `connection:define_secret(options)`
    public func define(_ wanted: SecretDefinition) throws(OperationError) -> SecretDefinition {
        var wanted = wanted
        if let usage = wanted.usage, let present = try findSecret(usage: usage, type: wanted.usageType) {
            try checkUsage(usage, of: present, isFor: wanted)
            wanted.uuid = present.uuid
        } else if let uuid = wanted.uuid, let present = try findSecret(uuid: uuid) {
            let other = present.usage.map { "the usage \"\($0)\"" } ?? "no usage"
            throw OperationError(
                .exists, "virSecretDefineXML", target: "secret \(uuid) on \(uri)",
                message: "the UUID is that of a secret with \(other), so it cannot have \"\(wanted.usage ?? "")\"",
                hint: "A secret's usage cannot be changed: remove the secret, or use another UUID.")
        }
        let name = "secret \(wanted.uuid ?? wanted.usage ?? "")"
        let definition = wanted
        return try call("virSecretDefineXML", target: name) { (pointer) throws(OperationError) in
            guard let secret = virSecretDefineXML(pointer, definition.xml, 0) else {
                throw self.failure("virSecretDefineXML", name)
            }
            defer { virSecretFree(secret) }
            return try self.definition(secret, name)
        }
    }

    private func checkUsage(
        _ usage: String, of present: SecretDefinition, isFor wanted: SecretDefinition
    ) throws(OperationError) {
        guard let uuid = wanted.uuid, let taken = present.uuid, taken.lowercased() != uuid.lowercased() else { return }
        throw OperationError(
            .exists, "virSecretDefineXML", target: "secret \(uuid) on \(uri)",
            message: "the usage name \"\(usage)\" is taken by the secret \(taken)",
            hint: "Use another usage name, or remove that secret if nothing needs it: virsh secret-undefine \(taken)")
    }

    /// Removes a secret and its value.
    ///
    /// - Throws: `VIR_ERR_NO_SECRET`.
    ///
    /// C: `virSecretUndefine`. CLI: `virsh secret-undefine`. Lua: `connection:remove_secret(uuid)`
    public func removeSecret(uuid: String) throws(OperationError) {
        try withSecret(uuid, "virSecretUndefine") { (secret) throws(OperationError) in
            guard virSecretUndefine(secret) == 0 else { throw self.failure("virSecretUndefine", "secret \(uuid)") }
        }
    }

    // MARK: -

    /// Looks a secret up and lends it, in one bounded call.
    func withSecret<T: Sendable>(
        _ uuid: String, _ operation: String, _ body: @escaping @Sendable (OpaquePointer) throws(OperationError) -> T
    ) throws(OperationError) -> T {
        try call(operation, target: "secret \(uuid)") { (pointer) throws(OperationError) in
            guard let secret = virSecretLookupByUUIDString(pointer, uuid) else {
                throw self.failure("virSecretLookupByUUIDString", "secret \(uuid)")
            }
            defer { virSecretFree(secret) }
            return try body(secret)
        }
    }

    func definition(_ secret: OpaquePointer, _ name: String) throws(OperationError) -> SecretDefinition {
        guard let xml = virSecretGetXMLDesc(secret, 0) else { throw failure("virSecretGetXMLDesc", "secret \(name)") }
        guard let definition = SecretDefinition(xml: take(xml)) else {
            throw OperationError(
                .malformed, "virSecretGetXMLDesc", target: "secret \(name) on \(uri)", message: "no XML of a secret")
        }
        return definition
    }

    private func found<T>(_ body: () throws(OperationError) -> T) throws(OperationError) -> T? {
        do { return try body() } catch {
            guard error.code == .noSecret else { throw error }
            return nil
        }
    }
}
