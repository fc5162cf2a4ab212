/// Finds where bytes stop being UTF-8, so that an error can name the line.
enum UTF8Check {
    /// The offset of the first byte that is not part of well-formed UTF-8; nil if all is well.
    static func firstFault(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        let raw = UnsafeRawBufferPointer(bytes)
        while index < bytes.count {
            // Nearly all of a file is ASCII.
            while index + 32 <= bytes.count, isASCII(raw, index) { index += 32 }
            guard index < bytes.count else { break }
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let length = sequenceLength(bytes, at: index)
            if length == 0 { return index }
            index += length
        }
        return nil
    }

    /// Whether 32 bytes from an offset are ASCII.
    private static func isASCII(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
        func word(_ number: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset + 8 * number, as: UInt64.self) }
        return (word(0) | word(1) | word(2) | word(3)) & 0x8080_8080_8080_8080 == 0
    }

    /// The Unicode standard, table 3-7: which second bytes may follow which first byte.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>)
        switch bytes[index] {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return 0
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
