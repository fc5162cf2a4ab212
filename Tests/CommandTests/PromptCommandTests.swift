import Foundation
import Testing

/// What the prompt does with what it reads, without a terminal: no prompt, no colour, an exit status.
@Suite struct PromptCommandTests {
    private let files = try! Scratch()

    private func run(_ lines: [String], _ options: [String] = []) throws -> Program.Result {
        try Program.run(options + ["-i"], input: lines.joined(separator: "\n") + "\n", folder: files.folder)
    }

    @Test func valuesAreShownAndKept() throws {
        let result = try run([
            "{ name = 'vms', size = 3 * GiB }", "_.name", "_1.name;", "local r = {} r.r = r", "r",
            ":x { a = { b = 1 } }",
            ":json { 1 }", ":lua { 'x' }", "1, 'two', nil", "_1.name",
        ])
        #expect(
            result.output == """
                name  vms
                size  3221225472 (3 GiB)
                vms
                r  {…}
                a
                  b  1
                [
                  1
                ]
                { "x" }
                1
                two
                nil
                vms

                """)
        #expect(result.errors == "")
        #expect(result.status == 0)
    }

    @Test func wordsOfOtherPromptsLeaveOrHelp() throws {
        for word in ["exit", " quit ", ":q", ":quit"] {
            let result = try run(["1", word, "2"])
            #expect(result.output == "1\n")
            #expect(result.status == 0)
        }
        #expect(try run(["help"]).output == run([":help"]).output)
        #expect(try run(["exit = 5", "exit"]).output == "5\n")
        #expect(try run(["error 'x'", "os.exit(3)", "2"]).status == 3)
    }

    @Test func handlesInAnyVariableAreListed() throws {
        let result = try run([
            "here = host.here()", "local there = host.here()", "nothing = ini.parse('')", ":handles", "here:close()",
            ":handles",
        ])
        #expect(result.output.contains("\nhere"))
        #expect(result.output.components(separatedBy: "there ").count == 3)
        #expect(result.output.components(separatedBy: "here ").count == 4)
        #expect(!result.output.contains("nothing"))
    }

    @Test func topLevelLocalsLiveOn() throws {
        let result = try run([
            "local a, b <const> = 1, -- one", "  { x = function() return 'f' end } local c", "b.x() .. a", "c",
            "local a = a + 1", "a", "if true then local a = 9 end", "a", "local function f() return f end", "f() == f",
            "b = 1", "local print = 3", "print", "show(_G.print ~= nil)",
        ])
        #expect(result.output == "f1\nnil\n2\n2\ntrue\n3\ntrue\n")
        #expect(result.errors.hasPrefix("error: assign b: it was declared <const> or <close> (USAGE)\n"))
    }

    @Test func handlesStayOpenUntilTheEnd() throws {
        let result = try run([
            "local function handle(n) return setmetatable({}, { __close = function() print('closed ' .. n) end }) end",
            "local a <close>, b = handle(1), 2", "local c <close> = handle(2)",
            "print(#require('prompt.scope').handles())",
            "local wrong <close> = 5",
        ])
        #expect(result.output == "2\nclosed 2\nclosed 1\n")
        #expect(result.errors.hasPrefix("error: local wrong <close>: a number cannot be closed"))
    }

    @Test func withoutAConfigurationTheClusterIsAnErrorThatSaysSo() throws {
        let result = try Program.run(["-i"], input: "cluster:pools()\n", environment: ["CEPH_CONF": "/nonexistent"])
        #expect(result.errors.hasPrefix("error: cluster /nonexistent: there is no such file (ENOENT)\nhint:  $"))
        #expect(result.status == 1)
    }

    @Test func theExitStatusTellsOfAnError() throws {
        let result = try run(["fail { code = 'ENOENT', operation = 'open', target = 'x' }", "1"])
        #expect(result.status == 1)
        #expect(result.output == "1\n")
        #expect(result.errors.hasPrefix("error: open x: "))
    }

    @Test func errorsPointAtWhatTheyName() throws {
        let result = try run(["local t = {}", "t.name.first = 1", "x = = 1"])
        #expect(result.errors.contains(">    1 | t.name.first = 1\n        |   ^^^^\n"))
        #expect(result.errors.contains(">    1 | x = = 1\n        |     ^\n"))
    }

    @Test func inputsBecomeAPlaybook() throws {
        let result = try run([
            "n = 20", "local function twice(x)", "return 2 * x end", "twice(n) + 2", "_", ":save answer 1-2 3-",
            ":save answer 1", ":run answer.lua --json",
        ])
        #expect(result.output == "42\n42\nanswer.lua: run it with :run answer.lua, or cephlua answer.lua\n42\n")
        #expect(result.errors.contains("error: :save answer.lua: "))
        #expect(try Program.run([files.folder + "/answer.lua", "--json"]).output == "42\n")
    }

    @Test func helpComesFromTheStubs() throws {
        let result = try run([
            "rbd.open?", "?flatten", "local h = host.here()", "h.run?", "rbd.open??", ":tme 1",
            "image.snaps?", "rbd.opn?",
        ])
        #expect(result.output.contains("rbd.open(pool, name"))
        #expect(result.output.contains("ENOENT"))
        #expect(result.output.contains("rbd.Image:flatten"))
        #expect(result.output.contains("lua/meta/rbd.lua:"))
        #expect(result.output.contains("no help for image.snaps (did you mean snapshots?)"))
        #expect(result.output.contains("no help for rbd.opn (did you mean rbd.open?)"))
        #expect(result.errors.contains("no such command (did you mean :time?)"))
    }

    @Test func aReadOnlySessionWritesNothing() throws {
        let lines = [
            "fs.write('made', 'x')", "process.run { 'touch', 'made' }", "io.open('made', 'w')",
            "os.execute 'touch made'",
            "fs.exists 'made'",
        ]
        let result = try run(lines, ["--read-only"])
        #expect(result.output == "false\n")
        #expect(result.errors.ranges(of: "the session is read-only").count == 4)
        #expect(result.status == 1)
        #expect(try Program.run(["--read-only", "-e", "fs.write('made', 'x')"], folder: files.folder).status == 1)
        #expect(!FileManager.default.fileExists(atPath: files.folder + "/made"))
    }
}
