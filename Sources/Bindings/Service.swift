internal import Core
internal import Hosts
public import LuaHost
public import Services

/// `service`: services of hosts, under systemd or SysV.
public let serviceModule = LuaModule("service") { module in
    module.type(Service.luaType)
    module.function("find", ["h", "name"], .reads) { call in
        let host = try call.object(1, "h", Host.self)
        let name = try call.string(2, "name")
        return .work { withStatus(try Service.find(name, on: host)) }
    }
    module.function("get", ["h", "name"], .reads) { call in
        let host = try call.object(1, "h", Host.self)
        let name = try call.string(2, "name")
        return .work { withStatus(try Service.get(name, on: host)) }
    }
    module.function("list", ["h"], .reads) { call in
        let host = try call.object(1, "h", Host.self)
        return .blocking { try Service.list(on: host) }
    }
}

extension Service: LuaObject {
    /// Properties and methods of a service in Lua.
    public static let luaType = LuaType(Service.self, "service.Service") { type in
        type.property("name") { $0.name }
        type.property("unit") { $0.unit }
        type.property("host") { $0.host }
        type.method("status", [], .reads) { service, _ in .blocking { record(try service.status()) } }
        type.method("is_active", [], .reads) { service, _ in .blocking { try service.status().isActive } }
        type.method("start", ["options"], .writes) { service, call in
            let readiness = try readiness(call)
            return .blocking { try service.start(readiness) }
        }
        type.method("stop", ["options"], .writes) { service, call in
            let timeout = try call.options(1, ["timeout"]).duration("timeout") ?? 60
            return .blocking { try service.stop(timeout: timeout) }
        }
        type.method("restart", ["options"], .writes) { service, call in
            let readiness = try readiness(call)
            return .blocking { try service.restart(readiness) }
        }
        type.method("wait_ready", ["options"], .reads) { service, call in
            let readiness = try readiness(call)
            return .blocking { try service.waitReady(readiness) }
        }
        type.method("enable", [], .writes) { service, _ in .blocking { try service.enable() } }
        type.method("disable", [], .writes) { service, _ in .blocking { try service.disable() } }
        type.method("log", ["lines"], .reads) { service, call in
            let lines = try call.optionalInteger(1, "lines") ?? 20
            return .blocking { try service.log(lines: lines) }
        }
    }

    /// One line for `tostring`.
    public var luaDescription: String { "service.Service \(unit) on \(host.name)" }
}

/// A service, and how it was when it was found.
private func withStatus(_ service: Service?) -> [LuaValue] {
    [LuaValue(service), LuaValue(service?.found.map(record))]
}

private func readiness(_ call: LuaCall) throws -> Readiness {
    let options = try call.options(1, ["port", "settle", "timeout"])
    return Readiness(
        port: try options.integer("port"), settle: try options.duration("settle") ?? 5,
        timeout: try options.duration("timeout") ?? 60)
}

private func record(_ status: ServiceStatus) -> LuaTable {
    LuaTable(fields: [
        "unit": .string(status.unit), "active": .string(status.active), "sub": .string(status.sub),
        "pid": LuaValue(status.pid), "restarts": (status.restarts ?? 0).luaValue, "since": LuaValue(status.since),
        "now": .number(status.now),
        "enabled": .boolean(status.isEnabled), "result": .string(status.result),
    ])
}
