internal import Core
public import LuaHost
public import OpenStack

extension Flavors: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Flavors.self, "openstack.Flavors") { type in
        type.method("list") { own, _ in .blocking { try own.list().map(\.record) } }
        type.method("find", ["name"]) { own, call in
            let name = try call.string(1, "name")
            return .blocking { try own.find(name)?.record }
        }
        type.method("get", ["flavor"]) { own, call in
            let id = try openstackID(call, 1, "flavor")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let options = try call.options(1, ["name", "memory", "vcpus", "disk", "id", "public"])
            let memory = try options.require("memory", options.size("memory"))
            var new = NewFlavor(name: try options.requireString("name"), memory: Int64(memory))
            new.processors = Int64(try options.integer("vcpus") ?? 1)
            new.disk = Int64(try options.size("disk") ?? 0)
            new.id = try options.string("id")
            new.isPublic = try options.boolean("public") ?? true
            let flavor = new
            return .blocking { try own.create(flavor).record }
        }
        type.method("remove", ["flavor"], .destroys) { own, call in
            let id = try openstackID(call, 1, "flavor")
            return .blocking { try own.remove(id) }
        }
    }
}

extension Flavor {
    fileprivate var record: LuaValue {
        [
            "id": LuaValue(id), "name": LuaValue(name), "vcpus": LuaValue(processors), "memory": LuaValue(memory),
            "disk": LuaValue(disk), "public": LuaValue(isPublic),
        ]
    }
}
