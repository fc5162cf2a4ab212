internal import Ceph
internal import Core
internal import LuaHost

/// The methods of a cluster that concern users.
func addUsers(to type: LuaTypeBuilder<Cluster>) {
    type.method("users") { cluster, _ in .blocking { try cluster.users().map(\.record) } }
    type.method("find_user", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try cluster.findUser(name)?.record }
    }
    type.method("user_key", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try cluster.key(of: name) }
    }
    type.method("user_keyring", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try cluster.keyring(of: name) }
    }
    type.method("create_user", ["name", "options"], .writes) { cluster, call in
        let name = try call.string(1, "name")
        let options = try call.options(2, ["caps"])
        let caps = try options.require("caps", options.stringTable("caps"))
        return .blocking { try cluster.createUser(name, caps: caps).record }
    }
    type.method("set_caps", ["name", "caps"], .writes) { cluster, call in
        let name = try call.string(1, "name")
        var caps: [String: String] = [:]
        for (daemon, value) in try call.table(2, "caps").fields {
            guard case .string(let cap) = value else {
                throw OperationError(
                    .usage, call.name, target: "argument 2 (caps)",
                    message: "string expected for \"\(daemon)\", got \(value.typeName)")
            }
            caps[daemon] = cap
        }
        return .blocking { [caps] in try cluster.setCaps(of: name, to: caps) }
    }
    type.method("remove_user", ["name"], .destroys) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try cluster.removeUser(name) }
    }
}
