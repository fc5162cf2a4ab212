internal import Core
public import LuaHost
public import OpenStack

extension Backups: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Backups.self, "openstack.Backups") { type in
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
        type.method("get", ["backup"]) { own, call in
            let id = try openstackID(call, 1, "backup")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let (new, wait, deadline) = try newBackup(call)
            return .blocking { try own.create(new, wait: wait, deadline).record }
        }
        type.method("restore", ["backup", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "backup")
            let options = try call.options(2, ["volume", "name", "wait", "timeout"])
            let volume = try options.openstackID("volume")
            let name = try options.string("name")
            let deadline = try options.openstackDeadline(1800)
            return .blocking { try own.restore(id, into: volume, name: name, deadline).record }
        }
        type.method("remove", ["backup", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "backup")
            let options = try call.options(2, ["force", "wait", "timeout"])
            let force = try options.boolean("force") ?? false
            let deadline = try options.openstackDeadline(600)
            return .blocking { try own.remove(id, force: force, deadline) }
        }
        type.method("wait", ["backup", "options"]) { own, call in
            let id = try openstackID(call, 1, "backup")
            let options = try call.options(2, ["status", "timeout"])
            let status = try options.string("status") ?? "available"
            let deadline = Deadline(in: try options.duration("timeout") ?? 1800)
            return .blocking { try own.wait(id, for: status, deadline).record }
        }
    }

    private static func newBackup(_ call: LuaCall) throws(OperationError) -> (NewBackup, Bool, Deadline) {
        let options = try call.options(
            1,
            [
                "volume", "name", "incremental", "force", "snapshot", "container", "description", "wait", "timeout",
            ])
        let volume = try options.require("volume", options.openstackID("volume"))
        var new = NewBackup(volume: volume, name: try options.requireString("name"))
        new.isIncremental = try options.boolean("incremental") ?? false
        new.force = try options.boolean("force") ?? false
        new.snapshot = try options.openstackID("snapshot")
        new.container = try options.string("container")
        new.description = try options.string("description")
        let deadline = Deadline(in: try options.duration("timeout") ?? 1800)
        return (new, try options.boolean("wait") ?? true, deadline)
    }
}

extension Backup {
    fileprivate var record: LuaValue {
        [
            "id": LuaValue(id), "name": LuaValue(name), "status": LuaValue(status), "size": LuaValue(size),
            "volume": LuaValue(volume), "container": LuaValue(container), "incremental": LuaValue(isIncremental),
            "has_dependents": LuaValue(hasDependents), "fail_reason": LuaValue(failReason),
            "created": LuaValue(created),
        ]
    }
}
