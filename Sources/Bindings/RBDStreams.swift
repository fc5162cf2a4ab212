internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// Images with their snapshots, and what has changed between two of them.
func addStreams(_ module: LuaModule) {
    let parameters = ["pool", "name", "options"]
    module.operation("export_diff", parameters, .writes, exportDiffWork)
    module.operation("import_diff", parameters, .writes, importDiffWork)
    module.function("deep_copy", parameters, .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let given = try call.options(
            3, ["to_pool", "to_name", "flatten"] + imageOptionNames + LuaOptions.supervised)
        let target = try given.object("to_pool", Pool.self) ?? pool
        let newName = try given.string("to_name") ?? name
        let (options, flattens) = (try imageOptions(given), try given.boolean("flatten") ?? false)
        return try call.supervised(given) {
            try pool.deepCopyImage(name, to: target, as: newName, flattened: flattens, options: options, $0)
        }
    }
}

private func exportDiffWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["to", "snapshot", "from_snapshot", "replace"] + copyOptions)
    let to = try given.requireString("to")
    let (snapshot, base) = (try given.string("snapshot"), try given.string("from_snapshot"))
    let replace = try given.boolean("replace") ?? false
    let options = try copyOptions(given)
    return transferWork("export diff of \(pool.spec)/\(name) to \(to)") { (progress) throws(OperationError) in
        try pool.exportDiff(
            name, snapshot: snapshot, from: base, to: to, replace: replace, options, progress: progress)
    }
}

private func importDiffWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["from"] + copyOptions)
    let from = try given.requireString("from")
    let options = try copyOptions(given)
    return transferWork("import diff \(from) to \(pool.spec)/\(name)") { (progress) throws(OperationError) in
        try pool.importDiff(name, from: from, options, progress: progress)
    }
}
