import Core
import Testing

@testable import INI

/// What edits do to the text, byte for byte.
struct EditingTests {
    private func edited(
        _ text: String, _ edit: (inout Document) throws -> Bool, changes: Bool = true
    ) throws -> String {
        var document = try Document(text, name: "f")
        #expect(try edit(&document) == changes)
        #expect(document.isChanged == (document.text.utf8.elementsEqual(text.utf8) == false))
        return document.text
    }

    @Test func changesAValueInItsPlace() throws {
        #expect(try edited("[s]\nk=a  # no comment\n") { try $0.set("s", "k", "b") } == "[s]\nk=b\n")
        #expect(try edited("[s]\nk  :\ta\n# c\n") { try $0.set("s", "k", "b") } == "[s]\nk  :\tb\n# c\n")
        #expect(try edited("[s]\r\nk = a\r\nj = x\r\n") { try $0.set("s", "k", "b") } == "[s]\r\nk = b\r\nj = x\r\n")
        #expect(try edited("[s]\nk = a") { try $0.set("s", "k", "b") } == "[s]\nk = b")
        #expect(try edited("[s]\nk =\n") { try $0.set("s", "k", "b") } == "[s]\nk = b\n")
        #expect(try edited("[s]\nk=\n") { try $0.set("s", "k", "b") } == "[s]\nk=b\n")
        #expect(try edited("[s]\nk = a\n  b\nj = x\n") { try $0.set("s", "k", "c") } == "[s]\nk = c\nj = x\n")
        #expect(try edited("[S]\nk = a\n") { try $0.set("s", "k", "b") } == "[S]\nk = b\n")
    }

    @Test func leavesAValueThatIsRightAlone() throws {
        for text in ["[s]\nk=\"a\"  \n", "[s]\r\nk :a", "[s]\n k = x\n".replacing(" k", with: "k = a\nj")] {
            #expect(try edited(text, { try $0.set("s", "k", "a") }, changes: false) == text)
        }
    }

    @Test func leavesOneValueOfSeveral() throws {
        let text = "[s]\nk = a\nj = x\nk = b\n[S]\nk = c\n"
        #expect(try edited(text) { try $0.set("s", "k", "d") } == "[s]\nj = x\n[S]\nk = d\n")
        #expect(try edited(text) { try $0.set("s", "k", "c") } == "[s]\nj = x\n[S]\nk = c\n")
    }

    @Test func putsANewOptionBelowItsDefault() throws {
        let text = "[DEFAULT]\n\n# The pool (string value)\n#rbd_pool = <None>\n\n#other=1\nz = 1\n\n[t]\n"
        #expect(
            try edited(text) { try $0.set("DEFAULT", "rbd_pool", "vms") }
                == text.replacing("<None>\n", with: "<None>\nrbd_pool = vms\n"))
        #expect(
            try edited(text) { try $0.set("DEFAULT", "other", "2") }
                == text.replacing("#other=1\n", with: "#other=1\nother=2\n"))
        // Prose that happens to have the form of an option comes second.
        #expect(
            try edited("[s]\n# k = what it is\n#k = 1\nj = 1\n") { try $0.set("s", "k", "2") }
                == "[s]\n# k = what it is\n#k = 1\nk = 2\nj = 1\n")
    }

    @Test func putsANewOptionAtTheSectionsEnd() throws {
        #expect(try edited("[s]\na=1\n\n\n[t]\nb=1\n") { try $0.set("s", "k", "v") } == "[s]\na=1\nk=v\n\n\n[t]\nb=1\n")
        #expect(try edited("[s]\na = 1") { try $0.set("s", "k", "v") } == "[s]\na = 1\nk = v\n")
        #expect(try edited("[s]\r\na = 1\r\n\r\n") { try $0.set("s", "k", "v") } == "[s]\r\na = 1\r\nk = v\r\n\r\n")
        #expect(try edited("[s]\ra=1\r[t]\r") { try $0.set("s", "k", "v") } == "[s]\ra=1\rk=v\r[t]\r")
        #expect(try edited("[s]") { try $0.set("s", "k", "v") } == "[s]\nk = v\n")
        // Comments right above the next header are about that one.
        #expect(
            try edited("[s]\na=1\n\n# about t\n[t]\n") { try $0.set("s", "k", "v") }
                == "[s]\na=1\nk=v\n\n# about t\n[t]\n")
        #expect(try edited("[s]\na=1\n# own\n[t]\n") { try $0.set("s", "k", "v") } == "[s]\na=1\n# own\nk=v\n[t]\n")
    }

    @Test func takesTheLineEndingOfTheLineAbove() throws {
        #expect(try edited("[s]\ra=1\r\n[t]\n") { try $0.set("s", "k", "v") } == "[s]\ra=1\r\nk=v\r\n[t]\n")
        #expect(try edited("[s]\n#k=\r#\n[t]\n") { try $0.set("s", "k", "v") } == "[s]\n#k=\rk=v\r#\n[t]\n")
    }

    @Test func addsASection() throws {
        #expect(try edited("") { try $0.set("s", "k", "v") } == "[s]\nk = v\n")
        #expect(try edited("[a]\nb=1") { try $0.set("s", "k", "v") } == "[a]\nb=1\n\n[s]\nk=v\n")
        #expect(
            try edited("[a]\r\nb = 1\r\n\r\n") { try $0.set("s", "k", "v") } == "[a]\r\nb = 1\r\n\r\n[s]\r\nk = v\r\n")
    }

    @Test func writesValuesThatReadBack() throws {
        let cases = [
            " lead": "\" lead\"", "trail ": "\"trail \"", "\"": "\"\"\"", "'a'": "\"'a'\"", "\"a\"": "\"\"a\"\"",
            "": "",
            "a\nb": "a\n    b", "\nb": "\n    b", "a # b": "a # b", "\u{A0}x": "\"\u{A0}x\"",
            "\"a\nb\"": "\"a\n    b\"",
        ]
        for (value, written) in cases {
            let text = try edited("[s]\nk = old\n") { try $0.set("s", "k", value) }
            #expect(try Document(text, name: "f").get("s", "k") == value)
            if !value.isEmpty { #expect(text == "[s]\nk = \(written)\n" || text == "[s]\nk =\(written)\n", "\(value)") }
        }
    }

    @Test func refusesWhatCannotBeWritten() throws {
        var document = try Document("[s]\nk = a\n", name: "f")
        let cases = [
            ("s", "k", "a\n\nb"), ("s", "k", "a\n b"), ("s", "k", "a\rb"), ("s", "k", "a\n"), ("", "k", "v"),
            ("s\nt", "k", "v"),
            ("s", "", "v"), ("s", "a=b", "v"), ("s", "#a", "v"), ("s", "[a", "v"), ("s", " a", "v"), ("s", "a\nb", "v"),
        ]
        for (section, key, value) in cases {
            let error = #expect(throws: OperationError.self) { try document.set(section, key, value) }
            #expect(error?.code == .invalid && error?.target == "f")
            #expect(error.map { $0.message.contains(value) && value != "v" } == false)
        }
        #expect(!document.isChanged)
    }

    @Test func addsAndRemovesOneOfSeveral() throws {
        let text = "[s]\nk = a\nj = x\nk = b\n\n[t]\n"
        #expect(try edited(text) { try $0.add("s", "k", "c") } == "[s]\nk = a\nj = x\nk = b\nk = c\n\n[t]\n")
        #expect(try edited(text, { try $0.add("s", "k", "a") }, changes: false) == text)
        #expect(try edited(text) { try $0.remove("s", "k", value: "a") } == "[s]\nj = x\nk = b\n\n[t]\n")
        #expect(try edited(text) { try $0.remove("s", "k") } == "[s]\nj = x\n\n[t]\n")
        #expect(try edited(text, { try $0.remove("s", "no") }, changes: false) == text)
        #expect(
            try edited(text) { try $0.setAll("s", "k", ["a", "z", "y"]) } == "[s]\nk = a\nj = x\nk = z\nk = y\n\n[t]\n")
        #expect(try edited(text) { try $0.setAll("s", "k", []) } == "[s]\nj = x\n\n[t]\n")
    }

    @Test func isAllOrNothing() throws {
        var document = try Document("[s]\nk = a\n", name: "f")
        #expect(throws: OperationError.self) { try document.setAll("s", "k", ["b", "c\n\nd"]) }
        #expect(document.text == "[s]\nk = a\n")
    }

    @Test func removesASectionWhereverItStands() throws {
        let text = "[s]\na = 1\n\n# about t\n[t]\nb = 1\n[S]\nc = 1\n"
        #expect(try edited(text) { try $0.removeSection("s") } == "# about t\n[t]\nb = 1\n")
        #expect(try edited(text, { try $0.removeSection("no") }, changes: false) == text)
    }

    @Test func renamesAnOptionInItsPlace() throws {
        let text = "[s]\nk  : a\n b\nj=1\n[S]\nk=c # d\n"
        #expect(
            try edited(text) { try $0.rename("s", "k", to: "new") } == "[s]\nnew  : a\n b\nj=1\n[S]\nnew=c # d\n")
        #expect(try edited(text, { try $0.rename("s", "no", to: "new") }, changes: false) == text)
        #expect(try edited(text, { try $0.rename("s", "k", to: "k") }, changes: false) == text)
        var document = try Document(text, name: "f")
        let taken = #expect(throws: OperationError.self) { try document.rename("s", "k", to: "j") }
        #expect(taken?.code == .exists)
        let bad = #expect(throws: OperationError.self) { try document.rename("s", "k", to: "#k") }
        #expect(bad?.code == .invalid && !document.isChanged)
    }

    @Test func renamesASectionWhereverItStands() throws {
        let text = "# c\n[s] \na=1\n[t]\n[S]\na=2"
        #expect(try edited(text) { try $0.renameSection("s", to: "new") } == "# c\n[new] \na=1\n[t]\n[new]\na=2")
        // One name, one spelling: that is a change of the text, though not of what is read.
        #expect(try edited(text) { try $0.renameSection("s", to: "S") } == "# c\n[S] \na=1\n[t]\n[S]\na=2")
        #expect(try edited(text, { try $0.renameSection("no", to: "new") }, changes: false) == text)
        var document = try Document(text, name: "f")
        let taken = #expect(throws: OperationError.self) { try document.renameSection("s", to: "T") }
        #expect(taken?.code == .exists && !document.isChanged)
        #expect(throws: OperationError.self) { try document.renameSection("s", to: "a\nb") }
    }

    @Test func addsAnEmptySection() throws {
        #expect(try edited("") { try $0.addSection("s") } == "[s]\n")
        #expect(try edited("[a]\r\nb=1") { try $0.addSection("s") } == "[a]\r\nb=1\r\n\r\n[s]\r\n")
        #expect(try edited("[a]\n\n") { try $0.addSection("s") } == "[a]\n\n[s]\n")
        #expect(try edited("[S]\n", { try $0.addSection("s") }, changes: false) == "[S]\n")
        var document = try Document("", name: "f")
        #expect(throws: OperationError.self) { try document.addSection("") }
    }
}
