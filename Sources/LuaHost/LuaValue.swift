public import Core

/// A Lua value outside its state: what crosses between Lua and native code.
///
/// Tables are copied; objects and functions are references.
public enum LuaValue: Sendable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    /// A string that is valid UTF-8.
    case string(String)
    /// Any other string.
    case bytes([UInt8])
    case table(LuaTable)
    case object(any LuaObject)
    case function(LuaFunction)

    /// The value of anything convertible; nil gives `.nil`.
    public init(_ value: (some LuaConvertible)?) { self = value?.luaValue ?? .nil }

    /// Lua's name of the type, for error texts.
    public var typeName: String {
        switch self {
        case .nil: "nil"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string, .bytes: "string"
        case .table: "table"
        case .object(let object): type(of: object).luaType.name
        case .function: "function"
        }
    }
}

/// A copy of a Lua table: its sequence `1…n`, and its other fields by name.
public struct LuaTable: Sendable {
    /// The values at 1…n.
    public var array: [LuaValue]
    /// The values at string keys.
    public var fields: [String: LuaValue]
    /// It was made as a list: in JSON it is one when it is empty, too.
    public var isList: Bool

    /// Makes a table; with an array and no fields it is a list.
    public init(array: [LuaValue]? = nil, fields: [String: LuaValue] = [:]) {
        self.array = array ?? []
        self.fields = fields
        isList = array != nil && fields.isEmpty
    }
}

/// What has a Lua value.
public protocol LuaConvertible {
    /// The value.
    var luaValue: LuaValue { get }
}

extension LuaValue: LuaConvertible {
    public var luaValue: LuaValue { self }
}
extension Bool: LuaConvertible {
    public var luaValue: LuaValue { .boolean(self) }
}
extension Int: LuaConvertible {
    public var luaValue: LuaValue { .integer(Int64(self)) }
}
extension Int32: LuaConvertible {
    public var luaValue: LuaValue { .integer(Int64(self)) }
}
extension Int64: LuaConvertible {
    public var luaValue: LuaValue { .integer(self) }
}
extension UInt32: LuaConvertible {
    public var luaValue: LuaValue { .integer(Int64(self)) }
}
extension UInt64: LuaConvertible {
    /// An integer, or a string of digits for what Lua's integers cannot hold.
    public var luaValue: LuaValue { Int64(exactly: self).map { .integer($0) } ?? .string("\(self)") }
}
extension Double: LuaConvertible {
    public var luaValue: LuaValue { .number(self) }
}
extension String: LuaConvertible {
    public var luaValue: LuaValue { .string(self) }
}
extension LuaTable: LuaConvertible {
    public var luaValue: LuaValue { .table(self) }
}
extension Optional: LuaConvertible where Wrapped: LuaConvertible {
    public var luaValue: LuaValue { self?.luaValue ?? .nil }
}
extension Array: LuaConvertible where Element: LuaConvertible {
    /// A sequence; an array of bytes is a string.
    public var luaValue: LuaValue {
        // Not `self as? [UInt8]`, which looks at each byte, and takes an empty array of anything for one.
        if Element.self == UInt8.self { return .bytes(unsafeBitCast(self, to: [UInt8].self)) }
        return .table(LuaTable(array: map(\.luaValue)))
    }
}
extension UInt8: LuaConvertible {
    public var luaValue: LuaValue { .integer(Int64(self)) }
}
extension Dictionary: LuaConvertible where Key == String, Value: LuaConvertible {
    public var luaValue: LuaValue { .table(LuaTable(fields: mapValues(\.luaValue))) }
}
extension JSON: LuaConvertible {
    /// The value; a null member of an object is absent, a null element of an array is nil.
    public var luaValue: LuaValue {
        switch self {
        case .null: .nil
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .unsigned(let value): value.luaValue
        case .number(let value): .number(value)
        case .string(let value): .string(value)
        case .array(let elements): .table(LuaTable(array: elements.map(\.luaValue)))
        case .object(let members): .table(LuaTable(fields: members.mapValues(\.luaValue)))
        }
    }
}

extension LuaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(arrayLiteral elements: LuaValue...) { self = .table(LuaTable(array: elements)) }
    public init(dictionaryLiteral elements: (String, LuaValue)...) {
        self = .table(LuaTable(fields: Dictionary(elements) { _, last in last }))
    }
    public init(nilLiteral: ()) { self = .nil }
}

/// A reference to a Lua function, valid while its runtime is open.
public final class LuaFunction: @unchecked Sendable {
    let reference: CInt
    private let released: ReleasedReferences

    init(reference: CInt, runtime: LuaRuntime) {
        self.reference = reference
        released = runtime.released
    }

    deinit { released.add(reference) }
}
