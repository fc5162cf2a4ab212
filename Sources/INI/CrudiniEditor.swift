public import Core

/// Edits a text the way crudini does, byte for byte: for the drop-in command `openstack-config`.
///
/// What is special is where things go and which blank lines stay; ``Document`` edits with more care. A result may be
/// one that a service misreads, as crudini's may: the caller compares.
public struct CrudiniEditor: Sendable {
    /// The text as it is now, and as it is read.
    public internal(set) var document: Document

    let grammar: CrudiniGrammar
    let newline: [UInt8]
    /// Whether the text began with a blank line: else none is left there.
    private let beganBlank: Bool
    /// Whether the next section that is added is set off by a blank line: only the first one is.
    private var setsOff: Bool
    /// Whether the last line has no end yet, as one of a section that was added: a value that ends in a line break ends it.
    private var endsOpen: Bool
    /// The options that were written without a value: a space stands behind their `=`, and stays when they get one.
    private var emptied: Set<[UInt8]> = []
    /// What stands between the name and the value of an option that is added.
    var delimiter = Array(" = ".utf8)

    /// Parses a text.
    ///
    /// - Parameter ignoresIndent: Whether lines may be indented.
    /// - Throws: `.malformed`; the target is `name:line`.
    public init(_ text: [UInt8], ignoresIndent: Bool = false, name: String = "text") throws(OperationError) {
        document = try Document(text, dialect: ignoresIndent ? .crudiniIndented : .crudini, name: name)
        grammar = CrudiniGrammar(ignoresIndent: ignoresIndent)
        newline = document.newline(near: 0)
        beganBlank = document.lines.first.map { $0.start == $0.end } ?? false
        // A name alone is read as if a line ended there.
        let endsInName = document.lines.last.map { $0.kind == .key && $0.delimiter == $0.end } ?? false
        setsOff = !text.isEmpty && (document.endsInNewline || endsInName)
        endsOpen = !text.isEmpty && !document.endsInNewline
    }

    /// The text as it is to be written: with a line ending at its end.
    public var bytes: [UInt8] {
        var result = document.bytes
        if !result.isEmpty, result != byteOrderMark, !document.endsInNewline { result += newline }
        if !beganBlank, result.starts(with: newline) { result.removeFirst(newline.count) }
        return result
    }

    /// Gives an option a value, in its last place, else below the last option of its section.
    ///
    /// - Parameter value: Without one an option keeps what it has, and a new one is empty.
    /// - Throws: `.invalid` if a name cannot be written.
    public mutating func set(_ section: String, _ key: String, _ value: String?) throws(OperationError) {
        let (lines, name) = (value.map(valueLines), Array(key.utf8))
        // Options of DEFAULT get its header by being set by that name.
        if !section.isEmpty, isDefault(section), document.hasFirstLines { try addHeader(section) }
        let id = grammar.normalisedSection(Array(section.utf8)) + [0x0A] + grammar.normalisedKey(name)
        defer { if value?.isEmpty ?? true { emptied.insert(id) } }
        if let entry = document.entries(section, key).last {
            return try replaceValue(of: entry, lines, keepsSpace: emptied.contains(id))
        }
        do {
            try grammar.check(section: Array(section.utf8))
            try grammar.check(key: name)
        } catch {
            throw OperationError(.invalid, "set [\(section)] \(key)", target: document.name, message: error.reason)
        }
        try addHeader(section)
        let block = document.blocks(section).last
        let last = block.flatMap { block in block.last { document.lines[$0].kind == .key } }
        let header = block.map { document.lines[$0.lowerBound].kind == .section ? $0.lowerBound + 1 : $0.lowerBound }
        let place = last.map(document.entryEnd) ?? header ?? 0
        // As its neighbour is; one that reads ignoring indentation only.
        let indent = last.map { Array(document.bytes[Int(document.lines[$0].start)..<nameStart($0)]) } ?? []
        let isFlag = value == nil && document.lines.contains { $0.kind == .key && $0.delimiter == $0.end }
        try insert(isFlag ? indent + name : indent + name + delimiter + joined(lines ?? [[]]), at: place)
    }

    /// Makes an option a name alone, without `=`.
    public mutating func setFlag(_ section: String, _ key: String) throws(OperationError) {
        guard let entry = document.entries(section, key).last else { return try set(section, key, nil) }
        let end = Int(document.lines[entry.upperBound - 1].end)
        let name = grammar.keyName(document.bytes, document.lines[entry.lowerBound])
        try document.apply([Splice(range: name.upperBound..<end, bytes: [])])
    }

    /// Adds a section at the end if there is none of that name.
    ///
    /// - Throws: `.invalid` if the name cannot be written.
    public mutating func addSection(_ section: String) throws(OperationError) {
        do { try grammar.check(section: Array(section.utf8)) } catch {
            throw OperationError(.invalid, "set [\(section)]", target: document.name, message: error.reason)
        }
        try addHeader(section)
    }

    /// Removes an option with all its values.
    public mutating func remove(_ section: String, _ key: String) throws(OperationError) {
        let splices = document.entries(section, key).map { Splice(range: document.span($0), bytes: []) }
        if !splices.isEmpty { try document.apply(splices) }
    }

    /// Removes a section from its header to its last option; comments below that stay, and blank lines are tidied.
    public mutating func removeSection(_ section: String) throws(OperationError) {
        let blocks = document.blocks(section)
        guard !blocks.isEmpty else { return }
        guard !isDefault(section) else { return try removeDefault(blocks) }
        try document.apply(
            blocks.map { block in
                let last = block.last { document.lines[$0].kind == .key }
                let end = last.map(document.entryEnd) ?? block.lowerBound + 1
                return Splice(range: document.span(block.lowerBound..<end), bytes: [])
            })
        try tidy()
        setsOff = false
    }

    // Options go from wherever they stand, the header from one place.
    private mutating func removeDefault(_ blocks: [Range<Int>]) throws(OperationError) {
        var leaving: [Range<Int>] = []
        if !document.hasFirstLines, let first = blocks.first { leaving.append(first.lowerBound..<first.lowerBound + 1) }
        for index in blocks.joined() where document.lines[index].kind == .key {
            leaving.append(index..<document.entryEnd(index))
        }
        try document.apply(leaving.map { Splice(range: document.span($0), bytes: []) })
    }

    // MARK: -

    private func isDefault(_ section: String) -> Bool {
        grammar.normalisedSection(Array(section.utf8)) == CrudiniGrammar.defaultSection
    }

    /// Makes sure that a section has a header. Options of no section need none; those of `DEFAULT` that have none get one.
    private mutating func addHeader(_ section: String) throws(OperationError) {
        let isThere = document.hasSection(section)
        if isDefault(section) {
            guard !section.isEmpty, !isThere || document.hasFirstLines else { return }
            return try insert(Array("[DEFAULT]".utf8), at: 0)
        }
        guard !isThere else { return }
        var gap: [UInt8] = []
        if !document.bytes.isEmpty {
            if setsOff { gap += newline }
            // So does crudini with the name that its parser takes for DEFAULT.
            if section.lowercased() == "default" { gap += newline }
        }
        setsOff = false
        let end = document.bytes.count
        let text = (endsOpen ? newline : []) + gap + Array("[\(section)]".utf8)
        try document.apply([Splice(range: end..<end, bytes: text)])
        endsOpen = true
    }

    private mutating func insert(_ text: [UInt8], at line: Int) throws(OperationError) {
        let offset = document.offset(line)
        let open = endsOpen && line > 0 && line == document.lines.count
        try document.apply([Splice(range: offset..<offset, bytes: open ? newline + text : text + newline)])
    }

    private mutating func replaceValue(
        of entry: Range<Int>, _ lines: [[UInt8]]?, keepsSpace: Bool
    ) throws(OperationError) {
        let line = document.lines[entry.lowerBound]
        let (old, comment) = grammar.parts(document.bytes, line)
        let isFlag = line.delimiter == line.end
        if isFlag, lines == nil { return }
        let lines = lines ?? [[]]
        var text = isFlag ? delimiter : []
        text += lines[0]
        if let comment {
            // The comment keeps its column where it can.
            let gap = comment.lowerBound - old.lowerBound - text.count
            text += Array(repeating: space, count: max(gap, 1)) + document.bytes[comment]
        }
        text = joined([text] + lines.dropFirst(), indent: indent(entry))
        let end = Int(document.lines[entry.upperBound - 1].end)
        let start = keepsSpace && old.isEmpty ? Int(line.end) : old.lowerBound
        try document.apply([Splice(range: start..<end, bytes: text)])
    }

    private func valueLines(_ value: String) -> [[UInt8]] {
        Array(value.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    }

    private func joined(_ lines: [[UInt8]], indent: Int = 8) -> [UInt8] {
        let spaces = Array(repeating: space, count: indent)
        return Array(([lines[0]] + lines.dropFirst().map { $0.isEmpty ? [] : spaces + $0 }).joined(separator: newline))
    }

    /// How far the lines of a value are indented: as the second one is.
    private func indent(_ entry: Range<Int>) -> Int {
        for line in document.lines[entry].dropFirst() {
            let text = Whitespace.trimmed(document.bytes, line.content)
            if !text.isEmpty, text.lowerBound > Int(line.start) { return text.lowerBound - Int(line.start) }
        }
        return 8
    }

    private func nameStart(_ line: Int) -> Int { grammar.keyName(document.bytes, document.lines[line]).lowerBound }
}

/// An option as crudini tells of it.
public struct CrudiniOption: Sendable {
    /// Its name, as written.
    public var key: String
    /// Its value; of several with the same spelling of the name, the last.
    public var value: String
    /// Whether it is a name alone, without `=`.
    public var isFlag: Bool
}

extension CrudiniEditor {
    /// Whether options stand before the first section.
    public var hasFirstLines: Bool { document.hasFirstLines }

    /// The options of a section, once for each spelling of a name, in the order they first appear.
    public func options(_ section: String) -> [CrudiniOption] {
        var places: [[UInt8]: Int] = [:]
        var found: [CrudiniOption] = []
        for index in document.blocks(section).joined() where document.lines[index].kind == .key {
            let line = document.lines[index]
            let name = Array(document.bytes[grammar.keyName(document.bytes, line)])
            let value = document.value(index..<document.entryEnd(index))
            let option = CrudiniOption(
                key: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self),
                isFlag: line.delimiter == line.end)
            if let place = places[name] {
                found[place] = option
            } else {
                places[name] = found.count
                found.append(option)
            }
        }
        return found
    }
}
