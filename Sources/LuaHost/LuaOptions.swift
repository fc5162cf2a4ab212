public import Core

/// The last table of a call: named options, checked against the names the function knows.
public struct LuaOptions: Sendable {
    let fields: [String: LuaValue]
    let function: String
    /// The names that the function knows.
    public let names: [String]

    func refuseUnknown() throws(OperationError) {
        for key in fields.keys.sorted() where !names.contains(key) {
            let near = names.nearest(to: key).map { " (did you mean \"\($0)\"?)" } ?? ""
            throw OperationError(
                .usage, function, target: "option \"\(key)\"", message: "no such option\(near)",
                hint: names.isEmpty ? "It takes no options." : "It takes: \(names.joined(separator: ", ")).")
        }
    }

    /// The names that were given.
    public var given: [String] { fields.keys.sorted() }

    /// The option as it came.
    public func value(_ name: String) -> LuaValue {
        precondition(names.contains(name), "\(function): option \(name) is not declared")
        return fields[name] ?? .nil
    }

    private func convert<V>(
        _ name: String, _ expected: String, _ convert: (LuaValue) throws(OperationError) -> V?
    ) throws(OperationError) -> V? {
        let given = value(name)
        if case .nil = given { return nil }
        let converted: V?
        do { converted = try convert(given) } catch {
            throw OperationError(.usage, function, target: "option \"\(name)\"", message: error.message)
        }
        guard let converted else {
            throw OperationError(
                .usage, function, target: "option \"\(name)\"", message: "\(expected) expected, got \(given.typeName)")
        }
        return converted
    }

    /// The option, which must be given.
    public func require<V>(_ name: String, _ value: V?) throws(OperationError) -> V {
        guard let value else {
            throw OperationError(.usage, function, target: "option \"\(name)\"", message: "it is required")
        }
        return value
    }

    /// A string of UTF-8.
    public func string(_ name: String) throws(OperationError) -> String? {
        try convert(name, "string", Convert.string)
    }
    /// A string of UTF-8 that must be given.
    public func requireString(_ name: String) throws(OperationError) -> String { try require(name, string(name)) }
    /// Any string.
    public func bytes(_ name: String) throws(OperationError) -> [UInt8]? { try convert(name, "string", Convert.bytes) }
    /// An integer.
    public func integer(_ name: String) throws(OperationError) -> Int? {
        try convert(name, "integer", Convert.integer)
    }
    /// An integer from 1 on.
    public func positive(_ name: String) throws(OperationError) -> Int? {
        guard let value = try integer(name) else { return nil }
        guard value > 0 else { throw wrong(name, "a whole number from 1 expected, got \(value)") }
        return value
    }
    /// The error for an option whose value cannot be.
    public func wrong(_ name: String, _ message: String, hint: String? = nil) -> OperationError {
        OperationError(.usage, function, target: "option \"\(name)\"", message: message, hint: hint)
    }
    /// A number.
    public func number(_ name: String) throws(OperationError) -> Double? {
        try convert(name, "number", Convert.number)
    }
    /// A boolean.
    public func boolean(_ name: String) throws(OperationError) -> Bool? {
        try convert(name, "boolean", Convert.boolean)
    }
    /// Bytes, as an integer or as `"10G"`.
    public func size(_ name: String) throws(OperationError) -> Int? { try convert(name, "size", Convert.size) }
    /// Seconds, as a number or as `"90s"`.
    public func duration(_ name: String) throws(OperationError) -> Double? {
        try convert(name, "duration", Convert.duration)
    }
    /// A secret; a plain string is taken as one.
    public func secret(_ name: String) throws(OperationError) -> Secret? { try convert(name, "secret", Convert.secret) }
    /// A list of strings.
    public func strings(_ name: String) throws(OperationError) -> [String]? {
        try convert(name, "list of strings", Convert.strings)
    }
    /// A table of strings by name.
    public func stringTable(_ name: String) throws(OperationError) -> [String: String]? {
        try convert(name, "table of strings", Convert.stringTable)
    }
    /// A table.
    public func table(_ name: String) throws(OperationError) -> LuaTable? { try convert(name, "table", Convert.table) }
    /// A native object of one type.
    public func object<T: LuaObject>(_ name: String, _ type: T.Type) throws(OperationError) -> T? {
        try convert(name, T.luaType.name) { Convert.object($0, type) }
    }
    /// A Lua function.
    public func function(_ name: String) throws(OperationError) -> LuaFunction? {
        try convert(name, "function") { if case .function(let function) = $0 { function } else { nil } }
    }
}
