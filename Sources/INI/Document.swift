public import Core

/// An INI file as its readers see it, with every byte kept.
///
/// An edit changes only the lines it must; a document that was not edited has the bytes it was parsed from. Two values
/// are the same when their bytes are (Swift's `==` on strings would take `é` for its decomposed form; services do not).
public struct Document: Sendable {
    /// What error texts call it: a path, `compute:/etc/nova/nova.conf`.
    public let name: String
    /// Whose rules it is read by.
    public let dialect: Dialect
    /// The text as it is now.
    public private(set) var bytes: [UInt8]
    /// The text as it was parsed.
    public let original: [UInt8]

    let grammar: any Grammar
    private(set) var lines: [Line]

    /// Parses a text.
    ///
    /// - Throws: `.malformed`; the target is `name:line`, and the message says what is wrong with that line.
    public init(_ text: some Collection<UInt8>, dialect: Dialect = .oslo, name: String = "text") throws(OperationError)
    {
        let bytes = Array(text)
        self.name = name
        self.dialect = dialect
        self.bytes = bytes
        original = bytes
        grammar = dialect.grammar
        lines = try Document.scan(bytes, grammar, name)
    }

    /// Parses a text.
    public init(_ text: String, dialect: Dialect = .oslo, name: String = "text") throws(OperationError) {
        try self.init(Array(text.utf8), dialect: dialect, name: name)
    }

    /// The text as it is now.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the text differs from what was parsed.
    public var isChanged: Bool { bytes != original }

    /// Puts new bytes in the place of some; what results must parse.
    mutating func apply(_ splices: [Splice]) throws(OperationError) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + splices.reduce(0) { $0 + $1.bytes.count })
        var position = 0
        for splice in splices {
            result += bytes[position..<splice.range.lowerBound]
            result += splice.bytes
            position = splice.range.upperBound
        }
        result += bytes[position...]
        lines = try Document.scan(result, grammar, name)
        bytes = result
    }

    private static func scan(_ bytes: [UInt8], _ grammar: any Grammar, _ name: String) throws(OperationError) -> [Line]
    {
        // A closure through withUnsafeBufferPointer would widen the typed error.
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(OperationError) in try grammar.scan(buffer, name: name) }
        }
        return try outcome.get()
    }
}

/// New bytes in the place of a range of old ones.
struct Splice {
    var range: Range<Int>
    var bytes: [UInt8]
}
