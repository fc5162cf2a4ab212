public import Ceph
internal import Core
public import LuaHost

/// `ceph`: connecting.
public let cephModule = LuaModule("ceph") { module in
    module.type(Cluster.luaType)
    module.type(Pool.luaType)
    module.type(Object.luaType)

    module.function("connect", ["options"]) { call in
        let options = try call.options(
            1, ["conf", "user", "keyring", "key", "mon_host", "timeout", "operation_timeout"])
        var connect = ConnectOptions()
        connect.conf = try options.string("conf")
        connect.user = try options.string("user") ?? connect.user
        connect.keyring = try options.string("keyring")
        connect.key = try options.secret("key")
        connect.monHost = try options.string("mon_host")
        connect.timeout = try options.duration("timeout") ?? connect.timeout
        connect.operationTimeout = try options.duration("operation_timeout") ?? connect.operationTimeout
        return .blocking { [connect] in try Cluster(connect) }
    }

    module.function("version") { _ in .value(try Library.version()) }
}

extension Pool: LuaObject {
    /// `ceph.Pool`, as `lua/meta` describes it.
    public static let luaType = LuaType(Pool.self, "ceph.Pool") { type in
        type.property("name") { $0.name }
        type.property("namespace") { $0.namespace }
        type.property("id") { $0.id }
        type.property("cluster") { $0.cluster.luaValue }
        type.method("objects", ["options"]) { pool, call in
            let options = try call.options(1, ["prefix", "limit"])
            let (prefix, limit) = (try options.string("prefix") ?? "", try options.integer("limit") ?? .max)
            return .blocking { try pool.objects(prefix: prefix, limit: limit) }
        }
        type.method("object", ["name"]) { pool, call in
            .value(try Object(pool, call.string(1, "name")).luaValue)
        }
    }

    /// What `tostring` shows.
    public var luaDescription: String { "ceph.Pool \(spec)" }
    /// Closes it; again is fine.
    public func luaClose() { close() }
    /// Whether it was closed.
    public var luaIsClosed: Bool? { isClosed }
}
