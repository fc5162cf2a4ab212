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
        lines = try Document.scan(bytes, grammar, name).lines
    }

    /// Parses a text.
    public init(_ text: String, dialect: Dialect = .oslo, name: String = "text") throws(OperationError) {
        try self.init(Array(text.utf8), dialect: dialect, name: name)
    }

    /// The text as it is now.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether the text differs from what was parsed.
    public var isChanged: Bool { bytes != original }

    /// Puts new bytes in the place of some; what results must parse, else nothing changes.
    ///
    /// - Returns: What takes it back.
    @discardableResult
    mutating func apply(_ splices: [Splice]) throws(OperationError) -> Splice {
        let change = joined(splices)
        let start = change.range.lowerBound
        let undo = Splice(range: start..<start + change.bytes.count, bytes: Array(bytes[change.range]))
        bytes.replaceSubrange(change.range, with: change.bytes)
        do throws(OperationError) {
            // Where a mark may begin a text, a name that begins with the same character must not become one.
            if bytes.starts(with: byteOrderMark), !original.starts(with: byteOrderMark) { throw markAtStart(name) }
            try updateLines(change)
        } catch {
            bytes.replaceSubrange(undo.range, with: undo.bytes)
            throw error
        }
        return undo
    }

    /// Takes back what ``apply(_:)`` did last.
    mutating func revert(_ undo: Splice) {
        do { try apply([undo]) } catch { preconditionFailure("a text that was parsed does not parse: \(error)") }
    }

    /// One splice that does what several do, in the order of the text.
    private func joined(_ splices: [Splice]) -> Splice {
        guard var whole = splices.first else { return Splice(range: 0..<0, bytes: []) }
        for splice in splices.dropFirst() {
            whole.bytes += bytes[whole.range.upperBound..<splice.range.lowerBound]
            whole.bytes += splice.bytes
            whole.range = whole.range.lowerBound..<splice.range.upperBound
        }
        return whole
    }

    /// Classifies anew what a splice may have changed: from an option or section above it to the first one below it.
    private mutating func updateLines(_ change: Splice) throws(OperationError) {
        guard bytes.count < Int(UInt32.max) else {
            throw OperationError(.malformed, "parse", target: name, message: "is larger than 4 GiB")
        }
        let (range, new) = try linesAround(change)
        let shift = change.bytes.count - change.range.count
        lines.replaceSubrange(range, with: new)
        guard shift != 0 else { return }
        for index in range.lowerBound + new.count..<lines.count { lines[index].shift(by: shift) }
    }

    /// What lines a splice that was made may have changed, and what is now in their place.
    private func linesAround(_ change: Splice) throws(OperationError) -> (range: Range<Int>, new: [Line]) {
        // The line above it too: the two may have become one, or `\r` and `\n` one ending.
        var first = max(lineCount(before: change.range.lowerBound + 1) - 2, 0)
        while first > 0, !lines[first].startsAfresh { first -= 1 }
        let start = ScanStart(
            offset: first == 0 ? 0 : offset(first), line: first,
            hasSection: lines[..<first].contains { $0.kind == .section },
            known: lines[lineCount(before: change.range.upperBound)...],
            shift: change.bytes.count - change.range.count)
        let (new, rest) = try Document.scan(bytes, grammar, name, from: start)
        return (first..<rest, new)
    }

    /// How many lines start before an offset.
    private func lineCount(before offset: Int) -> Int {
        var range = 0..<lines.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = lines[middle].start < offset ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    private static func scan(
        _ bytes: [UInt8], _ grammar: any Grammar, _ name: String, from start: ScanStart? = nil
    ) throws(OperationError) -> (lines: [Line], rest: Int) {
        // A closure through withUnsafeBufferPointer would widen the typed error.
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(OperationError) in
                if start == nil { try checkText(buffer, name: name) }
                return try grammar.scan(buffer, from: start ?? ScanStart(), name: name)
            }
        }
        return try outcome.get()
    }
}

/// New bytes in the place of a range of old ones.
struct Splice {
    var range: Range<Int>
    var bytes: [UInt8]
}
