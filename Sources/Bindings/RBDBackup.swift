internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// Backups of images in another pool, of this cluster or another.
func addBackups(_ module: LuaModule) {
    let parameters = ["pool", "name", "options"]
    module.operation("backup", parameters, .writes, backupWork)
    module.operation("restore", parameters, .writes, restoreWork)
    module.operation("verify_backup", parameters, .reads, verifyWork)
    module.function("backups", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.backups().map(\.record) }
    }
    module.function("find_backup", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.findBackup(name)?.record }
    }
    module.function("expired_backups", ["options"]) { call in
        let given = try call.options(1, ["points", "last", "daily", "weekly"])
        let points = try given.require("points", given.strings("points"))
        return .value(try retention(given).expired(points))
    }
    module.function("remove_backup_points", parameters, .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let given = try call.options(3, ["points", "timeout"])
        let points = try given.require("points", given.strings("points"))
        let deadline = try given.duration("timeout").map { Deadline(in: $0) } ?? .never
        return .blocking { try pool.removeBackupPoints(name, points, deadline: deadline) }
    }
    module.function("remove_backup", parameters, .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let given = try call.options(3, ["from_pool", "timeout"])
        let source = try given.object("from_pool", Pool.self)
        let deadline = try given.duration("timeout").map { Deadline(in: $0) } ?? .never
        return .blocking { try pool.removeBackup(name, from: source, deadline: deadline) }
    }
}

private func work(
    _ name: String, _ body: @escaping @Sendable (TransferProgress) throws(OperationError) -> LuaValue
) -> RBDWork {
    let progress = TransferProgress()
    return RBDWork(
        name: name, progress: { progress.snapshot.record },
        run: { () throws(OperationError) in try body(progress) })
}

private func backupWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["to_pool", "to_name", "full"] + copyOptions)
    let target = try given.require("to_pool", given.object("to_pool", Pool.self))
    let backup = try given.string("to_name")
    var options = BackupOptions()
    options.transfer = try copyOptions(given)
    options.full = try given.boolean("full") ?? false
    let ready = options
    return work("back up \(pool.spec)/\(name) to \(target.spec)") { (progress) throws(OperationError) in
        try pool.backUpImage(name, to: target, as: backup, ready, progress: progress).record
    }
}

private func restoreWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(
        3, ["point", "to_pool", "to_name", "verify", "digests"] + imageOptionNames + copyOptions)
    let target = try given.require("to_pool", given.object("to_pool", Pool.self))
    let newName = try given.requireString("to_name")
    let point = try given.string("point")
    var options = ImportOptions()
    options.transfer = try transferOptions(given)
    options.image = try imageOptions(given)
    let ready = options
    return work("restore \(pool.spec)/\(name) to \(target.spec)/\(newName)") { (progress) throws(OperationError) in
        try pool.restoreImage(name, point: point, to: target, as: newName, ready, progress: progress).record
    }
}

private func verifyWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["point"] + copyOptions)
    let point = try given.string("point")
    let options = try copyOptions(given)
    return work("verify \(pool.spec)/\(name)") { (progress) throws(OperationError) in
        try pool.verifyBackup(name, point: point, options, progress: progress).record
    }
}

private func retention(_ given: LuaOptions) throws(OperationError) -> Retention {
    func count(_ name: String) throws(OperationError) -> Int {
        let count = try given.integer(name) ?? 0
        if count < 0 { throw given.wrong(name, "a count expected, got \(count)") }
        return count
    }
    let retention = Retention(last: try count("last"), daily: try count("daily"), weekly: try count("weekly"))
    if retention == Retention() { throw given.wrong("last", "one of last, daily and weekly has to keep something") }
    return retention
}

extension BackupResult {
    fileprivate var record: LuaValue {
        [
            "backup": backup.luaValue, "point": point.luaValue, "base": LuaValue(base), "size": size.luaValue,
            "objects": objects.luaValue, "changed": changed.luaValue, "read": read.luaValue,
            "written": written.luaValue, "digest": digest.luaValue, "seconds": seconds.luaValue,
        ]
    }
}

extension BackupVerification {
    fileprivate var record: LuaValue {
        [
            "point": point.luaValue, "size": size.luaValue, "objects": objects.luaValue, "digest": digest.luaValue,
            "seconds": seconds.luaValue,
        ]
    }
}

extension Backup {
    fileprivate var record: LuaValue {
        [
            "name": name.luaValue, "pool": pool.luaValue, "image": image.luaValue, "pending": isPending.luaValue,
            "points": points.map(\.record).luaValue,
        ]
    }
}

extension Backup.Point {
    fileprivate var record: LuaValue {
        [
            "name": name.luaValue, "created_at": createdAt.luaValue, "size": size.luaValue, "base": LuaValue(base),
            "changed": changed.luaValue, "digest": LuaValue(digest),
        ]
    }
}
