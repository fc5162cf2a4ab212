import Bindings
import Foundation
import LuaHost
import Testing

private func run(_ text: String) throws -> [LuaValue] {
    let runtime = LuaRuntime(modules: allModules)
    defer { runtime.close() }
    let prelude =
        "local host, service, process, fs = require 'host', require 'service', require 'process', require 'fs' "
    return try runtime.run(runtime.load(prelude + text, name: "=test"))
}

private func strings(_ values: [LuaValue]) -> [String] {
    values.map { if case .string(let text) = $0 { text } else { "\($0)" } }
}

@Suite struct HostLuaTests {
    @Test(arguments: [
        ("process.run 'ls'", "process.run argument 1 (argv): list of strings expected, got string (USAGE)"),
        (
            "process.run({ 'ls' }, { tmeout = 3 })",
            #"process.run option "tmeout": no such option (did you mean "timeout"?) (USAGE)"#
        ),
        ("fs.write('/tmp/x', 'y', { mode = '0888' })", #"mode "0888": is not a file mode (USAGE)"#),
        ("fs.write('/tmp/x', 'y', { mode = 99999 })", "mode 99999: is not a file mode (USAGE)"),
        ("process.kill(1)", "kill process 1: only pids above 1 name a process to signal (EINVAL)"),
        (
            "process.kill(123456, { signal = 'NOPE' })",
            #"process.kill option "signal": there is no signal NOPE (USAGE)"#
        ),
        ("host.here():read '/no/such'", "read /no/such: no such file or directory (ENOENT)"),
        ("host.here():run { 'sh', '-c', 'exit 4' }", "run sh -c 'exit 4': ended with status 4 (COMMAND_FAILED)"),
        ("service.find({}, 'x')", "service.find argument 1 (h): host.Host expected, got table (USAGE)"),
    ])
    func wrongArgumentsAreNamed(_ text: String, _ expected: String) throws {
        let values = try run("local ok, err = pcall(function() \(text) end) return tostring(err)")
        #expect(strings(values) == [expected])
    }

    /// Each record has exactly fields that the stub names.
    @Test(arguments: [
        ("process.run { 'true' }", "process", "host.Result"), ("fs.stat '/'", "host", "host.Stat"),
        ("host.here():facts()", "host", "host.Facts"), ("host.here():find_user 'root'", "host", "host.User"),
        ("process.find(1)", "process", "process.Record"),
    ])
    func recordsAreAsTheirStubsSay(_ call: String, _ module: String, _ type: String) throws {
        let fields = try Stub(type.hasPrefix("host.") ? "host" : module).fields[type] ?? []
        guard case .table(let record)? = try run("return \(call)").first else {
            Issue.record("no record")
            return
        }
        #expect(!record.fields.isEmpty)
        #expect(Set(record.fields.keys).subtracting(fields) == [])
    }

    @Test func secretsStaySecret() throws {
        let values = try run(
            """
            local secret = require "secret"
            local directory = fs.temporary_directory()
            local path = directory .. "/key"
            fs.write(path, secret.new "hush")
            local back = fs.read(path, { secret = true })
            local out = process.run({ "cat" }, { stdin = back, secret = true })
            local mode = fs.stat(path).permissions
            fs.remove(directory, { recursive = true })
            return tostring(back), tostring(out.stdout), mode, tostring(back:equals(out.stdout)), tostring(back):find "hush" and "leak" or "none"
            """)
        #expect(strings(values) == ["********", "********", "0600", "true", "none"])
    }

    @Test func bytesSurvive() throws {
        let values = try run(
            #"local r = process.run({ "cat" }, { stdin = "a\0\255\r\n" }) return tostring(r.stdout == "a\0\255\r\n")"#)
        #expect(strings(values) == ["true"])
    }
}
