import Foundation
import Testing

/// What the prompt does with its terminal: other programs at it, its size, its colours, what is pasted.
@Suite(.serialized) struct PromptTerminalTests {
    private let files = try! Scratch()

    private func terminal(_ environment: [String: String] = [:], columns: UInt16 = 120) throws -> Terminal {
        let terminal = try Terminal(
            state: files.folder, environment: environment.merging(["CEPH_CONF": "/nonexistent"]) { own, _ in own },
            columns: columns)
        try terminal.expect("> ")
        return terminal
    }

    private func program(_ name: String, _ text: String) throws -> String {
        let path = try files.write(name, "#!/bin/sh\n\(text)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test func whatIsLongerThanTheScreenGoesToThePager() throws {
        let pager = try program("pager", "sed -n 's/^line/paged/p' | tail -1")
        let terminal = try terminal(["PAGER": pager])
        try terminal.enter("('line\\n'):rep(20)", expecting: "line\r\nline\r\n")
        try terminal.enter("('line\\n'):rep(90)", expecting: "paged\r\n")
        try terminal.enter(":help", expecting: ":watch SECONDS EXPR ")
        try terminal.leave()
    }

    @Test func aPagerThatFailsLosesNothing() throws {
        let terminal = try terminal(["PAGER": "false"])
        try terminal.enter("('line\\n'):rep(90)", expecting: "line\r\nline\r\n")
        try terminal.leave()
    }

    @Test func aWatchMarksWhatChangesUntilItIsStopped() throws {
        let terminal = try terminal()
        try terminal.enter("n = 0")
        try terminal.type(":watch 0.1 { 'same', 'n' .. next_n() }\n", expecting: "error: ")
        try terminal.type("\u{3}", expecting: "interrupted\r\n> ")
        try terminal.enter("function next_n() n = n + 1 return n end")
        try terminal.type(":watch 0.1 { same = 1, n = next_n() }\n", expecting: "  n     1\r\n  same  1\r\n")
        try terminal.expect("* n     2\r\n  same  1\r\n")
        try terminal.type("\u{3}", expecting: "interrupted\r\n> ")
        try terminal.enter("n > 1", expecting: "true\r\n")
        try terminal.enter(":watch often n", expecting: "error: ")
        try terminal.leave()
    }

    @Test func anInputIsEditedAndRunAgain() throws {
        let editor = try program("editor", "sed -i s/1/20/g \"$1\"")
        let terminal = try terminal(["EDITOR": editor])
        try terminal.enter("1 + 1", expecting: "2\r\n")
        try terminal.enter("'other'", expecting: "other\r\n")
        try terminal.enter(":edit 1", expecting: "20 + 20\r\n40\r\n")
        try terminal.enter(":edit", expecting: "40\r\n")
        try terminal.enter(":edit 99", expecting: "there is no input 99")
        try terminal.leave()
    }

    @Test func theTraceOfTheLastErrorIsShown() throws {
        let terminal = try terminal()
        try terminal.enter(":trace", expecting: "there was no error")
        try terminal.enter("function inner() error 'broken' end")
        try terminal.enter("inner()", expecting: "error: broken")
        try terminal.enter(":trace", expecting: "error: broken")
        try terminal.enter(":trace", expecting: "inner")
        try terminal.leave()
    }

    @Test func theStartUpFileIsRunFirst() throws {
        try files.write("config/cephlua/init.lua", "local greeting = 'good day'\nfunction twice(n) return 2 * n end\n")
        let environment = ["XDG_CONFIG_HOME": files.folder + "/config"]
        let session = try terminal(environment)
        try session.enter("greeting", expecting: "good day\r\n")
        try session.enter("twice(4)", expecting: "8\r\n")
        try session.leave()

        try files.write("config/cephlua/init.lua", "kept = 1\nerror 'no good day'\n")
        let broken = try Terminal(state: files.folder, environment: environment)
        try broken.expect("no good day")
        try broken.expect("> ")
        try broken.enter("kept", expecting: "1\r\n")
        try broken.leave()
    }

    @Test func aPastedBlockIsOneInput() throws {
        let terminal = try terminal(["TERM": "xterm", "NO_COLOR": "1"])
        try terminal.type("\u{1B}[200~for i = 1, 2 do\n\tprint('n' .. i)\nend\u{1B}[201~", expecting: "end")
        try terminal.type("\n", expecting: "n1\r\nn2\r\n")
        try terminal.expect("> ")
        // Where the terminal marks no paste, it is lines.
        try terminal.type("for i = 1, 2 do\n\tprint('m' .. i)\nend\n", expecting: "m1\r\nm2\r\n")
        try terminal.leave()
        #expect(files.read("cephlua/history").contains("\nfor i = 1, 2 do\u{1E}\tprint('n' .. i)\u{1E}end\n"))
    }

    /// Readline's farewell to a paste moves the cursor to the beginning of the line.
    @Test func anInterruptIsShownBehindWhatWasTyped() throws {
        let terminal = try terminal(["TERM": "xterm"], columns: 40)
        let long = "a line that is much longer than the terminal is wide"
        try terminal.type(long, expecting: "wide")
        try terminal.type("\u{1}", expecting: "\u{1B}[")  // ^A, to its beginning
        try terminal.type("\u{3}", expecting: "^C\u{1B}[?2004l\r")
        try terminal.expect("> ")
        try terminal.leave()
    }

    @Test func aNarrowTerminalIsNotOverrun() throws {
        let terminal = try terminal(columns: 40)
        let fields = "name = 'a-rather-long-name-of-a-disk', pool = 'images', size = 4 * GiB, used = 2 * GiB"
        try terminal.enter("row = { \(fields) };")
        for value in [
            "{ row, row }", ":x { row }", "{ { name = 'x', text = ('word '):rep(30) } }", "?flatten", ":help",
        ] {
            let shown = try terminal.output(of: value)
            let lines = shown.replacing("\r\n", with: "\n").split(separator: "\n")
            #expect(!lines.isEmpty && lines.allSatisfy { $0.count <= 40 }, "\(value): \(shown)")
        }
        try terminal.leave()
    }

    @Test(arguments: [
        (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": "1"], false), (["TERM": "dumb"], false),
    ])
    func coloursAreForTerminalsThatHaveThem(environment: [String: String], coloured: Bool) throws {
        let terminal = try terminal(environment)
        let shown = try terminal.output(of: "{ 7 }")
        #expect(shown.contains("\u{1B}[36m7") == coloured)
        #expect(shown.contains("{ 7 }") == !coloured)
        try terminal.leave()
    }

    @Test func sessionsAtOnceShareAHistoryWithoutRepetitions() throws {
        let first = try terminal()
        let second = try terminal()
        try first.enter("'from the first'", expecting: "first\r\n")
        try second.enter("'from the second'", expecting: "second\r\n")
        try first.enter("'from the first'", expecting: "first\r\n")
        try first.enter("'again'", expecting: "again\r\n")
        try first.enter("'from the first'", expecting: "first\r\n")
        try first.leave()
        try second.leave()

        let third = try terminal()
        try third.enter(":history from", expecting: "'from the second'\r\n")
        try third.enter(":history from", expecting: "'from the first'\r\n")
        try third.type("\u{10}\u{10}\u{10}\n", expecting: "'from the first'")
        try third.leave()
        #expect(files.read("cephlua/history").ranges(of: "'from the first'").count == 1)
    }

    @Test func anEndOfInputEndsTheSessionOnAnEmptyLineOnly() throws {
        let terminal = try terminal()
        try terminal.type("1 + 1\u{4}\n", expecting: "2\r\n> ")
        try terminal.type("for i = 1, 2 do\n", expecting: ">> ")
        try terminal.type("\u{3}", expecting: "^C\r\n> ")
        #expect(try terminal.end() == 0)
    }
}
