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

    /// At the prompt each call is typed: what destroys wants the name of what it destroys, before or after.
    @Test func whatDestroysAsksForItsNameUnlessTheCallSaysIt() throws {
        let path = try files.write("target", "x")
        let terminal = try Terminal(state: files.folder, environment: ["CEPH_CONF": "/nonexistent"])
        try terminal.expect("> ")
        try terminal.type("fs.remove '\(path)'\n", expecting: "fs.remove \(path): this cannot be undone.\r\n")
        try terminal.expect("Type \(path) to go on: ")
        try terminal.enter("y", expecting: "not confirmed (ECANCELED)")
        try terminal.enter("fs.remove('\(path)', { sure = 'target' })", expecting: "sure is \"target\", not \"\(path)")
        #expect(files.read("target") == "x")
        try terminal.enter("fs.remove('\(path)', { sure = '\(path)' })", expecting: "true\r\n")
        try files.write("target", "x")
        try terminal.type("fs.remove '\(path)'\n", expecting: "to go on: ")
        try terminal.enter(path, expecting: "true\r\n")
        try terminal.leave()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aScriptIsNotAskedButNotWrongEither() throws {
        let path = try files.write("target", "x")
        let wrong = try Program.run(["-e", "fs.remove('\(path)', { sure = 'other' })"])
        #expect(wrong.errors.hasPrefix("error: fs.remove \(path): sure is \"other\", not \"\(path)\" (USAGE)"))
        #expect(files.read("target") == "x")
        #expect(try Program.run(["-e", "fs.remove('\(path)', { sure = '\(path)' })"]).status == 0)
        try files.write("target", "x")
        #expect(try Program.run(["-e", "fs.remove '\(path)'"]).status == 0)
        let connection = "local c <close> = libvirt.connect 'test:///default' "
        let misspelt = try Program.run(["-e", connection + "c:remove_secret('x', { shure = 'x' })"])
        #expect(misspelt.errors.contains("no such option (did you mean \"sure\"?)"))
    }

    @Test func anInterruptWritesNothing() throws {
        #expect(try ask("\u{3}") == 130)
        #expect(files.read("target") == "")
    }
}
