/// What crudini reads: options before the first section, options without a value, `;` comments behind a value, names of
/// options in any case, values that go on below comments and blank lines.
struct CrudiniGrammar: BracketGrammar {
    /// Whether white space before a line says nothing: then no value goes on in the next line.
    var ignoresIndent = false

    var allowsMark: Bool { true }

    func classify(
        _ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ state: inout ScanState
    ) throws(Refusal) -> Line.Sort {
        var text = Whitespace.trimmedEnd(bytes, line)
        if ignoresIndent { text = Whitespace.trimmedStart(bytes, text) }
        if !text.isEmpty, Whitespace.length(bytes, at: text.lowerBound, end: text.upperBound) > 0 {
            guard state.isOpen else {
                throw Refusal("an indented line continues a value, and there is none above it")
            }
            return .of(.continuation)
        }
        guard let start = text.first else { return .of(.blank) }
        if isComment(bytes[start]) {
            return .of(.comment)
        } else if bytes[start] == UInt8(ascii: "[") {
            let end = try headerEnd(bytes, text)
            let rest = Whitespace.trimmedStart(bytes, end + 1..<text.upperBound)
            guard rest.isEmpty || [UInt8(ascii: ";"), UInt8(ascii: "#")].contains(bytes[rest.lowerBound]) else {
                throw Refusal("only a comment may follow a section's ]")
            }
            state.isOpen = false
            return .of(.section)
        } else {
            let delimiter = text.first { bytes[$0] == equals || bytes[$0] == colon }
            guard delimiter != start else { throw Refusal("there is no key before the delimiter") }
            state.isOpen = true
            // An option without a value: its delimiter stands at the end of the line, where no character is.
            return Line.Sort(kind: .key, delimiter: delimiter ?? line.upperBound)
        }
    }

    func isComment(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "%")
    }

    // The options before the first section are in DEFAULT, which may also be called by no name.
    func normalisedSection(_ name: [UInt8]) -> [UInt8] { name.isEmpty ? Self.defaultSection : name }

    func normalisedKey(_ name: [UInt8]) -> [UInt8] { PythonLower.lowered(name) }

    static let defaultSection = Array("DEFAULT".utf8)
    var sectionOfFirstLines: [UInt8]? { Self.defaultSection }

    func value(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> [UInt8] {
        guard let head = lines.first else { return [] }
        var value = Array(bytes[parts(bytes, head).value])
        for line in lines.dropFirst() {
            let part = Whitespace.trimmed(bytes, line.content)
            // Comments and blank lines between the parts are none.
            guard !part.isEmpty, part.lowerBound > Int(line.start) else { continue }
            value.append(0x0A)
            value += bytes[part]
        }
        return value
    }

    func valueExtent(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> Range<Int> {
        guard let head = lines.first, let last = lines.last else { return 0..<0 }
        let parts = parts(bytes, head)
        return parts.value.lowerBound..<(lines.count == 1 ? parts.value.upperBound : Int(last.end))
    }

    /// The value that stands in a key's own line, and the comment behind it.
    func parts(_ bytes: [UInt8], _ line: Line) -> (value: Range<Int>, comment: Range<Int>?) {
        guard line.delimiter < line.end else { return (Int(line.end)..<Int(line.end), nil) }
        let start = Int(line.delimiter) + 1
        let text = Whitespace.trimmed(bytes, start..<Int(line.end))
        guard !text.isEmpty else { return (start..<start, nil) }
        let semicolon = text.dropFirst().first { index in
            bytes[index] == UInt8(ascii: ";")
                && Whitespace.trimmedEnd(bytes, text.lowerBound..<index).upperBound < index
        }
        guard let semicolon else { return (text, nil) }
        return (Whitespace.trimmedEnd(bytes, text.lowerBound..<semicolon), semicolon..<text.upperBound)
    }

    func rendered(
        _ value: [UInt8], replacing old: ArraySlice<UInt8>?, style: ContinuationStyle
    ) throws(Refusal) -> [UInt8] {
        guard !value.contains(0x0D) else { throw Refusal("a carriage return would read back as the end of the line") }
        let parts = value.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        for part in parts where part != Array(part[Whitespace.trimmed(part, 0..<part.count)]) {
            throw Refusal("white space at the ends of a line would be lost")
        }
        return Array(parts.joined(separator: style.newline + style.indent))
    }

    func check(section: [UInt8]) throws(Refusal) {
        guard !section.contains(UInt8(ascii: "[")), !section.contains(UInt8(ascii: "]")) else {
            throw Refusal("a section's name cannot have [ or ] in it")
        }
        guard !section.contains(0x0A), !section.contains(0x0D) else { throw Refusal("a section's name is one line") }
    }

    func check(key: [UInt8]) throws(Refusal) {
        guard !key.contains(equals) else { throw Refusal("an option's name cannot have = in it") }
        guard key.first != UInt8(ascii: "[") else { throw Refusal("an option's name cannot begin with [") }
        guard !key.contains(0x0A), !key.contains(0x0D) else { throw Refusal("an option's name is one line") }
    }
}
