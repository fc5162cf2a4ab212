import Foundation
import Testing

/// On a terminal a run of changes shows its plan and asks.
@Suite(.serialized) struct ConfirmTests {
    private let files = try! Scratch()

    private func ask(_ answer: String, expecting shown: String = "\r\n") throws -> Int32 {
        let target = files.folder + "/target"
        let book = try files.write(
            "book.lua",
            """
            return playbook {
              name = "book", summary = "Change a file",
              run = function()
                return change.perform({ name = "book" }, function()
                  change {
                    subject = "a target", desired = "new",
                    probe = function() return fs.read("\(target)", { missing_ok = true }) end,
                    apply = function() fs.write("\(target)", "new") end,
                  }
                end)
              end,
            }
            """)
        let terminal = try Terminal(state: files.folder, [book])
        try terminal.expect("a target")
        try terminal.expect("Make this change? [y/N] ")
        try terminal.type(answer, expecting: shown)
        return try terminal.wait()
    }

    @Test(arguments: ["y\n", "Yes\n"]) func yesMakesIt(answer: String) throws {
        #expect(try ask(answer, expecting: "0 of 1 made  localhost: a target") == 0)
        #expect(files.read("target") == "new")
    }

    @Test(arguments: ["n\n", "\n", "what?\n"]) func anythingElseWritesNothing(answer: String) throws {
        #expect(try ask(answer) == 1)
        #expect(files.read("target") == "")
        #expect(files.read("runs") == "")
    }

    @Test func anInterruptWritesNothing() throws {
        #expect(try ask("\u{3}") == 130)
        #expect(files.read("target") == "")
    }
}
