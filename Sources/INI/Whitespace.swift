/// White space as Python's `str.strip()` knows it, on UTF-8 bytes; oslo.config strips lines, keys and values with it.
enum Whitespace {
    /// How many bytes the white space character at `start` has; 0 if there is none.
    static func length(_ bytes: some ByteText, at start: Int, end: Int) -> Int {
        let first = bytes[start]
        if first < 0x80 { return isASCIISpace(first) ? 1 : 0 }
        if first == 0xC2 {
            guard start + 1 < end else { return 0 }
            return bytes[start + 1] == 0x85 || bytes[start + 1] == 0xA0 ? 2 : 0
        }
        guard start + 2 < end else { return 0 }
        return isThreeByteSpace(first, bytes[start + 1], bytes[start + 2]) ? 3 : 0
    }

    /// The range without white space at its start.
    static func trimmedStart(_ bytes: some ByteText, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound {
            let length = length(bytes, at: start, end: range.upperBound)
            if length == 0 { break }
            start += length
        }
        return start..<range.upperBound
    }

    /// The range without white space at its end.
    static func trimmedEnd(_ bytes: some ByteText, _ range: Range<Int>) -> Range<Int> {
        let start = range.lowerBound
        var end = range.upperBound
        while end > start {
            let last = bytes[end - 1]
            if last < 0x80 {
                guard isASCIISpace(last) else { break }
                end -= 1
            } else if end - start >= 2, length(bytes, at: end - 2, end: end) == 2 {
                end -= 2
            } else if end - start >= 3, length(bytes, at: end - 3, end: end) == 3 {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    /// The range without white space at either end.
    static func trimmed(_ bytes: some ByteText, _ range: Range<Int>) -> Range<Int> {
        trimmedStart(bytes, trimmedEnd(bytes, range))
    }

    /// Whether the text begins or ends with white space.
    static func isAtAnEnd(of text: [UInt8]) -> Bool { trimmed(text, 0..<text.count).count != text.count }

    private static func isASCIISpace(_ byte: UInt8) -> Bool {
        // Python counts the four ASCII separators FS, GS, RS and US as white space too.
        byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
    }

    private static func isThreeByteSpace(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second) {
        case (0xE1, 0x9A): third == 0x80  // U+1680
        // U+2000–200A, 2028, 2029, 202F
        case (0xE2, 0x80): (0x80...0x8A).contains(third) || [0xA8, 0xA9, 0xAF].contains(third)
        case (0xE2, 0x81): third == 0x9F  // U+205F
        case (0xE3, 0x80): third == 0x80  // U+3000
        default: false
        }
    }
}

/// Bytes by their offset: an array of them, or a buffer of somebody else's.
protocol ByteText: RandomAccessCollection where Element == UInt8, Index == Int {}
extension Array: ByteText where Element == UInt8 {}
extension UnsafeBufferPointer: ByteText where Element == UInt8 {}
