/// One line of a document: where it stands in the bytes, and what it is. Sixteen bytes, as a file may have millions.
struct Line: Sendable {
    enum Kind: UInt8 { case blank, comment, section, key, continuation }

    /// The offset of its first byte.
    var start: UInt32
    /// The offset of its line ending (or the end of the text).
    var end: UInt32
    /// The offset of `=` or `:`, of a key line.
    var delimiter: UInt32 = 0
    var kind: Kind = .blank

    /// Its bytes without the line ending.
    var content: Range<Int> { Int(start)..<Int(end) }
}

/// Walks over lines as Python's universal newlines do: `\n`, `\r\n` and a lone `\r` end a line, nothing else does.
struct LineWalker {
    let bytes: UnsafeBufferPointer<UInt8>
    private var next = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The next line without its ending; nil at the end of the text.
    mutating func line() -> Range<Int>? {
        guard next < bytes.count else { return nil }
        let start = next
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        next = end
        if next < bytes.count {
            next += bytes[next] == 0x0D && next + 1 < bytes.count && bytes[next + 1] == 0x0A ? 2 : 1
        }
        return start..<end
    }
}
