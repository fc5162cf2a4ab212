public import Core

/// A user or daemon that has a key, and what it may do.
public struct User: Sendable, Equatable {
    /// `client.glance`
    public let entity: String
    /// What it may do with each kind of daemon: `mon`, `osd`, `mgr`, `mds`.
    public let caps: [String: String]

    init(_ json: JSON) {
        entity = json["entity"]?.string ?? ""
        caps = (json["caps"]?.object ?? [:]).compactMapValues(\.string)
    }
}

extension Cluster {
    /// All users and daemons that have a key, sorted by name.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth ls`. Lua: `cluster:users()`
    public func users() throws(OperationError) -> [User] {
        try query("auth ls")["auth_dump"]?.array.map { $0.map(User.init) }?.sorted { $0.entity < $1.entity } ?? []
    }

    /// The user of that name, nil if there is none.
    ///
    /// - Parameter name: `glance` or `client.glance`, here and below.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth get`. Lua: `cluster:find_user()`
    public func findUser(_ name: String) throws(OperationError) -> User? {
        let entity = entityName(name)
        do {
            return try query("auth get", ["entity": .string(entity)], about: entity).array?.first.map(User.init)
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// The user's key, as base64 text.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth get-key`. Lua: `cluster:user_key()`
    public func key(of name: String) throws(OperationError) -> Secret {
        let entity = entityName(name)
        do {
            let reply = try send("auth get-key", ["entity": .string(entity)], about: entity)
            return reply.withBytes { bytes in Secret(bytes.prefix { $0 > 32 }) }
        } catch {
            throw error.code == .notFound ? noSuchUser(entity, "auth get-key") : error
        }
    }

    /// The text of a keyring file for the user: what `ceph auth get-or-create` prints, byte by byte.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth get-or-create`. Lua: `cluster:user_keyring()`
    public func keyring(of name: String) throws(OperationError) -> Secret {
        let key = try key(of: name)
        return key.withBytes { bytes in
            Secret(Array("[\(entityName(name))]\n\tkey = ".utf8) + bytes + [UInt8(ascii: "\n")])
        }
    }

    /// Makes a user with exactly these capabilities; one that has them already is left as it is.
    ///
    /// - Throws: `.exists` if the user has other capabilities, with both in `details`; `.invalid` for capabilities that do
    ///   not parse.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth get-or-create`. Lua: `cluster:create_user()`
    @discardableResult
    public func createUser(_ name: String, caps: [String: String]) throws(OperationError) -> User {
        let entity = entityName(name)
        if let user = try findUser(entity) {
            if user.caps != caps { throw otherCaps(user, wanted: caps) }
            return user
        }
        do { try send("auth get-or-create", capsArguments(entity, caps), about: entity) } catch {
            // Somebody may have made it since we looked.
            if error.code == .invalid, let user = try findUser(entity), user.caps != caps {
                throw otherCaps(user, wanted: caps)
            }
            throw error
        }
        return try findUser(entity) ?? User(["entity": .string(entity)])
    }

    /// Gives a user exactly these capabilities; what it had with other kinds of daemons is taken away.
    ///
    /// - Throws: `.notFound`; `.invalid` for capabilities that do not parse.
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth caps`. Lua: `cluster:set_caps()`
    public func setCaps(of name: String, to caps: [String: String]) throws(OperationError) {
        let entity = entityName(name)
        do { try send("auth caps", capsArguments(entity, caps), about: entity) } catch {
            throw error.code == .notFound ? noSuchUser(entity, "auth caps") : error
        }
    }

    /// Removes a user; its key is worth nothing from then on.
    ///
    /// - Throws: `.notFound` (the monitors would not mind).
    ///
    /// C: `rados_mon_command`. CLI: `ceph auth rm`. Lua: `cluster:remove_user()`
    public func removeUser(_ name: String) throws(OperationError) {
        let entity = entityName(name)
        if try findUser(entity) == nil { throw noSuchUser(entity, "auth rm") }
        try send("auth rm", ["entity": .string(entity)], about: entity)
    }

    private func capsArguments(_ entity: String, _ caps: [String: String]) -> [String: JSON] {
        let list = caps.sorted { $0.key < $1.key }.flatMap { [JSON.string($0.key), .string($0.value)] }
        return ["entity": .string(entity), "caps": .array(list)]
    }

    private func noSuchUser(_ entity: String, _ operation: String) -> OperationError {
        OperationError(.notFound, operation, target: entity, message: "there is no such user")
    }

    private func otherCaps(_ user: User, wanted: [String: String]) -> OperationError {
        let daemons = Set(user.caps.keys).union(wanted.keys).sorted()
        let different = daemons.filter { user.caps[$0] != wanted[$0] }
        let lines = different.flatMap { daemon in
            [
                user.caps[daemon].map { "- \(daemon) = \($0)" },
                wanted[daemon].map { "+ \(daemon) = \($0)" },
            ].compactMap { $0 }
        }
        return OperationError(
            .exists, "auth get-or-create", target: user.entity,
            message: "the user exists with other capabilities for \(different.joined(separator: ", "))",
            hint: "`set_caps` replaces them; see first who else uses this user.",
            details: lines.joined(separator: "\n"))
    }
}
