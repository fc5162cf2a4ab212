import Core
import Testing

@testable import INI

/// The rules of oslo.config, one by one; OsloOracleTests asks the real one.
struct OsloRulesTests {
    private func read(_ text: String, _ section: String = "s", _ key: String = "k") throws -> String? {
        try Document(text, name: "f").get(section, key)
    }

    private func refusal(_ text: some Collection<UInt8>) -> String? {
        do {
            _ = try Document(text, name: "f.conf")
            return nil
        } catch {
            #expect(error.code == .malformed && error.operation == "parse")
            return error.target
        }
    }

    @Test func endsLinesAsPythonDoes() throws {
        for newline in ["\n", "\r\n", "\r"] {
            let document = try Document("[s]\(newline)k = a\(newline)\(newline)j = b", name: "f")
            #expect(document.get("s", "k") == "a" && document.get("s", "j") == "b")
            #expect(document.line("s", "j") == 4)
        }
        #expect(try read("[s]\nk = a\u{B}b\u{C}c\u{85}d\u{2028}e\n") == "a\u{B}b\u{C}c\u{85}d\u{2028}e")
    }

    @Test func stripsUnicodeWhiteSpace() throws {
        #expect(try read("[s]\u{A0}\n\u{B}k\u{3000}=\u{2003}a\u{1C}\n") == "a")
    }

    @Test func readsQuotesAsTheReaderDoes() throws {
        let cases = [
            "\"a b\"": "a b", "'a'": "a", "\"a\" \"b\"": "a\" \"b", "\"": "", "'": "", "\"\"": "", "\"a'": "\"a'",
            "a ;c": "a ;c", "a # c": "a # c", "x=y:z": "x=y:z", "$a %(b)s": "$a %(b)s",
        ]
        for (written, expected) in cases { #expect(try read("[s]\nk = \(written)\n") == expected, "\(written)") }
        #expect(try read("[s]\nk = \"a\n  b\"\n") == "\"a\nb\"")
    }

    @Test func joinsContinuationLines() throws {
        #expect(try read("[s]\nk =\n  a\n\t# b\n [c]\nj = 1\n") == "\na\n# b\n[c]")
        #expect(try read("[s]\nhttp://x=1\n", "s", "http") == "//x=1")
    }

    @Test func namesTheLineThatIsWrong() {
        let cases = [
            ("[s] # c\n", 1), ("[s]\n\n[t\n", 3), ("[]\n", 1), ("k = v\n[s]\n", 1), ("# c\n\nk\n", 3),
            ("[s]\n= v\n", 2),
            ("[s]\n : v\n", 2), ("[s]\nk = a\n\n b\n", 4), ("[s]\nk = a\n# c\n b\n", 4), (" [s]\n", 1),
            ("[s]\r\rk\r", 3),
            ("\u{FEFF}[s]\nk = v\n", 1),
        ]
        for (text, line) in cases { #expect(refusal(text.utf8) == "f.conf:\(line)", "\(text)") }
        #expect(refusal(Array("[s]\nk = a\nj = ".utf8) + [0xC3, 0x28, 0x0A]) == "f.conf:3")
        #expect(refusal(Array("[s]\r\nk = a\r\n".utf8) + [0xED, 0xA0, 0x80]) == "f.conf:3")
    }

    @Test func quotesNothingOfALineThatIsWrong() {
        let error = #expect(throws: OperationError.self) { try Document("[s]\nsesame\n", name: "f") }
        #expect(error.map { "\($0) \($0.hint ?? "")" }?.contains("sesame") == false)
    }

    @Test func findsSectionsInAnyCaseButDEFAULT() throws {
        let document = try Document(
            "[LibVirt]\na = 1\n[DEFAULT]\na = 2\n[libvirt]\na = 3\n[default]\na = 4\n[ s ]\n", name: "f")
        #expect(document.getAll("LIBVIRT", "a") == ["1", "3"])
        #expect(document.get("DEFAULT", "a") == "2" && document.get("default", "a") == "4")
        #expect(document.get("Default", "a") == "4")
        #expect(document.sections == ["LibVirt", "DEFAULT", "default", " s "])
        #expect(!document.hasSection("s") && document.hasSection(" S "))
        #expect(document.keys("libvirt") == ["a"])
    }

    @Test func tellsSpellingsOfOneCharacterApart() throws {
        let document = try Document("[s]\n\u{E9} = 1\ne\u{301} = 2\n", name: "f")
        #expect(document.get("s", "\u{E9}") == "1" && document.get("s", "e\u{301}") == "2")
        #expect(document.keys("s").count == 2)
    }
}
