internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// The same for many images.
func addBatches(_ module: LuaModule) {
    module.operation("clone_many", ["options"], .writes, cloneWork)
    module.operation("remove_many", ["options"], .destroys) { call in
        let options = try call.options(1, ["pool"] + nameOptions + batchOptions)
        let (pool, names, batch) = try (options.pool(), options.names(), options.batch())
        return work("remove \(names.count) images of \(pool.name)") { (progress) throws(OperationError) in
            try pool.removeMany(names, batch, progress: progress)
        }
    }
    module.operation("flatten_many", ["options"], .writes) { call in
        let options = try call.options(1, ["pool"] + nameOptions + batchOptions)
        let (pool, names, batch) = try (options.pool(), options.names(), options.batch())
        return work("flatten \(names.count) images of \(pool.name)") { (progress) throws(OperationError) in
            try pool.flattenMany(names, batch, progress: progress)
        }
    }
}

private let nameOptions = ["names", "prefix", "count"]
private let batchOptions = ["in_flight", "timeout"]

private func cloneWork(_ call: LuaCall) throws -> RBDWork {
    let options = try call.options(
        1,
        ["parent_pool", "parent", "snapshot", "pool", "all_or_nothing"] + imageOptionNames + nameOptions
            + batchOptions)
    let parentPool = try options.require("parent_pool", options.object("parent_pool", Pool.self))
    let (parent, snapshot) = (try options.requireString("parent"), try options.requireString("snapshot"))
    let pool = try options.object("pool", Pool.self) ?? parentPool
    let (names, image) = (try options.names(), try imageOptions(options))
    var batch = try options.batch()
    batch.allOrNothing = try options.boolean("all_or_nothing") ?? false
    let ready = batch
    return work("clone \(parentPool.name)/\(parent)@\(snapshot) \(names.count) times") {
        (progress) throws(OperationError) in
        try pool.cloneMany(
            names, of: parent, snapshot: snapshot, in: parentPool, image: image, ready, progress: progress)
    }
}

private func work(
    _ name: String, _ body: @escaping @Sendable (BatchProgress) throws(OperationError) -> BatchResult
) -> RBDWork {
    let progress = BatchProgress()
    return RBDWork(
        name: name, progress: { progress.snapshot.record },
        run: { () throws(OperationError) in try body(progress).record })
}

extension LuaOptions {
    fileprivate func pool() throws(OperationError) -> Pool { try require("pool", object("pool", Pool.self)) }

    /// Either `names`, or `prefix` and `count`: "vm-1", "vm-2" and so on.
    fileprivate func names() throws(OperationError) -> [String] {
        let (prefix, count) = (try string("prefix"), try positive("count"))
        if let names = try strings("names") {
            guard prefix == nil, count == nil else {
                throw wrong("names", "either names, or prefix and count")
            }
            return names
        }
        guard let prefix, let count else {
            throw wrong("names", "it is required, or else prefix and count")
        }
        return (1...count).map { "\(prefix)\($0)" }
    }

    fileprivate func batch() throws(OperationError) -> BatchOptions {
        var options = BatchOptions()
        options.inFlight = try positive("in_flight") ?? options.inFlight
        if let timeout = try duration("timeout") { options.deadline = Deadline(in: timeout) }
        return options
    }
}

extension BatchProgress.Snapshot {
    fileprivate var record: LuaValue {
        ["total": total.luaValue, "done": done.luaValue, "failed": failed.luaValue]
    }
}

extension BatchResult {
    fileprivate var record: LuaValue {
        let failures = failed.map { failure -> LuaValue in
            [
                "name": failure.name.luaValue, "code": failure.error.code.name.luaValue,
                "message": "\(failure.error)".luaValue,
            ]
        }
        return ["done": done.luaValue, "failed": failures.luaValue, "seconds": seconds.luaValue]
    }
}
