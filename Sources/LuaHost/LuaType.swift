/// A class whose instances Lua holds as userdata.
public protocol LuaObject: AnyObject, Sendable, LuaConvertible {
    /// Name, properties and methods; made once, `static let`.
    static var luaType: LuaType { get }
    /// What `tostring` shows: one line.
    var luaDescription: String { get }
    /// What `:close()` and a `<close>` variable do. Closing twice is fine.
    func luaClose() throws
    /// Whether it was closed, as far as it knows; nil if it has nothing to close, as most have.
    var luaIsClosed: Bool? { get }
}

extension LuaObject {
    public var luaValue: LuaValue { .object(self) }
    public var luaDescription: String { Self.luaType.name }
    public func luaClose() throws {}
    /// Nil: most have nothing to close.
    public var luaIsClosed: Bool? { nil }
}

/// What a call may do to the world.
public enum Risk: String, Sendable {
    case reads, writes, destroys
}

/// The shape of a native function, for help, completion and the parity test with the stubs.
public final class FunctionShape: Sendable {
    /// `rbd.open`, `rbd.Image:protect`.
    public let name: String
    /// Parameter names, in order, as in the stub.
    public let parameters: [String]
    /// What it may do.
    public let risk: Risk
    /// Whether its only option is `sure`.
    let takesOnlySure: Bool

    /// Whatever destroys has the option `sure`, the name of what is destroyed once more.
    init(name: String, parameters: [String], risk: Risk) {
        takesOnlySure = risk == .destroys && parameters.last != "options"
        self.name = name
        self.parameters = takesOnlySure ? parameters + ["options"] : parameters
        self.risk = risk
    }

    /// Whether the first value of a call is the object.
    var isMethod: Bool { name.contains(":") }
}

/// The Lua side of a Swift class: properties know, methods ask.
public final class LuaType: @unchecked Sendable {  // immutable once built
    /// A structure, not a tuple: a closure in a generic tuple would be called through two thunks more.
    struct Method {
        let shape: FunctionShape
        let body: (any LuaObject, LuaCall) throws -> LuaReturn
    }

    /// The name that `tostring`, errors and stubs use: `rbd.Image`.
    public let name: String
    private(set) var properties: [String: (any LuaObject) -> LuaValue] = [:]
    private(set) var methods: [String: Method] = [:]

    /// Builds the type of a class.
    public init<T: LuaObject>(_ type: T.Type, _ name: String, _ build: (LuaTypeBuilder<T>) -> Void) {
        self.name = name
        build(LuaTypeBuilder(self))
        guard methods["close"] == nil else { return }
        add("close", [], .reads) { object, _ in .blocking { try object.luaClose() } }
    }

    func add(
        _ name: String, _ parameters: [String], _ risk: Risk,
        _ body: @escaping (any LuaObject, LuaCall) throws -> LuaReturn
    ) {
        let shape = FunctionShape(name: "\(self.name):\(name)", parameters: parameters, risk: risk)
        methods[name] = Method(shape: shape, body: body)
    }

    func add(property name: String, _ get: @escaping (any LuaObject) -> LuaValue) { properties[name] = get }

    /// Every method, sorted by name.
    public var shapes: [FunctionShape] { methods.values.map(\.shape).sorted { $0.name < $1.name } }
    /// Every property, sorted.
    public var propertyNames: [String] { properties.keys.sorted() }
}

/// Adds the properties and methods of one class.
public struct LuaTypeBuilder<T: LuaObject> {
    private let type: LuaType
    init(_ type: LuaType) { self.type = type }

    /// A value the object knows without asking anybody: no IO.
    public func property<V: LuaConvertible>(_ name: String, _ get: @escaping (T) -> V) {
        type.add(property: name) { object in LuaValue(get(cast(object))) }
    }

    /// A method; whatever may wait belongs into `.blocking`.
    public func method(
        _ name: String,
        _ parameters: [String] = [],
        _ risk: Risk = .reads,
        _ body: @escaping (T, LuaCall) throws -> LuaReturn
    ) {
        type.add(name, parameters, risk) { object, call in try body(cast(object), call) }
    }

    private func cast(_ object: any LuaObject) -> T {
        guard let object = object as? T else { preconditionFailure("\(type.name): a foreign object") }
        return object
    }
}

/// A native module: what `require` returns.
public final class LuaModule: @unchecked Sendable {  // immutable once built
    struct Function {
        let shape: FunctionShape
        let body: (LuaCall) throws -> LuaReturn
    }

    /// Its name for `require`.
    public let name: String
    /// What the names of its functions begin with, in errors and in its stub.
    public let prefix: String
    private(set) var functions: [String: Function] = [:]
    private(set) var values: [String: LuaValue] = [:]
    /// The types whose objects it hands out, for the parity test.
    public private(set) var types: [LuaType] = []

    /// Builds a module; a `prefix` of its own has the native part of a module that is completed in Lua.
    public init(_ name: String, prefix: String? = nil, _ build: (LuaModule) -> Void) {
        self.name = name
        self.prefix = prefix ?? name
        build(self)
    }

    /// A function; whatever may wait belongs into `.blocking`.
    public func function(
        _ name: String,
        _ parameters: [String] = [],
        _ risk: Risk = .reads,
        _ body: @escaping (LuaCall) throws -> LuaReturn
    ) {
        let shape = FunctionShape(name: "\(prefix).\(name)", parameters: parameters, risk: risk)
        functions[name] = Function(shape: shape, body: body)
    }

    /// A constant.
    public func value(_ name: String, _ value: some LuaConvertible) { values[name] = value.luaValue }

    /// Names a type whose objects this module hands out.
    public func type(_ type: LuaType) { types.append(type) }

    /// Every function, sorted by name.
    public var shapes: [FunctionShape] { functions.values.map(\.shape).sorted { $0.name < $1.name } }
}

/// What a native function gives back.
public enum LuaReturn {
    /// One result, at once.
    case single(LuaValue)
    /// Results, at once.
    case values([LuaValue])
    /// Work for another thread; the task waits, other tasks run.
    case work(@Sendable () throws -> [LuaValue])
    /// A wait that the scheduler ends: it gets the resumption to call, from any thread.
    case suspend((Resumption) throws -> Void)
    /// So many results, which the function pushed itself.
    case pushed(CInt)
    /// A failure: the error object is on top of the stack.
    case raised

    /// No results.
    public static var none: LuaReturn { .values([]) }
    /// One result.
    public static func value(_ value: some LuaConvertible) -> LuaReturn { .single(value.luaValue) }
    /// One result, worked out on another thread.
    public static func blocking<V: LuaConvertible & SendableMetatype>(_ body: @escaping @Sendable () throws -> V)
        -> LuaReturn
    {
        .work { [try body().luaValue] }
    }
    /// No result; the work is done on another thread.
    public static func blocking(_ body: @escaping @Sendable () throws -> Void) -> LuaReturn {
        .work {
            try body()
            return []
        }
    }
}
