internal import Core

/// The rules of oslo.config, which reads the files of every OpenStack service.
struct OsloGrammar: Grammar {
    var hintForRefusals: String? { "The service would not start with this file." }

    func classify(
        _ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ state: inout ScanState
    ) throws(Refusal) -> Line.Sort {
        // Most lines, and so first.
        if let first = line.first, isComment(bytes[first]) {
            state.isOpen = false
            return .of(.comment)
        }
        let text = Whitespace.trimmedEnd(bytes, line)
        guard !text.isEmpty else {
            state.isOpen = false
            return .of(.blank)
        }
        let first = bytes[text.lowerBound]
        if first == space || first == tab {
            guard state.isOpen else {
                throw Refusal("an indented line continues a value, and there is none above it")
            }
            return .of(.continuation)
        } else if first == UInt8(ascii: "[") {
            guard bytes[text.upperBound - 1] == UInt8(ascii: "]") else {
                throw Refusal("a section must end with ] (nothing may follow it, not even a comment)")
            }
            guard text.count > 2 else { throw Refusal("the section has no name") }
            state.hasSection = true
            state.isOpen = false
            return .of(.section)
        } else {
            guard let delimiter = text.first(where: { bytes[$0] == equals || bytes[$0] == colon }) else {
                throw Refusal("the line has neither = nor :")
            }
            guard !Whitespace.trimmed(bytes, text.lowerBound..<delimiter).isEmpty else {
                throw Refusal("there is no key before the \(bytes[delimiter] == equals ? "=" : ":")")
            }
            guard state.hasSection else { throw Refusal("the option stands before the first section") }
            state.isOpen = true
            return Line.Sort(kind: .key, delimiter: delimiter)
        }
    }

    func sectionName(_ bytes: [UInt8], _ line: Line) -> Range<Int> {
        // Not stripped inside the brackets: [ s ] is another section than [s].
        let text = Whitespace.trimmedEnd(bytes, line.content)
        return text.lowerBound + 1..<text.upperBound - 1
    }

    func keyName(_ bytes: [UInt8], _ line: Line) -> Range<Int> {
        Whitespace.trimmed(bytes, Int(line.start)..<Int(line.delimiter))
    }

    func normalisedSection(_ name: [UInt8]) -> [UInt8] {
        if name.elementsEqual("DEFAULT".utf8) { return name }
        return PythonLower.lowered(name)
    }

    func normalisedKey(_ name: [UInt8]) -> [UInt8] { name }

    func value(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> [UInt8] {
        guard let head = lines.first else { return [] }
        var first = Whitespace.trimmed(bytes, Int(head.delimiter) + 1..<Int(head.end))
        if isQuoted(bytes[first]) {
            // A lone quote is its own partner, and reads as nothing.
            first = first.count == 1 ? first.upperBound..<first.upperBound : first.lowerBound + 1..<first.upperBound - 1
        }
        var value = Array(bytes[first])
        for line in lines.dropFirst() {
            value.append(0x0A)
            value += bytes[Whitespace.trimmed(bytes, line.content)]
        }
        return value
    }

    func valueExtent(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> Range<Int> {
        guard let head = lines.first, let last = lines.last else { return 0..<0 }
        let start = Whitespace.trimmedStart(bytes, Int(head.delimiter) + 1..<Int(head.end)).lowerBound
        return start..<Int(last.end)
    }

    func rendered(
        _ value: [UInt8], replacing old: ArraySlice<UInt8>?, style: ContinuationStyle
    ) throws(Refusal) -> [UInt8] {
        guard !value.contains(0x0D) else { throw Refusal("a carriage return would read back as the end of the line") }
        var parts = value.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        let first = parts.removeFirst()
        var text = first
        if Whitespace.isAtAnEnd(of: first) || isQuoted(first[...]) {
            text = [doubleQuote] + first + [doubleQuote]
        }
        for (number, part) in parts.enumerated() {
            guard !part.isEmpty else {
                throw Refusal("line \(number + 2) of the value is blank, which would end the value")
            }
            guard !Whitespace.isAtAnEnd(of: part) else {
                throw Refusal("line \(number + 2) of the value begins or ends with white space, which would be lost")
            }
            text += style.newline + style.indent + part
        }
        return text
    }

    func check(section: [UInt8]) throws(Refusal) {
        guard !section.isEmpty else { throw Refusal("a section needs a name") }
        guard !section.contains(0x0A), !section.contains(0x0D) else { throw Refusal("a section's name is one line") }
    }

    func check(key: [UInt8]) throws(Refusal) {
        guard !key.isEmpty else { throw Refusal("an option needs a name") }
        guard !key.contains(0x0A), !key.contains(0x0D) else { throw Refusal("an option's name is one line") }
        guard !key.contains(equals), !key.contains(colon) else {
            throw Refusal("an option's name cannot have = or : in it, as the first of them ends it")
        }
        guard !Whitespace.isAtAnEnd(of: key) else {
            throw Refusal("an option's name cannot begin or end with white space, which would be lost")
        }
        guard ![UInt8(ascii: "["), UInt8(ascii: "#"), UInt8(ascii: ";")].contains(key[0]) else {
            throw Refusal("an option's name cannot begin with [, # or ;")
        }
    }

    private func isComment(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") }

    private func isQuoted(_ text: ArraySlice<UInt8>) -> Bool {
        guard let first = text.first, first == doubleQuote || first == singleQuote else { return false }
        return text.last == first
    }
}
