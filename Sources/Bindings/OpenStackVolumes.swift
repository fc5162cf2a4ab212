internal import Core
public import LuaHost
public import OpenStack

extension Volumes: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Volumes.self, "openstack.Volumes") { type in
        type.method("list", ["options"]) { own, call in
            let options = try call.options(1, ["name", "status", "all_projects"])
            let name = try options.string("name")
            let status = try options.string("status")
            let all = try options.boolean("all_projects") ?? false
            return .blocking { try own.list(name: name, status: status, allProjects: all).map(\.record) }
        }
        type.method("find", ["name"]) { own, call in
            let name = try call.string(1, "name")
            return .blocking { try own.find(name)?.record }
        }
        type.method("get", ["volume"]) { own, call in
            let id = try openstackID(call, 1, "volume")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let (new, deadline) = try newVolume(call)
            return .blocking { try own.create(new, deadline).record }
        }
        type.method("remove", ["volume", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "volume")
            let options = try call.options(2, ["cascade", "force", "wait", "timeout"])
            let cascade = try options.boolean("cascade") ?? false
            let force = try options.boolean("force") ?? false
            let deadline = try options.openstackDeadline(600)
            return .blocking { try own.remove(id, cascade: cascade, force: force, deadline) }
        }
        type.method("wait", ["volume", "options"]) { own, call in
            let id = try openstackID(call, 1, "volume")
            let options = try call.options(2, ["status", "timeout"])
            let status = try options.string("status") ?? "available"
            let deadline = Deadline(in: try options.duration("timeout") ?? 600)
            return .blocking { try own.wait(id, for: status, deadline).record }
        }
        type.method("services") { own, _ in .blocking { try own.services().map(\.record) } }
    }

    private static func newVolume(_ call: LuaCall) throws(OperationError) -> (NewVolume, Deadline?) {
        let options = try call.options(
            1,
            [
                "name", "size", "image", "snapshot", "volume", "type", "availability_zone", "description", "metadata",
                "wait", "timeout",
            ])
        var new = NewVolume(name: try options.requireString("name"))
        new.size = try options.size("size").map(Int64.init)
        new.image = try options.openstackID("image")
        new.snapshot = try options.openstackID("snapshot")
        new.source = try options.openstackID("volume")
        new.type = try options.string("type")
        new.zone = try options.string("availability_zone")
        new.description = try options.string("description")
        new.metadata = try options.stringTable("metadata") ?? [:]
        return (new, try options.openstackDeadline(600))
    }
}

extension Volume {
    var record: LuaValue {
        let attachments = self.attachments.map { attachment -> LuaValue in
            [
                "server": LuaValue(attachment.server), "device": LuaValue(attachment.device),
                "id": LuaValue(attachment.id),
            ]
        }
        return [
            "id": LuaValue(id), "name": LuaValue(name), "status": LuaValue(status), "size": LuaValue(size),
            "bootable": LuaValue(isBootable), "type": LuaValue(type), "host": LuaValue(host),
            "availability_zone": LuaValue(zone), "image": LuaValue(image), "snapshot": LuaValue(snapshot),
            "source": LuaValue(source), "encrypted": LuaValue(isEncrypted), "attachments": LuaValue(attachments),
            "metadata": LuaValue(metadata), "created": LuaValue(created),
        ]
    }
}
