internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// The methods of a cluster that concern pools.
func addPools(to type: LuaTypeBuilder<Cluster>) {
    type.method("pools", ["options"]) { cluster, call in
        let application = try call.options(1, ["application"]).string("application")
        return .blocking {
            try cluster.pools().filter { application.map($0.applications.contains) ?? true }.map(\.record)
        }
    }
    type.method("find_pool", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try cluster.findPool(name)?.record }
    }
    type.method("pool_stats", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try withPool(cluster, name) { try $0.stats().record } }
    }
    type.method("is_pool_empty", ["name"]) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try withPool(cluster, name) { try $0.isEmpty() } }
    }
    type.method("create_pool", ["options"], .writes) { cluster, call in
        let options = try call.options(1, ["name", "pg_num", "size", "autoscale", "application"])
        let name = try options.requireString("name")
        let (pgNum, size) = (try options.integer("pg_num"), try options.integer("size"))
        let autoscale = try autoscaleMode(options, call)
        let application = try options.string("application")
        return .blocking {
            try cluster.createPool(
                name, pgNum: pgNum.map(Int64.init), size: size.map(Int64.init), autoscale: autoscale,
                application: application
            ).record
        }
    }
    type.method("set_pool", ["name", "options"], .writes) { cluster, call in
        let name = try call.string(1, "name")
        let options = try call.options(2, ["size", "min_size", "pg_num", "autoscale", "variables"])
        // The autoscaler first, lest it undo pg_num; the size before min_size, which it bounds.
        var values: [(String, String)] = []
        if let autoscale = try autoscaleMode(options, call) { values.append(("pg_autoscale_mode", autoscale.rawValue)) }
        for variable in ["size", "min_size", "pg_num"] {
            if let value = try options.integer(variable) { values.append((variable, "\(value)")) }
        }
        for (variable, value) in (try options.table("variables")?.fields ?? [:]).sorted(by: { $0.key < $1.key }) {
            let value = try commandArgument(value, call, variable)
            values.append((variable, value.string ?? value.text()))
        }
        return .blocking { [values] in try cluster.setPool(name, values) }
    }
    type.method("enable_application", ["name", "application"], .writes) { cluster, call in
        let (name, application) = (try call.string(1, "name"), try call.string(2, "application"))
        return .blocking { try cluster.enableApplication(application, on: name) }
    }
    type.method("init_pool", ["name"], .writes) { cluster, call in
        let name = try call.string(1, "name")
        return .blocking { try withPool(cluster, name) { try $0.initialize() } }
    }
    type.method("remove_pool", ["name", "options"], .destroys) { cluster, call in
        let name = try call.string(1, "name")
        let sure = try call.options(2, ["sure"]).string("sure") ?? (call.isConfirmed ? name : "")
        return .blocking { try cluster.removePool(name, sure: sure) }
    }
    type.method("open_pool", ["name", "options"]) { cluster, call in
        let name = try call.string(1, "name")
        let namespace = try call.options(2, ["namespace"]).string("namespace") ?? ""
        return .blocking { try Pool(cluster, name, namespace: namespace) }
    }
    type.method("open_image", ["spec", "options"]) { cluster, call in
        let spec = try ImageSpec(try call.string(1, "spec"))
        let readOnly = try call.options(2, ["read_only"]).boolean("read_only") ?? false
        return .blocking { try Image(cluster, spec, readOnly: readOnly) }
    }
}

private func autoscaleMode(_ options: LuaOptions, _ call: LuaCall) throws(OperationError) -> AutoscaleMode? {
    guard let name = try options.string("autoscale") else { return nil }
    if let mode = AutoscaleMode(rawValue: name) { return mode }
    throw OperationError(
        .usage, call.name, target: "option \"autoscale\"",
        message: "\"on\", \"warn\" or \"off\" expected, got \"\(name)\"")
}

private func withPool<R>(_ cluster: Cluster, _ name: String, _ body: (Pool) throws -> R) throws -> R {
    let pool = try Pool(cluster, name)
    defer { pool.close() }
    return try body(pool)
}
