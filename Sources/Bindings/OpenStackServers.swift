internal import Core
public import LuaHost
public import OpenStack

extension Servers: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Servers.self, "openstack.Servers") { type in
        type.method("list", ["options"]) { own, call in
            let options = try call.options(1, ["name", "status", "host", "all_projects"])
            let name = try options.string("name")
            let status = try options.string("status")
            let host = try options.string("host")
            let all = try options.boolean("all_projects") ?? false
            return .blocking { try own.list(name: name, status: status, host: host, allProjects: all).map(\.record) }
        }
        type.method("find", ["name"]) { own, call in
            let name = try call.string(1, "name")
            return .blocking { try own.find(name)?.record }
        }
        type.method("get", ["server"]) { own, call in
            let id = try openstackID(call, 1, "server")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let (new, deadline) = try newServer(call)
            return .blocking { try own.create(new, deadline).record }
        }
        addConsole(type)
        addVolumes(type)
        addPower(type)
        type.method("remove", ["server", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "server")
            let options = try call.options(2, ["force", "wait", "timeout"])
            let force = try options.boolean("force") ?? false
            let deadline = try options.openstackDeadline(300)
            return .blocking { try own.remove(id, force: force, deadline) }
        }
        type.method("wait", ["server", "options"]) { own, call in
            let id = try openstackID(call, 1, "server")
            let options = try call.options(2, ["status", "timeout"])
            let status = try options.string("status") ?? "ACTIVE"
            let deadline = Deadline(in: try options.duration("timeout") ?? 600)
            return .blocking { try own.wait(id, for: status, deadline).record }
        }
        type.method("services") { own, _ in .blocking { try own.services().map(\.record) } }
    }

    private static func addConsole(_ type: LuaTypeBuilder<Servers>) {
        type.method("console", ["server", "options"]) { own, call in
            let id = try openstackID(call, 1, "server")
            let lines = try call.options(2, ["lines"]).integer("lines")
            return .blocking { try own.console(id, lines: lines) }
        }
        type.method("wait_console", ["server", "text", "options"]) { own, call in
            let id = try openstackID(call, 1, "server")
            let text = try call.string(2, "text")
            let deadline = Deadline(in: try call.options(3, ["timeout"]).duration("timeout") ?? 120)
            return .blocking { try own.waitForConsole(id, text: text, deadline) }
        }
    }

    private static func addVolumes(_ type: LuaTypeBuilder<Servers>) {
        type.method("attach", ["server", "volume", "options"], .writes) { own, call in
            let id = try openstackID(call, 1, "server")
            let volume = try openstackID(call, 2, "volume")
            let options = try call.options(3, ["device", "wait", "timeout"])
            let device = try options.string("device")
            let deadline = try options.openstackDeadline(300)
            return .blocking { try own.attach(id, volume: volume, device: device, deadline) }
        }
        type.method("detach", ["server", "volume", "options"], .writes) { own, call in
            let id = try openstackID(call, 1, "server")
            let volume = try openstackID(call, 2, "volume")
            let deadline = try call.options(3, ["wait", "timeout"]).openstackDeadline(300)
            return .blocking { try own.detach(id, volume: volume, deadline) }
        }
    }

    private static func addPower(_ type: LuaTypeBuilder<Servers>) {
        type.method("start", ["server", "options"], .writes) { own, call in
            let id = try openstackID(call, 1, "server")
            let deadline = try call.options(2, ["wait", "timeout"]).openstackDeadline(300)
            return .blocking { try own.start(id, deadline) }
        }
        type.method("stop", ["server", "options"], .writes) { own, call in
            let id = try openstackID(call, 1, "server")
            let deadline = try call.options(2, ["wait", "timeout"]).openstackDeadline(300)
            return .blocking { try own.stop(id, deadline) }
        }
    }

    private static func newServer(_ call: LuaCall) throws(OperationError) -> (NewServer, Deadline?) {
        let options = try call.options(
            1,
            [
                "name", "flavor", "image", "volume", "remove_volume", "networks", "availability_zone", "host", "key",
                "user_data", "config_drive", "metadata", "wait", "timeout",
            ])
        let flavor = try options.require("flavor", options.openstackID("flavor"))
        var new = NewServer(name: try options.requireString("name"), flavor: flavor)
        new.image = try options.openstackID("image")
        new.volume = try options.openstackID("volume")
        new.removesVolume = try options.boolean("remove_volume") ?? false
        switch options.value("networks") {
        case .nil, .string("auto"): new.networks = .automatic
        case .string("none"): new.networks = .none
        case .table: new.networks = .networks(try options.strings("networks") ?? [])
        default:
            throw OperationError(
                .usage, call.name, target: "option \"networks\"",
                message: "\"none\", \"auto\" or a list of ids expected")
        }
        new.zone = try options.string("availability_zone")
        new.host = try options.string("host")
        new.key = try options.string("key")
        new.userData = try options.string("user_data")
        new.hasConfigDrive = try options.boolean("config_drive")
        new.metadata = try options.stringTable("metadata") ?? [:]
        return (new, try options.openstackDeadline(600))
    }
}

extension Server {
    fileprivate var record: LuaValue {
        let fault = self.fault.map { fault -> LuaValue in
            ["code": LuaValue(fault.code), "message": LuaValue(fault.message), "details": LuaValue(fault.details)]
        }
        return [
            "id": LuaValue(id), "name": LuaValue(name), "status": LuaValue(status), "task": LuaValue(task),
            "host": LuaValue(host), "instance": LuaValue(instance), "image": LuaValue(image),
            "flavor": LuaValue(flavor), "volumes": LuaValue(volumes), "addresses": LuaValue(addresses),
            "fault": LuaValue(fault), "metadata": LuaValue(metadata), "created": LuaValue(created),
        ]
    }
}
