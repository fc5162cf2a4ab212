internal import Glibc

/// One line of a document: where it stands in the bytes, and what it is. Sixteen bytes, as a file may have millions.
struct Line: Sendable, Equatable {
    enum Kind: UInt8 { case blank, comment, section, key, continuation }

    /// The offset of its first byte.
    var start: UInt32
    /// The offset of its line ending (or the end of the text).
    var end: UInt32
    /// The offset of `=` or `:`, of a key line.
    var delimiter: UInt32
    var kind: Kind

    /// What a line is found to be; the delimiter is that of a key.
    struct Sort {
        var kind: Kind
        var delimiter: Int
        static func of(_ kind: Kind) -> Sort { Sort(kind: kind, delimiter: 0) }
    }

    /// Its bytes without the line ending.
    var content: Range<Int> { Int(start)..<Int(end) }

    /// Whether it depends on nothing above it but whether there is a section.
    var startsAfresh: Bool { kind == .section || kind == .key }

    /// Moves it to where it stands when bytes above it came or went.
    mutating func shift(by distance: Int) {
        let distance = UInt32(truncatingIfNeeded: distance)
        start &+= distance
        end &+= distance
        if kind == .key { delimiter &+= distance }
    }
}

/// Walks over lines as Python's universal newlines do: `\n`, `\r\n` and a lone `\r` end a line, nothing else does.
struct LineWalker {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next line starts.
    private var next: Int
    // The first of each that is not before `next`: kept, so that in a text without one it is looked for once.
    private var lineFeed: Int
    private var carriageReturn: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) {
        self.bytes = bytes
        next = offset
        lineFeed = Self.find(0x0A, in: bytes, from: offset)
        carriageReturn = Self.find(0x0D, in: bytes, from: offset)
    }

    /// The next line without its ending; nil at the end of the text.
    mutating func line() -> Range<Int>? {
        guard next < bytes.count else { return nil }
        if lineFeed < next { lineFeed = Self.find(0x0A, in: bytes, from: next) }
        if carriageReturn < next { carriageReturn = Self.find(0x0D, in: bytes, from: next) }
        let start = next
        let end = min(lineFeed, carriageReturn)
        next = carriageReturn == end && lineFeed == end + 1 ? end + 2 : min(end + 1, bytes.count)
        return start..<end
    }

    // Most of the time of reading a file is spent here: memchr looks at 32 bytes at a time.
    private static func find(_ byte: Int32, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = bytes.baseAddress, start < bytes.count,
            let found = memchr(base + start, byte, bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
    }
}
