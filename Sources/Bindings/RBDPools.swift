internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// What belongs to a pool rather than to one image: statistics, configuration, namespaces.
func addPools(_ module: LuaModule) {
    module.function("statistics", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { () -> LuaValue in
            let statistics = try pool.imageStatistics()
            return ["images": statistics.pool.record, "trash": statistics.trash.record]
        }
    }
    module.function("usage", ["pool", "options"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        let options = try call.options(2, ["exact"] + LuaOptions.supervised)
        let exact = try options.boolean("exact") ?? false
        return try call.supervised(options) { [try pool.usage(exact: exact, $0).map(\.record).luaValue] }
    }
    module.function("config", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.configuration().map(\.record) }
    }
    module.function("set_config", ["pool", "values"], .writes) { call in
        let pool = try call.object(1, "pool", Pool.self)
        let values = try call.configuration(2, "values")
        return .blocking { for (name, value) in values { try pool.setConfiguration(name, to: value) } }
    }
    module.function("remove_config", ["pool", "name"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.removeConfiguration(name) }
    }
    addNamespaces(module)
}

private func addNamespaces(_ module: LuaModule) {
    module.function("namespaces", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.namespaces() }
    }
    module.function("has_namespace", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.hasNamespace(name) }
    }
    module.function("create_namespace", ["pool", "name"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.createNamespace(name) }
    }
    module.function("remove_namespace", ["pool", "name"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.removeNamespace(name) }
    }
}

extension LuaCall {
    /// A table of options and values, sorted by name; numbers and booleans are taken as text.
    func configuration(_ position: Int, _ parameter: String) throws(OperationError) -> [(String, String)] {
        var values: [(String, String)] = []
        for (name, value) in try table(position, parameter).fields.sorted(by: { $0.key < $1.key }) {
            let json = try commandArgument(value, self, name)
            values.append((name, json.string ?? json.text()))
        }
        return values
    }
}
