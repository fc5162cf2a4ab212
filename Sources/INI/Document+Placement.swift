// Where a new option goes, and what it looks like there.
extension Document {
    /// What adds an option with these values to a section.
    func insertion(
        _ section: String, _ key: String, _ values: [[UInt8]], after entry: Range<Int>?
    ) throws(Refusal) -> Splice {
        let blocks = blocks(section)
        let shown = entry == nil ? commentedDefault(blocks, key) : nil
        let place = entry?.upperBound ?? shown.map { $0 + 1 } ?? blocks.last.map(optionsEnd)
        let at = place ?? lines.count
        let newline = newline(near: at)
        var text: [UInt8] = []
        if at > 0, !endsLine(at - 1) { text += newline }
        if place == nil { text += header(section, newline) }
        let model = model(entry: entry, blocks: blocks, shown: shown)
        for value in values {
            let style = ContinuationStyle(newline: newline, indent: Array("    ".utf8))
            let rendered = try grammar.rendered(value, replacing: nil, style: style)
            var line = model.indent + Array(key.utf8) + model.delimiter + rendered
            if rendered.isEmpty || rendered.starts(with: newline) {
                // No trailing white space after the delimiter of an empty value or an empty first line.
                let kept = Array(model.delimiter.reversed().drop { $0 == space || $0 == tab }.reversed())
                line = model.indent + Array(key.utf8) + kept + rendered
            }
            text += line + newline
        }
        let offset = offset(at)
        return Splice(range: offset..<offset, bytes: text)
    }

    /// What adds a section, with nothing in it yet, at the end of the text.
    func insertion(section: String) -> Splice {
        let newline = newline(near: lines.count)
        let ending = lines.isEmpty || endsLine(lines.count - 1) ? [] : newline
        return Splice(range: bytes.count..<bytes.count, bytes: ending + header(section, newline))
    }

    /// The header of a new section, set off by a blank line.
    private func header(_ section: String, _ newline: [UInt8]) -> [UInt8] {
        let gap = lines.last.map { $0.kind == .blank } ?? true ? [] : newline
        return gap + Array("[\(section)]".utf8) + newline
    }

    /// How new lines of a value are begun, below an entry.
    func continuationStyle(_ entry: Range<Int>) -> ContinuationStyle {
        var indent = Array("    ".utf8)
        if entry.count > 1 {
            let content = bytes[lines[entry.lowerBound + 1].content]
            indent = Array(content.prefix { $0 == space || $0 == tab })
        }
        return ContinuationStyle(newline: newline(near: entry.lowerBound + 1), indent: indent)
    }

    /// The end of what belongs to a block: comments right above the next header, set off by a blank line, do not.
    func ownEnd(_ block: Range<Int>) -> Int {
        guard block.upperBound < lines.count else { return block.upperBound }
        var end = block.upperBound
        while end > block.lowerBound + 1, lines[end - 1].kind == .comment { end -= 1 }
        let isSetOff = end > block.lowerBound + 1 && lines[end - 1].kind == .blank
        return isSetOff ? end : block.upperBound
    }

    /// The line before which a new option of a block goes: after its last line that is not blank.
    private func optionsEnd(_ block: Range<Int>) -> Int {
        var end = ownEnd(block)
        while end > block.lowerBound + 1, lines[end - 1].kind == .blank { end -= 1 }
        return end
    }

    /// The comment that shows an option's default: `#key = value`; of several the last, `# key` only if there is no `#key`.
    private func commentedDefault(_ blocks: [Range<Int>], _ key: String) -> Int? {
        let wanted = grammar.normalisedKey(Array(key.utf8))
        var spaced: Int?
        var tight: Int?
        for index in blocks.joined() where lines[index].kind == .comment && mayShow(index, wanted) {
            guard let name = commentedKey(index), grammar.normalisedKey(Array(name.key)) == wanted else { continue }
            if name.isTight { tight = index } else { spaced = index }
        }
        return tight ?? spaced
    }

    /// Whether the first letter of a comment does not speak against it being of a key: nearly all comments are prose.
    private func mayShow(_ index: Int, _ wanted: [UInt8]) -> Bool {
        let text = bytes[lines[index].content].drop { $0 == space || $0 == tab }.dropFirst()
        guard let letter = text.first(where: { $0 != space && $0 != tab }), letter < 0x80, let first = wanted.first
        else { return true }
        return first >= 0x80 || letter | 0x20 == first | 0x20
    }

    /// The key that a comment would set if it were none.
    private func commentedKey(_ index: Int) -> (key: ArraySlice<UInt8>, isTight: Bool, delimiter: Int)? {
        let text = Whitespace.trimmed(bytes, lines[index].content)
        guard let delimiter = text.first(where: { bytes[$0] == equals || bytes[$0] == colon }) else { return nil }
        let inner = text.lowerBound + 1..<delimiter
        guard !inner.isEmpty else { return nil }
        let name = Whitespace.trimmed(bytes, inner)
        return (bytes[name], name.lowerBound == inner.lowerBound, delimiter)
    }

    /// What a new line is modelled on: indentation, and the delimiter with the white space around it.
    private func model(
        entry: Range<Int>?, blocks: [Range<Int>], shown: Int?
    ) -> (indent: [UInt8], delimiter: [UInt8]) {
        var delimiter: [UInt8]?
        if let comment = shown, let found = commentedKey(comment) {
            delimiter = around(found.delimiter, keyEnd: found.key.endIndex, end: Int(lines[comment].end))
        }
        let neighbour =
            entry?.lowerBound ?? blocks.joined().last { lines[$0].kind == .key } ?? lines.firstIndex { $0.kind == .key }
        guard let neighbour else { return ([], delimiter ?? Array(" = ".utf8)) }
        let line = lines[neighbour]
        let name = grammar.keyName(bytes, line)
        // What oslo takes for white space before a key is not only blanks, but only blanks are worth copying.
        let indent = dialect == .ceph ? Array(bytes[Int(line.start)..<name.lowerBound]) : []
        // An option without a delimiter is a model of indentation only.
        guard line.delimiter < line.end else { return (indent, delimiter ?? Array(" = ".utf8)) }
        let own = around(Int(line.delimiter), keyEnd: name.upperBound, end: Int(line.end))
        return (indent, delimiter ?? own)
    }

    private func around(_ delimiter: Int, keyEnd: Int, end: Int) -> [UInt8] {
        let before = bytes[keyEnd..<delimiter].filter { $0 == space || $0 == tab }
        let rest = bytes[delimiter + 1..<end]
        var after = Array(rest.prefix { $0 == space || $0 == tab })
        // A value that is empty, or all of it white space, says nothing about the space before a value.
        if after.count == rest.count { after = before }
        let character = dialect == .ceph ? equals : bytes[delimiter]
        // Values that are lined up in a column are no model either.
        return before.count > 1 || after.count > 1
            ? Array(" ".utf8) + [character, space] : before + [character] + after
    }

    /// The line ending in use around a line: that of the line above, else of the first line, else `\n`.
    func newline(near index: Int) -> [UInt8] {
        let candidates = [index - 1, 0].filter { lines.indices.contains($0) && endsLine($0) }
        guard let line = candidates.first else { return [0x0A] }
        return Array(bytes[Int(lines[line].end)..<offset(line + 1)])
    }

    /// Whether the last line has a line ending; false for an empty text.
    var endsInNewline: Bool { !lines.isEmpty && endsLine(lines.count - 1) }

    private func endsLine(_ index: Int) -> Bool { Int(lines[index].end) < offset(index + 1) }
}
