internal import Ceph
internal import Core
public import LuaHost
public import RBD

func addGroups(_ module: LuaModule) {
    module.type(Group.luaType)
    module.function("groups", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.groups() }
    }
    module.function("open_group", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try Group(pool, name) }
    }
    module.function("create_group", ["pool", "name"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { () -> Group in
            try pool.createGroup(name)
            return try Group(pool, name)
        }
    }
    module.function("remove_group", ["pool", "name"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.removeGroup(name) }
    }
    module.function("rename_group", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let newName = try call.options(3, ["to"]).requireString("to")
        return .blocking { try pool.renameGroup(name, to: newName) }
    }
}

extension Group: LuaObject {
    /// `rbd.Group`, as `lua/meta` describes it.
    public static let luaType = LuaType(Group.self, "rbd.Group") { type in
        type.property("name") { $0.name }
        type.property("spec") { $0.spec }
        type.property("pool") { $0.pool.luaValue }
        type.method("images") { group, _ in .blocking { try group.images().map(\.record) } }
        type.method("add_image", ["name", "options"], .writes) { group, call in
            let name = try call.string(1, "name")
            let pool = try call.options(2, ["pool"]).object("pool", Pool.self)
            return .blocking { try group.add(name, of: pool) }
        }
        type.method("remove_image", ["name", "options"], .writes) { group, call in
            let name = try call.string(1, "name")
            let pool = try call.options(2, ["pool"]).object("pool", Pool.self)
            return .blocking { try group.remove(name, of: pool) }
        }
        addSnapshots(type)
    }

    /// What `tostring` shows.
    public var luaDescription: String { "rbd.Group \(spec)" }
}

private func addSnapshots(_ type: LuaTypeBuilder<Group>) {
    type.method("snapshots") { group, _ in .blocking { try group.snapshots().map(\.record) } }
    type.method("create_snapshot", ["name"], .writes) { group, call in
        let name = try call.string(1, "name")
        return .blocking { try group.createSnapshot(name) }
    }
    type.method("remove_snapshot", ["name"], .destroys) { group, call in
        let name = try call.string(1, "name")
        return .blocking { try group.removeSnapshot(name) }
    }
    type.method("rename_snapshot", ["name", "new_name"], .writes) { group, call in
        let (name, newName) = (try call.string(1, "name"), try call.string(2, "new_name"))
        return .blocking { try group.renameSnapshot(name, to: newName) }
    }
    type.method("rollback", ["name", "options"], .destroys) { group, call in
        let name = try call.string(1, "name")
        return try call.supervised(try call.options(2, LuaOptions.reporting)) { try group.rollback(to: name, $0) }
    }
}
