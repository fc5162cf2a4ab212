internal import Core
internal import Hosts
internal import LuaHost

/// The bodies of `process.run` and a host's `run`: the same options, the same result.
enum CommandCalls {
    static func run(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let command = try command(call)
        return .blocking { record(try host.run(command), of: command) }
    }

    private static func command(_ call: LuaCall) throws -> Command {
        let names = ["stdin", "stdin_file", "timeout", "env", "cwd", "check", "secret", "limit", "output"]
        var command = Command(try call.strings(1, "argv"))
        let options = try call.options(2, names)
        command.input = try input(options)
        command.timeout = try options.duration("timeout") ?? .infinity
        command.environment = try options.stringTable("env") ?? [:]
        command.directory = try options.string("cwd")
        command.check = try options.boolean("check") ?? true
        command.limit = try options.size("limit") ?? command.limit
        if try options.boolean("secret") ?? false { command.output = .secret }
        switch try options.string("output") {
        case nil, "capture": break
        case "inherit": command.output = .inherit
        case let other?:
            throw OperationError(
                .usage, call.name, target: "option \"output\"",
                message: "\"capture\" or \"inherit\" expected, got \"\(other)\"")
        }
        return command
    }

    private static func input(_ options: LuaOptions) throws -> Command.Input {
        if let path = try options.string("stdin_file") { return .file(path) }
        if case .object(let object) = options.value("stdin"), let box = object as? SecretBox {
            return .secret(box.secret)
        }
        return try options.bytes("stdin").map { .bytes($0) } ?? .none
    }

    static func record(_ result: CommandResult, of command: Command) -> LuaTable {
        LuaTable(fields: [
            "status": result.status.luaValue, "signal": LuaValue(result.signal),
            "stdout": result.secret?.luaValue ?? .bytes(result.output), "stderr": .bytes(result.errorOutput),
            "seconds": .number(result.seconds),
        ])
    }
}
