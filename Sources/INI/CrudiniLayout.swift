public import Core

// What crudini does to a whole text.
extension CrudiniEditor {
    /// Writes every option as `name=value`, or as `name = value`; also those that are added later.
    public mutating func spaceDelimiters(_ spaced: Bool) throws(OperationError) {
        let bytes = document.bytes
        let splices = document.lines.filter { $0.kind == .key && $0.delimiter < $0.end }.map { line in
            let delimiter = bytes[Int(line.delimiter)]
            let value = Whitespace.trimmedStart(bytes, Int(line.delimiter) + 1..<Int(line.end))
            let text = spaced ? [space, delimiter, space] : [delimiter]
            return Splice(range: grammar.keyName(bytes, line).upperBound..<value.lowerBound, bytes: text)
        }
        try document.apply(splices)
        delimiter = spaced ? Array(" = ".utf8) : [equals]
    }

    /// Leaves one blank line above each section, and none at either end of the text.
    public mutating func spaceSections() throws(OperationError) {
        var blank: Set<Int> = []
        func markBlank(before index: Int) {
            var index = index - 1
            while index >= 0, document.lines[index].kind == .blank {
                blank.insert(index)
                index -= 1
            }
        }
        if let first = document.lines.firstIndex(where: { $0.kind != .blank }) { markBlank(before: first) }
        markBlank(before: document.lines.count)
        for (index, line) in document.lines.enumerated() where line.kind == .section { markBlank(before: index) }
        var seen = false
        let splices = document.lines.indices.compactMap { index -> Splice? in
            let range = document.span(index..<index + 1)
            if blank.contains(index) { return Splice(range: range, bytes: []) }
            defer { seen = true }
            guard document.lines[index].kind == .section, seen else { return nil }
            return Splice(range: range.lowerBound..<range.lowerBound, bytes: newline)
        }
        try document.apply(splices)
    }

    /// Leaves of each run of blank lines one; none between a header and its options, and none at the end.
    mutating func tidy() throws(OperationError) {
        let end = document.lines.lastIndex { $0.kind != .blank } ?? -1
        var splices: [Splice] = []
        var last: Line.Kind?
        for (index, line) in document.lines.enumerated() {
            let followsHeader = last == .section || last == nil && document.hasFirstLines
            if line.kind == .blank, last == .blank || index > end || followsHeader && hasKey(after: index) {
                splices.append(Splice(range: document.span(index..<index + 1), bytes: []))
            } else {
                last = line.kind
            }
        }
        try document.apply(splices)
    }

    private func hasKey(after index: Int) -> Bool {
        document.lines[index...].first { $0.kind == .key || $0.kind == .section }?.kind == .key
    }
}
