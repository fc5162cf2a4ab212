internal import Core
public import Hosts
public import LuaHost

/// `host`: machines, this one and others.
public let hostModule = LuaModule("host") { module in
    module.type(Host.luaType)
    module.function("connect", ["target", "options"], .reads) { call in
        let target = try call.string(1, "target")
        let names = ["user", "port", "key", "ssh_config", "sudo", "timeout", "wait", "name"]
        let options = try call.options(2, names)
        var ssh = SSHOptions()
        ssh.user = try options.string("user")
        ssh.port = try options.integer("port")
        ssh.key = try options.string("key")
        ssh.configuration = try options.string("ssh_config")
        ssh.sudo = try options.boolean("sudo") ?? false
        ssh.timeout = try options.duration("timeout") ?? ssh.timeout
        ssh.wait = try options.duration("wait") ?? 0
        ssh.name = try options.string("name")
        return .blocking { [ssh] in try Host.connect(target, ssh) }
    }
    module.function("here", ["options"], .reads) { call in
        let options = try call.options(1, ["sudo", "name"])
        let sudo = try options.boolean("sudo") ?? false
        return .value(Host.here(sudo: sudo, name: try options.string("name") ?? "localhost"))
    }
    module.function("quote", ["text"], .reads) { .value(ShellQuoting.quote(try $0.string(1, "text"))) }
}

extension Host: LuaObject {
    /// Properties and methods of a host in Lua.
    public static let luaType = LuaType(Host.self, "host.Host") { type in
        type.property("name") { $0.name }
        type.property("address") { $0.address }
        type.property("is_local") { $0.isLocal }
        type.property("is_closed") { $0.isClosed }
        type.method("run", ["argv", "options"], .writes, CommandCalls.run)
        type.method("query", ["argv", "options"], .reads, CommandCalls.run)
        type.method("read", ["path", "options"], .reads, FileCalls.read)
        type.method("find_file", ["path", "options"], .reads, FileCalls.find)
        type.method("write", ["path", "content", "options"], .writes, FileCalls.write)
        type.method("stat", ["path", "options"], .reads, FileCalls.status)
        type.method("list", ["path"], .reads, FileCalls.list)
        type.method("remove", ["path", "options"], .destroys, FileCalls.remove)
        type.method("make_directory", ["path", "options"], .writes, FileCalls.makeDirectory)
        type.method("set_attributes", ["path", "attributes"], .writes, FileCalls.setAttributes)
        type.method("link", ["path", "target"], .writes, FileCalls.link)
        type.method("facts", [], .reads) { host, _ in .blocking { record(try host.facts()) } }
        type.method("find_user", ["name"], .reads) { host, call in
            let name = try call.string(1, "name")
            return .blocking { try host.findUser(name).map(record) }
        }
        type.method("packages", ["names"], .reads) { host, call in
            let names = try call.strings(1, "names")
            return .blocking { try host.packages(names) }
        }
        type.method("install", ["names", "options"], .writes) { host, call in
            let names = try call.strings(1, "names")
            let options = try call.options(2, ["update", "timeout"])
            let update = try options.boolean("update") ?? false
            let timeout = try options.duration("timeout") ?? 900
            return .blocking { try host.install(names, update: update, timeout: timeout) }
        }
        type.method("port_answers", ["port", "options"], .reads) { host, call in
            let port = try call.integer(1, "port")
            let options = try call.options(2, ["address", "timeout"])
            let address = try options.string("address")
            let timeout = try options.duration("timeout") ?? 3
            return .blocking { try host.portAnswers(port, address: address, timeout: timeout) }
        }
    }

    /// One line for `tostring`.
    public var luaDescription: String { isLocal ? "host.Host \(name)" : "host.Host \(name) (ssh \(address))" }
    /// Ends the connection.
    public func luaClose() { close() }
    /// Whether it was closed.
    public var luaIsClosed: Bool? { isClosed }
}

private func record(_ facts: HostFacts) -> LuaTable {
    LuaTable(fields: [
        "hostname": .string(facts.hostname), "distribution": .string(facts.distribution),
        "release": .string(facts.release), "codename": .string(facts.codename), "family": .string(facts.family),
        "init": facts.hasSystemd ? "systemd" : "sysv", "package_manager": .string(facts.packageManager),
        "kernel": .string(facts.kernel), "architecture": .string(facts.architecture), "is_root": .boolean(facts.isRoot),
    ])
}

private func record(_ user: HostUser) -> LuaTable {
    LuaTable(fields: [
        "name": .string(user.name), "uid": user.uid.luaValue, "gid": user.gid.luaValue, "home": .string(user.home),
        "shell": .string(user.shell), "group": .string(user.group),
    ])
}
