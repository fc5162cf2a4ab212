import Core
import Testing

@testable import INI

/// Edits classify only the lines around them anew: the index of lines must be as if all had been.
struct LinesTests {
    @Test func walksLinesAsPythonDoes() {
        for (text, lines) in [
            ("", []), ("a", ["a"]), ("a\nb\r\nc\rd", ["a", "b", "c", "d"]), ("\n\r\n\r", ["", "", ""]),
            ("\r\r\n", ["", ""]),
            ("\n\r", ["", ""]), ("a\r\nb\n", ["a", "b"]),
        ] {
            let bytes = Array(text.utf8)
            let found = bytes.withUnsafeBufferPointer { buffer in
                var walker = LineWalker(buffer)
                var found: [String] = []
                while let range = walker.line() { found.append(String(decoding: buffer[range], as: UTF8.self)) }
                return found
            }
            #expect(found == lines, "\(text.debugDescription)")
        }
    }

    @Test func findsTheByteThatIsNotUTF8WhereverItStands() {
        for length in [1, 31, 63, 64, 65, 127, 128, 200] {
            var text = [UInt8](repeating: 0x61, count: length)
            #expect(text.withUnsafeBufferPointer(UTF8Check.firstFault) == nil)
            for place in 0..<length {
                text[place] = 0xFF
                #expect(text.withUnsafeBufferPointer(UTF8Check.firstFault) == place)
                text[place] = 0x61
            }
        }
    }

    /// Every range of a text, put in the place of by each of several: in all dialects.
    @Test(arguments: Dialect.allCases) func keepsTheIndexOfLines(_ dialect: Dialect) throws {
        let texts = [
            "[s]\nk = a\n  b\n# c\n\n[t]\r\nj = x \\\n y\n", "[s]\r[t]\n\nk=1\r\nk=2\\\r z",
            "\u{FEFF}k = v\n[s]\n# c\n\n x\n",
            "[s]\nk = a\n# c\n\n  b\n[t]\n\tx = y\n",
        ]
        let inserts = ["", "\n", "\r", "[x]\n", "[", "\nz = 1\n", " ", "#", "a\\\n", "\n\n [y]\n# d\n"]
        var applied = 0
        for text in texts {
            guard let document = try? Document(text, dialect: dialect, name: "f") else { continue }
            for start in 0...document.bytes.count {
                for end in start...min(start + 9, document.bytes.count) {
                    for insert in inserts {
                        var copy = document
                        let splice = Splice(range: start..<end, bytes: Array(insert.utf8))
                        // Nothing but ends of characters is cut: an edit never cuts elsewhere.
                        guard let undo = try? copy.apply([splice]), String(validating: copy.bytes, as: UTF8.self) != nil
                        else { continue }
                        applied += 1
                        #expect(copy.staleLines == nil, "\(text.debugDescription) \(splice)")
                        copy.revert(undo)
                        #expect(copy.bytes == document.bytes && copy.lines == document.lines)
                    }
                }
            }
        }
        #expect(applied > 500)
    }
}

extension Document {
    /// Where the index of lines is not what a new reading gives; nil if it is.
    var staleLines: String? {
        guard let fresh = try? Document(bytes, dialect: dialect, name: name) else { return "the text does not parse" }
        guard fresh.lines != lines else { return nil }
        return "the index of lines is stale from line \(zip(fresh.lines, lines).prefix { $0 == $1 }.count + 1) on"
    }
}
