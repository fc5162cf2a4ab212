internal import Core
public import LuaHost
public import OpenStack

extension Snapshots: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Snapshots.self, "openstack.Snapshots") { type in
        type.method("list", ["options"]) { own, call in
            let options = try call.options(1, ["name", "status", "volume"])
            let name = try options.string("name")
            let status = try options.string("status")
            let volume = try options.openstackID("volume")
            return .blocking { try own.list(name: name, status: status, volume: volume).map(\.record) }
        }
        type.method("find", ["name"]) { own, call in
            let name = try call.string(1, "name")
            return .blocking { try own.find(name)?.record }
        }
        type.method("get", ["snapshot"]) { own, call in
            let id = try openstackID(call, 1, "snapshot")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let options = try call.options(1, ["volume", "name", "force", "description", "wait", "timeout"])
            let volume = try options.require("volume", options.openstackID("volume"))
            let name = try options.requireString("name")
            let description = try options.string("description")
            let force = try options.boolean("force") ?? false
            let deadline = try options.openstackDeadline(600)
            return .blocking {
                try own.create(volume: volume, name: name, description: description, force: force, deadline).record
            }
        }
        type.method("remove", ["snapshot", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "snapshot")
            let deadline = try call.options(2, ["wait", "timeout"]).openstackDeadline(600)
            return .blocking { try own.remove(id, deadline) }
        }
        type.method("wait", ["snapshot", "options"]) { own, call in
            let id = try openstackID(call, 1, "snapshot")
            let options = try call.options(2, ["status", "timeout"])
            let status = try options.string("status") ?? "available"
            let deadline = Deadline(in: try options.duration("timeout") ?? 600)
            return .blocking { try own.wait(id, for: status, deadline).record }
        }
    }
}

extension Snapshot {
    fileprivate var record: LuaValue {
        [
            "id": LuaValue(id), "name": LuaValue(name), "status": LuaValue(status), "size": LuaValue(size),
            "volume": LuaValue(volume), "created": LuaValue(created),
        ]
    }
}
