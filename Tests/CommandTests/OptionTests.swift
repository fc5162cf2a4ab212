import Foundation
import Testing

@Suite struct OptionTests {
    @Test func versionAndHelp() throws {
        #expect(try Program.run(["--version"]).output.hasPrefix("cephlua 0."))
        let help = try Program.run(["--help"])
        #expect(help.status == 0)
        #expect(help.output.contains("cephlua [options] FILE [arguments…]"))
        #expect(help.output.contains("--check"))
    }

    @Test func unknownOptionsAreWrongUsage() throws {
        let result = try Program.run(["--chek", "x.lua"])
        #expect(result.status == 2)
        #expect(result.errors.contains("did you mean --check?"))
        #expect(try Program.run(["-e"]).status == 2)
    }

    @Test func codeOnTheCommandLine() throws {
        let result = try Program.run(["-e", "print(select('#', ...), ...)", "a", "--b"])
        #expect(result.output == "2\ta\t--b\n")
        #expect(result.status == 0)
    }

    @Test func aScriptOnStandardInput() throws {
        #expect(try Program.run([], input: "print(6 * 7)").output == "42\n")
        #expect(try Program.run(["-", "x"], input: "print(...)").output == "x\n")
        // As in a file: a line for the shell is passed over, and other lines keep their numbers.
        let script = "#!/usr/bin/env cephlua\nprint(debug.getinfo(1, 'l').currentline)"
        #expect(try Program.run([], input: script).output == "2\n")
        #expect(try Program.run([], input: "\u{FEFF}print(7)").output == "7\n")
    }

    @Test func aResultThatCannotBeWrittenIsAFailure() throws {
        let result = try Program.run(
            ["-c", "\(Program.path) --json -e 'return 1' >/dev/full"], path: "/bin/sh")
        #expect(result.status == 1)
        #expect(result.errors.contains("no space left on device"))
    }

    @Test func aPlainScriptGetsItsWordsAsInLua() throws {
        let files = try Scratch()
        let path = try files.write(
            "plain.lua", "#!/usr/bin/env cephlua\nprint(arg[0], arg[1], #arg, ...)\nundeclared = 1")
        #expect(try Program.run([path, "--check", "b"]).output == "\(path)\t--check\t2\t--check\tb\n")
    }

    @Test func theExitStatusIsTheScripts() throws {
        #expect(try Program.run(["-e", "return nil, { exit = 7 }"]).status == 7)
        #expect(try Program.run(["-e", "os.exit(5)"]).status == 5)
        #expect(try Program.run(["-e", "os.exit(true, true)"]).status == 0)
        #expect(try Program.run(["-e", "os.exit(false)"]).status == 1)
        #expect(try Program.run(["-e", "error 'x'"]).status == 1)
    }

    @Test func aPlaybookOfTheProgramsIsFoundFromAnyFolder() throws {
        let files = try Scratch()
        let help = try Program.run(["playbooks/backup.lua", "--help"], folder: files.folder)
        #expect(help.output.hasPrefix("backup: "))
        for (word, hint) in [("backup", "playbooks/backup.lua"), ("wasted-space.lua", "cookbook/wasted-space.lua`")] {
            let result = try Program.run([word], folder: files.folder)
            #expect(result.status == 1)
            #expect(result.errors.hasPrefix("error: run \(word): no such file or directory (ENOENT)\nhint:  "))
            #expect(result.errors.contains(hint))
        }
        #expect(try !Program.run(["none.lua"], folder: files.folder).errors.contains("of the program's own"))
    }

    @Test func aPlaybookOfTheProgramsDoesNotShowItsSource() throws {
        let files = try Scratch()
        let words = ["playbooks/backup.lua", "vms", "--conf", "none.conf"]
        let result = try Program.run(words, folder: files.folder)
        #expect(result.errors.hasPrefix("error: backup --pool: "))
        #expect(!result.errors.contains("backup.lua:"))
        #expect(try Program.run(["-v"] + words, folder: files.folder).errors.contains("backup.lua:"))
        // One of the user's does.
        let own = try files.write("own.lua", "errors.raise { code = 'ENOENT', operation = 'look', message = 'gone' }")
        #expect(try Program.run([own]).errors.contains("\(own):1"))
    }

    @Test func anExitEndsTasksAndClosesWhatIsOpen() throws {
        let files = try Scratch()
        let path = try files.write(
            "exit.lua",
            """
            local function closing(name)
              return setmetatable({}, { __close = function() tasks.sleep(0.01) print("closed " .. name) end })
            end
            local a <close> = closing "a"
            tasks.spawn(function() local b <close> = closing "b" tasks.sleep(100) end)
            tasks.sleep(0.05)
            pcall(function() coroutine.wrap(function() os.exit(7) end)() end)
            print "not reached"
            """)
        let result = try Program.run([path])
        #expect(Set(result.output.split(separator: "\n")) == ["closed a", "closed b"])
        #expect(result.errors == "")
        #expect(result.status == 7)
    }

    @Test func resultsAsJSON() throws {
        let result = try Program.run(["--json", "-e", "print 'beside'; return { a = 1, list = { true, 2.5 } }"])
        #expect(result.output == #"{"a":1,"list":[true,2.5]}"# + "\n")
        #expect(result.errors == "beside\n")
        let failed = try Program.run(
            [
                "--json", "-e",
                "fail { code = 'EBUSY', operation = 'op', target = 'it', message = 'why', hint = 'How.' }",
            ])
        #expect(failed.status == 1)
        for part in [#""code":"EBUSY""#, #""operation":"op""#, #""target":"it""#, #""hint":"How.""#] {
            #expect(failed.output.contains(part))
        }
    }

    @Test func modesReachTheScript() throws {
        let code = "local r = require 'run'; print(r.check, r.diff, r.json, r.yes, r.verbose, r.color)"
        #expect(try Program.run(["-e", code]).output == "false\tfalse\tfalse\tfalse\t0\tfalse\n")
        #expect(
            try Program.run(["--check", "--diff", "--yes", "-vv", "-e", code]).output
                == "true\ttrue\tfalse\ttrue\t2\tfalse\n")
    }

    @Test func logLevels() throws {
        let code = "log.debug 'd'; log.info('i', { size = 3, text = 'a b' }); log.warn 'w'"
        let normal = try Program.run(["-e", code])
        #expect(normal.output == "")
        #expect(normal.errors.contains(" info  i size=3 text=\"a b\"\n"))
        #expect(!normal.errors.contains("debug"))
        #expect(try Program.run(["-v", "-e", code]).errors.contains(" debug d\n"))
        #expect(try !Program.run(["-q", "-e", code]).errors.contains("info"))
    }

    @Test func goesOnAtThePromptAfterAScript() throws {
        let result = try Program.run(["-i", "-e", "x = 20"], input: "x + 1\nx = x * 2\nx\n")
        #expect(result.output == "21\n40\n")
        #expect(result.status == 0)
    }
}
