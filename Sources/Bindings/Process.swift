internal import Core
internal import Hosts
public import LuaHost

/// `process`: processes of this machine.
public let processModule = LuaModule("process") { module in
    let here = Host.here()
    module.function("run", ["argv", "options"], .writes) { try CommandCalls.run(here, $0) }
    module.function("query", ["argv", "options"], .reads) { try CommandCalls.run(here, $0) }
    module.function("spawn", ["argv", "options"], .writes) { call in
        var command = Command(try call.strings(1, "argv"))
        let options = try call.options(2, ["stdout", "stdin_file", "env", "cwd", "cgroups"])
        if let path = try options.string("stdin_file") { command.input = .file(path) }
        command.environment = try options.stringTable("env") ?? [:]
        command.directory = try options.string("cwd")
        let output = try options.string("stdout")
        let cgroups = try options.strings("cgroups") ?? []
        return .blocking { [command] in try LocalProcess.spawn(command, output: output, cgroups: cgroups) }
    }
    module.function("find", ["pid"], .reads) { call in
        let pid = try pid(call)
        return .blocking { ProcessRecord(pid: pid).map(record) }
    }
    module.function("list", [], .reads) { _ in .blocking { ProcessRecord.all().map(record) } }
    module.function("kill", ["pid", "options"], .destroys) { call in
        let pid = try pid(call)
        let options = try call.options(2, ["signal", "group"])
        let signal = try signal(options, call)
        let group = try options.boolean("group") ?? false
        return .blocking { try LocalProcess.signal(pid, signal, group: group) }
    }
    module.function("wait", ["pid", "options"], .reads) { call in
        let pid = try pid(call)
        let timeout = try call.options(2, ["timeout"]).duration("timeout") ?? .infinity
        return .blocking { try LocalProcess.wait(pid, timeout: timeout) }
    }
    module.function("find_command", ["name"], .reads) { call in
        let name = try call.string(1, "name")
        return .blocking { LocalProcess.find(name) }
    }
    module.function("environment", ["name"], .reads) { call in
        .value(LocalProcess.environment(try call.string(1, "name")))
    }
}

private func pid(_ call: LuaCall) throws -> Int32 {
    let number = try call.integer(1, "pid")
    guard let pid = Int32(exactly: number), pid > 0 else {
        throw OperationError(.usage, call.name, target: "argument 1 (pid)", message: "\(number) is not a process id")
    }
    return pid
}

private func signal(_ options: LuaOptions, _ call: LuaCall) throws -> Int32 {
    if case .integer(let number) = options.value("signal") { return Int32(truncatingIfNeeded: number) }
    let name = try options.string("signal") ?? "TERM"
    guard let number = LocalProcess.signalNumber(name) else {
        throw OperationError(.usage, call.name, target: "option \"signal\"", message: "there is no signal \(name)")
    }
    return number
}

private func record(_ process: ProcessRecord) -> LuaTable {
    LuaTable(fields: [
        "pid": process.pid.luaValue, "parent": process.parent.luaValue, "session": process.session.luaValue,
        "name": .string(process.name), "argv": process.arguments.luaValue, "started": process.started.luaValue,
    ])
}
