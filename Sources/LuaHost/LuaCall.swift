internal import CLua
public import Core

/// The arguments of one call of a native function. Positions count from 1, after `self` in a method.
///
/// Each accessor throws an error that names the position, the parameter, what was expected and what came.
public struct LuaCall {
    let stack: LuaStack
    /// What the function is called, takes, and may do.
    public let shape: FunctionShape
    /// The function's name, for error texts.
    public var name: String { shape.name }
    /// Whether somebody at the prompt has typed the name of what it destroys.
    public private(set) var isConfirmed = false
    /// 1 in a method, whose first value on the stack is the object.
    var offset: CInt = 0

    /// How many arguments came.
    public var count: Int { Int(lua_gettop(stack.L) - offset) }

    /// The runtime the call came from.
    public var runtime: LuaRuntime { stack.runtime }

    /// The argument, whatever it is; tables are copied.
    public func value(_ position: Int, _ parameter: String) throws(OperationError) -> LuaValue {
        do { return try stack.read(CInt(position) + offset) } catch {
            throw bad(position, parameter, error.message)
        }
    }

    func bad(_ position: Int, _ parameter: String, _ message: String) -> OperationError {
        OperationError(.usage, name, target: "argument \(position) (\(parameter))", message: message)
    }

    /// The conversion both positional arguments and options use.
    func convert<V>(
        _ position: Int, _ parameter: String, _ expected: String, _ convert: (LuaValue) throws(OperationError) -> V?
    ) throws(OperationError) -> V? {
        let given = try value(position, parameter)
        if case .nil = given { return nil }
        let converted: V?
        do { converted = try convert(given) } catch { throw bad(position, parameter, error.message) }
        guard let converted else { throw bad(position, parameter, "\(expected) expected, got \(given.typeName)") }
        return converted
    }

    func required<V>(_ position: Int, _ parameter: String, _ expected: String, _ value: V?) throws(OperationError) -> V
    {
        guard let value else {
            let got = position <= count ? "nil" : "no value"
            throw bad(position, parameter, "\(expected) expected, got \(got)")
        }
        return value
    }
}

extension LuaCall {
    /// A string of UTF-8.
    public func string(_ position: Int, _ parameter: String) throws(OperationError) -> String {
        try required(position, parameter, "string", optionalString(position, parameter))
    }
    /// A string of UTF-8, or nil.
    public func optionalString(_ position: Int, _ parameter: String) throws(OperationError) -> String? {
        try convert(position, parameter, "string", Convert.string)
    }
    /// Any string.
    public func bytes(_ position: Int, _ parameter: String) throws(OperationError) -> [UInt8] {
        try required(position, parameter, "string", optionalBytes(position, parameter))
    }
    /// The bytes of an argument that is a string, nil of any other: for one that may also be something else.
    public func bytes(_ position: Int) -> [UInt8]? { stack.bytes(CInt(position) + offset) }
    /// Any string, or nil.
    public func optionalBytes(_ position: Int, _ parameter: String) throws(OperationError) -> [UInt8]? {
        if let bytes = bytes(position) { return bytes }
        return try convert(position, parameter, "string", Convert.bytes)
    }
    /// An integer.
    public func integer(_ position: Int, _ parameter: String) throws(OperationError) -> Int {
        try required(position, parameter, "integer", optionalInteger(position, parameter))
    }
    /// An integer, or nil.
    public func optionalInteger(_ position: Int, _ parameter: String) throws(OperationError) -> Int? {
        try convert(position, parameter, "integer", Convert.integer)
    }
    /// A number.
    public func number(_ position: Int, _ parameter: String) throws(OperationError) -> Double {
        try required(position, parameter, "number", optionalNumber(position, parameter))
    }
    /// A number, or nil.
    public func optionalNumber(_ position: Int, _ parameter: String) throws(OperationError) -> Double? {
        try convert(position, parameter, "number", Convert.number)
    }
    /// A boolean.
    public func boolean(_ position: Int, _ parameter: String) throws(OperationError) -> Bool {
        try required(position, parameter, "boolean", optionalBoolean(position, parameter))
    }
    /// A boolean, or nil.
    public func optionalBoolean(_ position: Int, _ parameter: String) throws(OperationError) -> Bool? {
        try convert(position, parameter, "boolean", Convert.boolean)
    }
    /// Bytes, as an integer or as `"10G"`.
    public func size(_ position: Int, _ parameter: String) throws(OperationError) -> Int {
        try required(position, parameter, "size", optionalSize(position, parameter))
    }
    /// Bytes, or nil.
    public func optionalSize(_ position: Int, _ parameter: String) throws(OperationError) -> Int? {
        try convert(position, parameter, "size", Convert.size)
    }
    /// Seconds, as a number or as `"90s"`.
    public func duration(_ position: Int, _ parameter: String) throws(OperationError) -> Double {
        try required(position, parameter, "duration", optionalDuration(position, parameter))
    }
    /// Seconds, or nil.
    public func optionalDuration(_ position: Int, _ parameter: String) throws(OperationError) -> Double? {
        try convert(position, parameter, "duration", Convert.duration)
    }
    /// A secret; a plain string is taken as one.
    public func secret(_ position: Int, _ parameter: String) throws(OperationError) -> Secret {
        try required(position, parameter, "secret", optionalSecret(position, parameter))
    }
    /// A secret, or nil.
    public func optionalSecret(_ position: Int, _ parameter: String) throws(OperationError) -> Secret? {
        try convert(position, parameter, "secret", Convert.secret)
    }
    /// A list of strings.
    public func strings(_ position: Int, _ parameter: String) throws(OperationError) -> [String] {
        try required(position, parameter, "list of strings", optionalStrings(position, parameter))
    }
    /// A list of strings, or nil.
    public func optionalStrings(_ position: Int, _ parameter: String) throws(OperationError) -> [String]? {
        try convert(position, parameter, "list of strings", Convert.strings)
    }
    /// A table, copied.
    public func table(_ position: Int, _ parameter: String) throws(OperationError) -> LuaTable {
        try required(position, parameter, "table", optionalTable(position, parameter))
    }
    /// A table, or nil.
    public func optionalTable(_ position: Int, _ parameter: String) throws(OperationError) -> LuaTable? {
        try convert(position, parameter, "table", Convert.table)
    }
    /// A native object of one type.
    public func object<T: LuaObject>(_ position: Int, _ parameter: String, _ type: T.Type) throws(OperationError) -> T {
        try required(position, parameter, T.luaType.name, optionalObject(position, parameter, type))
    }
    /// A native object of one type, or nil.
    public func optionalObject<T: LuaObject>(
        _ position: Int, _ parameter: String, _ type: T.Type
    ) throws(OperationError) -> T? {
        try convert(position, parameter, T.luaType.name) { Convert.object($0, type) }
    }
    /// A table of options, in which only these names may stand; absent is empty.
    public func options(_ position: Int, _ names: [String]) throws(OperationError) -> LuaOptions {
        let names = shape.risk == .destroys && !names.contains("sure") ? names + ["sure"] : names
        let table = try optionalTable(position, "options") ?? LuaTable()
        let options = LuaOptions(fields: table.fields, function: name, names: names)
        guard table.array.isEmpty else {
            throw bad(position, "options", "named options expected, got a list")
        }
        try options.refuseUnknown()
        return options
    }
}

extension LuaCall {
    init(stack: LuaStack, shape: FunctionShape) {
        self.stack = stack
        self.shape = shape
    }

    /// Asks whether a call that does more than read may go on. The gate sees the arguments as the function will.
    mutating func pass(_ gate: ((LuaCall) throws -> Bool)?) throws {
        var call = self
        if shape.isMethod { call.offset = 1 }
        if shape.takesOnlySure { _ = try call.options(shape.parameters.count, []) }
        isConfirmed = try gate?(call) ?? false
    }

    /// The option `sure` of what destroys.
    public var sure: String? {
        guard shape.risk == .destroys, case .table(let options)? = try? value(shape.parameters.count, "options"),
            case .string(let sure)? = options.fields["sure"]
        else { return nil }
        return sure
    }

    /// The object a method is called on, or a function's first argument if that is one.
    public var receiver: (any LuaObject)? { stack.object(1) }
}
