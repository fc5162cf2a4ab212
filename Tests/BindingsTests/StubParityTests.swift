import Bindings
import Foundation
import LuaHost
import Testing

/// The stub of a module: `lua/meta/NAME.lua`, and where that is too long the files of `lua/meta/NAME/`.
func stubText(_ module: String) throws -> String {
    let meta = URL(filePath: #filePath).appending(path: "../../../lua/meta").standardized
    let folder = meta.appending(path: module).path
    let parts = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []
    let files = ["\(module).lua"] + parts.map { "\(module)/\($0)" }
    return try files.map { try String(contentsOf: meta.appending(path: $0), encoding: .utf8) }.joined(separator: "\n")
}

/// What `lua/NAME/` adds to a native module: the functions of its `init.lua`, and the methods of its classes, which say
/// their names (`__name = "ini.Effective"`), with their parameters.
func functionsInLua(_ module: String) throws -> [String: [String]] {
    let folder = URL(filePath: #filePath).appending(path: "../../../lua/\(module)").standardized
    var functions: [String: [String]] = [:]
    for file in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where file.hasSuffix(".lua") {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        let type = text.firstMatch(of: /__name = "([\w.]+)"/).map { String($0.1) }
        for match in text.matches(of: /(?m)^function \w+([.:])(\w+)\((.*?)\)/) {
            guard let owner = match.1 == ":" ? type : file == "init.lua" ? module : nil else { continue }
            let parameters = match.3.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            functions["\(owner)\(match.1)\(match.2)"] = parameters
        }
    }
    return functions
}

/// What a stub in `lua/meta` declares: functions with their parameters and risk, and the fields of records.
struct Stub {
    struct Function: Equatable {
        var parameters: [String]
        var risk: String?
    }

    private(set) var functions: [String: Function] = [:]
    private(set) var fields: [String: Set<String>] = [:]

    init(_ module: String) throws {
        var type = ""
        var variables: [String: String] = [:]
        var risk: String?
        for line in try stubText(module).split(separator: "\n", omittingEmptySubsequences: false) {
            if let match = line.firstMatch(of: /^---@class ([\w.]+)/) {
                type = String(match.1)
            } else if let match = line.firstMatch(of: /^---@field (\w+)/) {
                fields[type, default: []].insert(String(match.1))
            } else if let match = line.firstMatch(of: /^--- Risk: +(\w+)/) {
                risk = String(match.1)
            } else if let match = line.firstMatch(of: /^(?:local )?(\w+) = \{\}/) {
                variables[String(match.1)] = type
            } else if let match = line.firstMatch(of: /^function (\w+)([.:])(\w+)\((.*?)\) end/) {
                let owner = variables[String(match.1)] ?? String(match.1)
                let parameters = match.4.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                functions["\(owner)\(match.2)\(match.3)"] = Function(parameters: parameters, risk: risk)
                risk = nil
            }
        }
    }
}

@Suite struct StubParityTests {
    /// Both ways: what is registered stands in the stub with the same parameters, and what stands there is registered.
    @Test(arguments: [
        "ceph", "fs", "host", "http", "ini", "journal", "libvirt", "openstack", "process", "rbd", "service",
    ])
    func moduleIsAsItsStubSays(name: String) throws {
        let stub = try Stub(name)
        let module = try #require(allModules.first { $0.prefix == name })
        var registered: [String: Stub.Function] = [:]
        for shape in module.shapes + module.types.flatMap(\.shapes) {
            registered[shape.name] = Stub.Function(parameters: shape.parameters, risk: shape.risk.rawValue)
        }
        // What a function written in Lua may do is known to its stub alone.
        for (name, parameters) in try functionsInLua(name) {
            registered[name] = Stub.Function(parameters: parameters, risk: stub.functions[name]?.risk ?? "none stated")
        }
        for name in Set(registered.keys).union(stub.functions.keys).sorted() {
            // Every handle can be closed; only where that means something it stands in the stub.
            if name.hasSuffix(":close") && stub.functions[name] == nil { continue }
            #expect(registered[name] == stub.functions[name], "\(name)")
        }
        for type in module.types {
            #expect(Set(type.propertyNames) == stub.fields[type.name] ?? [], "\(type.name)")
        }
    }
}
