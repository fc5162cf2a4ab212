/// A grammar whose section headers end at the first `]`: Ceph's and crudini's.
protocol BracketGrammar: Grammar {}

extension BracketGrammar {
    /// The `]` that ends the header in a line that begins with `[`.
    func headerEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ text: Range<Int>) throws(Refusal) -> Int {
        guard let end = text.first(where: { bytes[$0] == UInt8(ascii: "]") }) else {
            throw Refusal("a section must end with ]")
        }
        guard end > text.lowerBound + 1 else { throw Refusal("the section has no name") }
        return end
    }

    func sectionName(_ bytes: [UInt8], _ line: Line) -> Range<Int> {
        let text = Whitespace.trimmed(bytes, line.content)
        let end = text.first { bytes[$0] == UInt8(ascii: "]") } ?? text.upperBound
        return text.lowerBound + 1..<end
    }

    func keyName(_ bytes: [UInt8], _ line: Line) -> Range<Int> {
        Whitespace.trimmed(bytes, Int(line.start)..<Int(line.delimiter))
    }
}
