extension Document {
    /// The value that a single-valued option has: the last one, without the quotes the reader removes, `$name` not
    /// substituted; nil if there is none.
    public func get(_ section: String, _ key: String) -> String? {
        entries(section, key).last.map { String(decoding: value($0), as: UTF8.self) }
    }

    /// All values of an option, in order.
    public func getAll(_ section: String, _ key: String) -> [String] {
        entries(section, key).map { String(decoding: value($0), as: UTF8.self) }
    }

    /// The line (from 1) of the value that ``get(_:_:)`` gives.
    public func line(_ section: String, _ key: String) -> Int? {
        entries(section, key).last.map { $0.lowerBound + 1 }
    }

    /// The names of all sections as written, in the order they first appear; spellings that mean the same appear once.
    public var sections: [String] {
        var seen: Set<[UInt8]> = []
        var first: [String] = []
        if hasFirstLines, let name = grammar.sectionOfFirstLines {
            seen.insert(name)
            first = [String(decoding: name, as: UTF8.self)]
        }
        return first
            + lines.filter { $0.kind == .section }.compactMap { line in
                let name = sectionName(line)
                return seen.insert(grammar.normalisedSection(name)).inserted
                    ? String(decoding: name, as: UTF8.self) : nil
            }
    }

    /// Whether there is such a section.
    public func hasSection(_ section: String) -> Bool { !blocks(section).isEmpty }

    /// The keys of a section as written, in the order they first appear.
    public func keys(_ section: String) -> [String] {
        var seen: Set<[UInt8]> = []
        return blocks(section).joined().compactMap { index in
            guard lines[index].kind == .key else { return nil }
            let name = Array(bytes[grammar.keyName(bytes, lines[index])])
            return seen.insert(grammar.normalisedKey(name)).inserted ? String(decoding: name, as: UTF8.self) : nil
        }
    }

    /// All there is to read: by section, by option, the values in order. Names are such that those which mean the same
    /// are the same.
    public var values: [String: [String: [String]]] {
        var found: [String: [String: [String]]] = [:]
        var section = String(decoding: grammar.sectionOfFirstLines ?? [], as: UTF8.self)
        for (index, line) in lines.enumerated() {
            if line.kind == .section {
                section = String(decoding: grammar.normalisedSection(sectionName(line)), as: UTF8.self)
                if found[section] == nil { found[section] = [:] }
            } else if line.kind == .key {
                let name = grammar.normalisedKey(Array(bytes[grammar.keyName(bytes, line)]))
                let value = String(decoding: self.value(index..<entryEnd(index)), as: UTF8.self)
                found[section, default: [:]][String(decoding: name, as: UTF8.self), default: []].append(value)
            }
        }
        return found
    }
}

// What the other files of this target build on.
extension Document {
    /// The places a section stands at: for each, its lines from the header to before the next header.
    func blocks(_ section: String) -> [Range<Int>] {
        let wanted = grammar.normalisedSection(Array(section.utf8))
        var found: [Range<Int>] = []
        var start = hasFirstLines && grammar.sectionOfFirstLines == wanted ? 0 : nil
        for (index, line) in lines.enumerated() where line.kind == .section {
            if let begun = start { found.append(begun..<index) }
            start = grammar.normalisedSection(sectionName(line)) == wanted ? index : nil
        }
        if let begun = start { found.append(begun..<lines.count) }
        return found
    }

    /// Whether options stand before the first header.
    var hasFirstLines: Bool {
        grammar.sectionOfFirstLines != nil && lines.first { $0.kind == .key || $0.kind == .section }?.kind == .key
    }

    /// The places an option stands at: for each, its line and the lines that continue it.
    func entries(_ section: String, _ key: String) -> [Range<Int>] {
        let wanted = grammar.normalisedKey(Array(key.utf8))
        var found: [Range<Int>] = []
        for block in blocks(section) {
            for index in block where lines[index].kind == .key {
                let name = bytes[grammar.keyName(bytes, lines[index])]
                guard name.elementsEqual(wanted) || grammar.normalisedKey(Array(name)) == wanted else { continue }
                found.append(index..<entryEnd(index))
            }
        }
        return found
    }

    /// The line after an option's last.
    func entryEnd(_ index: Int) -> Int {
        var end = index + 1
        while end < lines.count, lines[end].kind == .continuation { end += 1 }
        return end
    }

    func value(_ entry: Range<Int>) -> [UInt8] { grammar.value(bytes, lines[entry]) }

    func sectionName(_ line: Line) -> [UInt8] { Array(bytes[grammar.sectionName(bytes, line)]) }

    /// The bytes of some lines, with their line endings.
    func span(_ range: Range<Int>) -> Range<Int> { offset(range.lowerBound)..<offset(range.upperBound) }

    /// Where a line starts; for the line after the last, the end of the text.
    func offset(_ line: Int) -> Int { line < lines.count ? Int(lines[line].start) : bytes.count }
}
