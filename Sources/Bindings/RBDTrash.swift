internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

func addTrash(_ module: LuaModule) {
    module.function("trash", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.trash().map(\.record) }
    }
    module.function("move_to_trash", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let delay = try call.options(3, ["delay"]).duration("delay") ?? 0
        return .blocking { try pool.moveToTrash(name, delay: UInt64(min(delay.rounded(.up), 1e12))) }
    }
    module.function("restore_from_trash", ["pool", "id", "options"], .writes) { call in
        let (pool, id) = (try call.object(1, "pool", Pool.self), try call.string(2, "id"))
        let name = try call.options(3, ["name"]).string("name")
        return .blocking { try pool.restoreFromTrash(id, as: name) }
    }
    module.function("remove_from_trash", ["pool", "id", "options"], .destroys) { call in
        let (pool, id) = (try call.object(1, "pool", Pool.self), try call.string(2, "id"))
        let options = try call.options(3, ["force"] + LuaOptions.reporting)
        let force = try options.boolean("force") ?? false
        return try call.supervised(options) { try pool.removeFromTrash(id, force: force, $0) }
    }
    module.function("purge_trash", ["pool", "options"], .destroys) { call in
        let pool = try call.object(1, "pool", Pool.self)
        let options = try call.options(2, ["expired_before", "threshold"] + LuaOptions.supervised)
        let expiry = try options.number("expired_before").map { Int64($0.rounded(.down)) }
        let threshold = try options.number("threshold")
        return try call.supervised(options) {
            try pool.purgeTrash(expiredBefore: expiry, threshold: threshold, $0)
        }
    }
    addSchedules(module)
}

private func addSchedules(_ module: LuaModule) {
    module.function("purge_schedules", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.purgeSchedules().map(\.record) }
    }
    module.function("add_purge_schedule", ["pool", "interval", "options"], .writes) { call in
        let (pool, interval) = (try call.object(1, "pool", Pool.self), try call.string(2, "interval"))
        let start = try call.options(3, ["start"]).string("start")
        return .blocking { try pool.addPurgeSchedule(every: interval, start: start) }
    }
    module.function("remove_purge_schedule", ["pool", "options"], .writes) { call in
        let pool = try call.object(1, "pool", Pool.self)
        let options = try call.options(2, ["interval", "start"])
        let (interval, start) = (try options.string("interval"), try options.string("start"))
        return .blocking { try pool.removePurgeSchedule(every: interval, start: start) }
    }
    module.function("purge_times", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.purgeTimes().map(\.record) }
    }
}
