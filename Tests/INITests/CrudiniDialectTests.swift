import Core
import Testing

@testable import INI

/// What crudini reads, and no service: Tests of the command compare with the real one.
struct CrudiniDialectTests {
    private func document(_ text: String, _ dialect: Dialect = .crudini) throws -> Document {
        try Document(text, dialect: dialect, name: "f")
    }

    @Test func readsOptionsBeforeTheFirstSectionAsDEFAULT() throws {
        let text = try document("# c\nfirst = 1\nflag\n[s]\nk = v\n[DEFAULT]\nlast = 2\n")
        #expect(text.get("DEFAULT", "first") == "1" && text.get("", "FIRST") == "1" && text.get("", "last") == "2")
        #expect(text.get("DEFAULT", "flag") == "" && text.get("s", "first") == nil)
        #expect(text.sections == ["DEFAULT", "s"])
        #expect(text.entries.map(\.group) == ["DEFAULT", "DEFAULT", "s", "DEFAULT"])
        #expect(text.values["DEFAULT"] == ["first": ["1"], "flag": [""], "last": ["2"]])
        #expect(try document("[s]\nk = v\n").sections == ["s"])
    }

    @Test func leavesCommentsBehindValuesOut() throws {
        let text = try document("[s] # c\na = 1 ; c\nb = 1;2\nc = ;\nd = 1 # 2\ne = \"x ; y\"\n%f = 1\n")
        let values = ["a": ["1"], "b": ["1;2"], "c": [";"], "d": ["1 # 2"], "e": ["\"x"]]
        #expect(text.values["s"] == values)
    }

    @Test func findsOptionsInAnyCaseAndSectionsInTheirs() throws {
        let text = try document("[s]\nName = 1\nNAME = 2\n[S]\nname = 3\n")
        #expect(text.getAll("s", "name") == ["1", "2"] && text.getAll("S", "nAME") == ["3"])
        #expect(text.keys("s") == ["Name"])
    }

    @Test func readsOnBelowCommentsAndBlankLines() throws {
        let text = try document("[s]\nk = a\n# c\n\n  b\n# d\n\nj = 1\n")
        #expect(text.get("s", "k") == "a\nb" && text.get("s", "j") == "1")
        // Without indentation that says something, a value is one line.
        let flat = try document("[s]\n  k = a\n\tj = b\n  [t]\n  flag\n", .crudiniIndented)
        #expect(flat.values == ["s": ["k": ["a"], "j": ["b"]], "t": ["flag": [""]]])
    }

    @Test func namesTheLineThatIsWrong() {
        for (text, line) in [
            (" k = 1\n", 1), ("[s]\n k\n", 2), ("[s\n", 1), ("[]\n", 1), ("[s] x\n", 1), ("[s]\n= 1\n", 2),
            ("[s]\nk\n[t]\n j\n", 4),
        ] {
            let error = #expect(throws: OperationError.self, "\(text)") { try document(text) }
            #expect(error?.code == .malformed && error?.target == "f:\(line)", "\(text)")
        }
    }

    @Test func editsBesideOptionsWithoutAValue() throws {
        var text = try document("[s]\nflag\n")
        try text.set("s", "k", "v")
        #expect(text.text == "[s]\nflag\nk = v\n")
        try text.add("s", "flag", "x")
        #expect(text.text == "[s]\nflag\nflag = x\nk = v\n")
        try text.setAll("s", "flag", ["y"])
        #expect(text.text == "[s]\nflag = y\nk = v\n")
    }

    @Test func keepsTheCommentBehindAValue() throws {
        var text = try document("[s]\nk = a ; c\n")
        try text.set("s", "k", "b")
        #expect(text.text == "[s]\nk = b ; c\n")
        #expect(throws: OperationError.self) { try text.set("s", "k", "b ; d") }
        #expect(text.text == "[s]\nk = b ; c\n")
    }

    @Test func doesNotRenameWhatHasNoHeader() throws {
        var text = try document("k = v\n[s]\n")
        let error = #expect(throws: OperationError.self) { try text.renameSection("DEFAULT", to: "t") }
        #expect(error?.code == .invalid && !text.isChanged)
    }

    /// A byte order mark is kept at the beginning; a name that begins with the same character does not become one.
    @Test func keepsAMarkAndMakesNone() throws {
        var text = try document("\u{FEFF}k = v\n")
        try text.set("", "k", "w")
        #expect(text.text == "\u{FEFF}k = w\n")
        var other = try document("k = v\n\u{FEFF}j = 1\n")
        #expect(throws: OperationError.self) { try other.remove("", "k") }
        #expect(!other.isChanged)
    }
}
