/// ceph.conf and keyrings, read as Ceph's ConfFile does, and a little more leniently where a file is unambiguous.
struct CephGrammar: BracketGrammar {
    func classify(
        _ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ state: inout ScanState
    ) throws(Refusal) -> Line.Sort {
        if state.isOpen {
            state.isOpen = endsWithBackslash(bytes, line)
            return .of(.continuation)
        }
        let text = Whitespace.trimmed(bytes, line)
        guard let start = text.first else { return .of(.blank) }
        if isComment(bytes[start]) {
            return .of(.comment)
        } else if bytes[start] == UInt8(ascii: "[") {
            _ = try headerEnd(bytes, text)
            state.hasSection = true
            return .of(.section)
        } else {
            guard let delimiter = text.first(where: { bytes[$0] == equals }) else { throw Refusal("the line has no =") }
            guard delimiter > start else { throw Refusal("there is no key before the =") }
            guard state.hasSection else { throw Refusal("the option stands before the first section") }
            state.isOpen = endsWithBackslash(bytes, line)
            return Line.Sort(kind: .key, delimiter: delimiter)
        }
    }

    func checkEnd(_ state: ScanState) throws(Refusal) {
        guard !state.isOpen else { throw Refusal("the last line ends in a backslash, and no line follows it") }
    }

    /// Whether the value goes on in the next line: an unescaped backslash at the end, not in a comment.
    private func endsWithBackslash(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == backslash {
                if index + 1 == range.upperBound { return true }
                index += 1
            } else if isComment(bytes[index]) {
                return false
            }
            index += 1
        }
        return false
    }

    func normalisedSection(_ name: [UInt8]) -> [UInt8] { name }

    // ConfFile::normalize_key_name: white space, however much, is one underscore.
    func normalisedKey(_ name: [UInt8]) -> [UInt8] {
        Array(name.split(whereSeparator: isSpace).joined(separator: CollectionOfOne(UInt8(ascii: "_"))))
    }

    func value(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> [UInt8] {
        read(bytes, lines).value
    }

    func valueExtent(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> Range<Int> {
        read(bytes, lines).extent
    }

    /// Reads a value, and finds where it stands: from its first byte to its last, a comment behind it left out.
    private func read(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> (value: [UInt8], extent: Range<Int>) {
        guard let head = lines.first, let last = lines.last else { return ([], 0..<0) }
        let end = Int(last.end)
        let start = Int(head.delimiter) + 1
        var index = start
        while index < end, bytes[index] == space || bytes[index] == tab { index += 1 }
        let first = index
        if index < end, bytes[index] == doubleQuote || bytes[index] == singleQuote,
            let quoted = readQuoted(bytes, first..<end)
        {
            return quoted
        }
        var value: [UInt8] = []
        var written = first
        while index < end, !isComment(bytes[index]) {
            if bytes[index] == backslash, index + 1 < end {
                index += 1
                if bytes[index] == 0x0A || bytes[index] == 0x0D {
                    if bytes[index] == 0x0D, index + 1 < end, bytes[index + 1] == 0x0A { index += 1 }
                    index += 1
                    continue
                }
            }
            value.append(bytes[index])
            index += 1
            if !isSpace(bytes[index - 1]) { written = index }
        }
        let kept = trimSpaces(value)
        return (kept, first..<max(written, first))
    }

    private func readQuoted(_ bytes: [UInt8], _ range: Range<Int>) -> (value: [UInt8], extent: Range<Int>)? {
        let quote = bytes[range.lowerBound]
        var value: [UInt8] = []
        var index = range.lowerBound + 1
        while index < range.upperBound, bytes[index] != quote {
            if bytes[index] == backslash, index + 1 < range.upperBound { index += 1 }
            value.append(bytes[index])
            index += 1
        }
        guard index < range.upperBound else { return nil }
        // A text that only begins with a quoted one is none.
        let rest = bytes[index + 1..<range.upperBound].first { !isSpace($0) }
        guard rest.map(isComment) ?? true else { return nil }
        return (trimSpaces(value), range.lowerBound..<index + 1)
    }

    func rendered(
        _ value: [UInt8], replacing old: ArraySlice<UInt8>?, style: ContinuationStyle
    ) throws(Refusal) -> [UInt8] {
        guard !value.contains(0x0A), !value.contains(0x0D) else { throw Refusal("a value is one line for Ceph") }
        guard trimSpaces(value).count == value.count else {
            throw Refusal("Ceph drops white space at the ends of a value, also inside quotes")
        }
        let wasQuoted = old?.first == doubleQuote
        let special: Set<UInt8> = [doubleQuote, singleQuote, backslash, UInt8(ascii: "#"), UInt8(ascii: ";")]
        // Ceph's parser (16.2) aborts the process on a character beyond ASCII that stands outside quotes.
        guard wasQuoted || value.contains(where: { special.contains($0) || $0 >= 0x80 }) else { return value }
        var text = [doubleQuote]
        for byte in value {
            if special.contains(byte), byte != singleQuote { text.append(backslash) }
            text.append(byte)
        }
        return text + [doubleQuote]
    }

    func check(section: [UInt8]) throws(Refusal) {
        guard !section.isEmpty else { throw Refusal("a section needs a name") }
        guard !section.contains(where: { [0x0A, 0x0D, UInt8(ascii: "]"), backslash].contains($0) || isComment($0) })
        else {
            throw Refusal("a section's name is one line without ], \\, # and ;")
        }
    }

    func check(key: [UInt8]) throws(Refusal) {
        guard !normalisedKey(key).isEmpty else { throw Refusal("an option needs a name") }
        guard trimSpaces(key).count == key.count,
            !key.contains(where: {
                $0 >= 0x80 || [0x0A, 0x0D, equals, UInt8(ascii: "["), backslash].contains($0) || isComment($0)
            })
        else {
            throw Refusal("an option's name is one line of ASCII without =, [, \\, # and ;, and no spaces at its ends")
        }
    }

    private func isComment(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") }

    private func isSpace(_ byte: UInt8) -> Bool { byte == space || (0x09...0x0D).contains(byte) }

    private func trimSpaces(_ text: [UInt8]) -> [UInt8] {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(text[first...last])
    }
}
