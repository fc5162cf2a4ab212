internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

func addMigration(_ module: LuaModule) {
    module.function("prepare_migration", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let options = try call.options(3, ["pool", "name"] + imageOptionNames)
        let (target, newName) = (try options.object("pool", Pool.self), try options.string("name"))
        let image = try imageOptions(options)
        return .blocking { try pool.prepareMigration(of: name, to: target, as: newName, options: image) }
    }
    module.function("execute_migration", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return try call.supervised(try call.options(3, LuaOptions.supervised)) {
            try pool.executeMigration(of: name, $0)
        }
    }
    module.function("commit_migration", ["pool", "name", "options"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return try call.supervised(try call.options(3, LuaOptions.reporting)) {
            try pool.commitMigration(of: name, $0)
        }
    }
    module.function("abort_migration", ["pool", "name", "options"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return try call.supervised(try call.options(3, LuaOptions.reporting)) {
            try pool.abortMigration(of: name, $0)
        }
    }
    module.function("find_migration", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.findMigration(of: name)?.record }
    }
}
