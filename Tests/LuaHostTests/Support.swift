import Core
import Glibc
import LuaHost
import Testing

/// What tests need of a runtime: a thing, a counter, and functions that fail, wait and count.
final class Thing: LuaObject {
    static let closings = Locked<[String: Int]>([:])
    let name: String
    init(_ name: String) { self.name = name }

    static let luaType = LuaType(Thing.self, "test.Thing") { type in
        type.property("name") { $0.name }
        type.method("rename", ["name"], .writes) { _, call in .value(try call.string(1, "name")) }
        type.method("fail") { thing, _ in
            throw OperationError(.busy, "fail", target: thing.name, message: "it is in use", hint: "Wait.")
        }
        type.method("fail_later") { thing, _ in
            .blocking { () throws -> Void in
                throw OperationError(.busy, "fail_later", target: thing.name, message: "it is in use")
            }
        }
    }

    func luaClose() throws { Thing.closings.withLock { $0[name, default: 0] += 1 } }
    static func closings(of name: String) -> Int { closings.withLock { $0[name] ?? 0 } }
}

final class Other: LuaObject {
    static let luaType = LuaType(Other.self, "test.Other") { _ in }
}

struct Plain: Error {}

let testModule = LuaModule("test") { module in
    module.value("answer", 42)
    module.function("thing", ["name"]) { call in .value(Thing(try call.string(1, "name"))) }
    module.function("other") { _ in .value(Other()) }
    module.function("fail") { _ in throw OperationError(.notFound, "open", target: "vms/a", message: "no such image") }
    module.function("fail_plainly") { _ in throw Plain() }
    module.function("echo", ["value"]) { call in .value(try call.value(1, "value")) }
    module.function("later", ["value"]) { call in
        let value = try call.value(1, "value")
        return .blocking { value }
    }
    module.function("wait", ["seconds"]) { call in
        let seconds = try call.duration(1, "seconds")
        return .blocking { () throws -> Void in try Cancellation.sleep(seconds, "wait", target: "test") }
    }
    module.function("work", ["steps", "options"]) { call in
        let steps = try call.integer(1, "steps")
        let progress = try call.options(2, ["progress"]).function("progress")
        return .reporting(to: progress, in: call.runtime) { report in
            for step in 1...steps {
                report?([step.luaValue, steps.luaValue])
                try Cancellation.sleep(0.002, "work", target: "step \(step)")
            }
            return ["done"]
        }
    }
    module.function("signal", ["seconds"]) { call in
        LateSignal.send(after: try call.duration(1, "seconds"))
        return .none
    }
    module.function("take", ["kind", "value"]) { call in
        switch try call.string(1, "kind") {
        case "string": .value(try call.string(2, "value"))
        case "integer": .value(try call.integer(2, "value"))
        case "number": .value(try call.number(2, "value"))
        case "boolean": .value(try call.boolean(2, "value"))
        case "size": .value(try call.size(2, "value"))
        case "duration": .value(try call.duration(2, "value"))
        case "strings": .value(try call.strings(2, "value"))
        case "thing": .value(try call.object(2, "value", Thing.self).name)
        case "options": .value(try call.options(2, ["size", "timeout", "read_only"]).given)
        default: .none
        }
    }
}

/// A runtime with the test module, and shortcuts.
struct Lua {
    let runtime = LuaRuntime(modules: [testModule])

    /// Runs a text as the main task.
    @discardableResult
    func run(_ text: String) throws -> [LuaValue] {
        let prologue = "local test, native = require 'test', require 'tasks.native'; "
        return try runtime.run(runtime.load(prologue + text, name: "=text"))
    }

    /// The first result as text.
    func text(_ text: String) throws -> String? {
        guard case .string(let result)? = try run(text).first else { return nil }
        return result
    }

    func integer(_ text: String) throws -> Int64? {
        guard case .integer(let result)? = try run(text).first else { return nil }
        return result
    }

    func isTrue(_ text: String) throws -> Bool {
        guard case .boolean(let result)? = try run(text).first else { return false }
        return result
    }

    /// What a text ends with.
    func failure(_ text: String) -> ScriptError? {
        do {
            try run(text)
            return nil
        } catch { return error as? ScriptError }
    }
}

/// Sends SIGINT to the thread that asks for it, a moment later.
final class LateSignal: Sendable {
    private let target = pthread_self()
    private let seconds: Double
    private init(_ seconds: Double) { self.seconds = seconds }

    static func send(after seconds: Double) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(LateSignal(seconds)).toOpaque()
        let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
            let own = Unmanaged<LateSignal>.fromOpaque(context!).takeRetainedValue()
            usleep(UInt32(own.seconds * 1_000_000))
            pthread_kill(own.target, SIGINT)
            return nil
        }
        precondition(pthread_create(&thread, nil, body, context) == 0)
        pthread_detach(thread)
    }
}
