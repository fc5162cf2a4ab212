import Foundation
import Testing

@Suite struct PlaybookTests {
    private let files = try! Scratch()

    private func book(_ body: String = "return args") throws -> String {
        try files.write(
            "book.lua",
            """
            return playbook {
              name = "book", summary = "Try arguments", risk = "reads",
              args = {
                image   = { "spec", "the image", required = true, position = 1 },
                profile = { "string", "the profile", default = "current", choices = { "classic", "current" } },
                size    = { "size", "how large", default = "10M" },
                wait    = { "duration", "how long" },
                count   = { "integer", "how many" },
                force   = { "boolean", "whether at all" },
                hosts   = { "list", "on which" },
                key_file = { "path", "where the key is" },
              },
              run = function(args)
                \(body)
              end,
            }
            """)
    }

    private func result(_ words: String...) throws -> Program.Result {
        try Program.run([try book(), "--json"] + words, environment: ["HOME": "/home/me"])
    }

    @Test func everyTypeIsRead() throws {
        let result = try result(
            "vms/vm-1@snap", "--size", "1G", "--wait=2m", "--count", "-3", "--force", "--hosts", "a,b", "--hosts=c",
            "--key-file", "~/key")
        #expect(result.status == 0)
        #expect(
            result.output == """
                {"count":-3,"force":true,"hosts":["a","b","c"],"image":"vms/vm-1@snap","key_file":"/home/me/key",\
                "profile":"current","size":1073741824,"wait":120}

                """)
    }

    @Test func defaultsAndNegation() throws {
        #expect(
            try result("--image", "a/b", "--no-force").output
                == #"{"force":false,"image":"a/b","profile":"current","size":10485760}"# + "\n")
    }

    @Test(arguments: [
        ([], "--image: is required"),
        (["a"], "--image: pool/image or pool/image@snapshot expected, got \"a\""),
        (["a/b", "--sise", "1"], "--sise: no such argument (did you mean --size?)"),
        (["a/b", "--size", "1X"], "--size: \"1X\" has no unit"),
        (["a/b", "--size"], "--size: needs a value"),
        (["a/b", "--count", "two"], "--count: whole number expected, got \"two\""),
        (["a/b", "--force=perhaps"], "--force: yes or no expected"),
        (["a/b", "--profile", "curent"], "(did you mean \"current\"?)"),
        (["a/b", "c/d"], "\"c/d\": no such argument"),
        (["a/b", "--image", "c/d"], "--image: given twice"),
        (["a/b", "--chek"], "(did you mean --check?)"),
    ])
    func wrongWordsAreWrongUsage(_ words: [String], _ expected: String) throws {
        let result = try Program.run([try book()] + words)
        #expect(result.status == 2)
        #expect(result.errors.contains(expected), "\(result.errors)")
        #expect(result.errors.contains("hint:"))
        #expect(!result.errors.contains("traceback"))
    }

    @Test func help() throws {
        let result = try Program.run([try book("error 'not run'"), "--help"])
        #expect(result.status == 0)
        for part in [
            "book: Try arguments", "<image> [options]", "--key-file <path>", "default: 10M", "one of classic, current",
            "Risk: reads",
        ] {
            #expect(result.output.contains(part), "\(part)")
        }
    }

    @Test func modesMayFollowTheFile() throws {
        let path = try book("local r = require 'run'; print(r.check, r.diff, r.yes, r.verbose)")
        #expect(try Program.run([path, "a/b", "--check", "--diff", "--yes", "-v"]).output == "true\ttrue\ttrue\t1\n")
        #expect(try Program.run(["--check", path, "a/b"]).output == "true\tfalse\tfalse\t0\n")
    }

    @Test func itChoosesItsExitStatus() throws {
        #expect(try Program.run([try book("return {}, { exit = 2 }"), "a/b"]).status == 2)
    }

    @Test func undeclaredGlobalsAreRefused() throws {
        let result = try Program.run([try book("shared = 1"), "a/b"])
        #expect(result.status == 1)
        #expect(result.errors.contains("assign global \"shared\": it is not declared"))
        #expect(result.errors.contains("local shared"))
        let top = try files.write(
            "top.lua", "helper = 1\nreturn playbook { name = 'n', summary = 's', run = function() end }")
        let early = try Program.run([top])
        #expect(early.status == 1)
        #expect(early.errors.contains("\(top):1"))
    }

    @Test func aMistakeInItsTableIsNamed() throws {
        let path = try files.write("wrong.lua", "return playbook { name = 'n', summry = 's', run = print }")
        let result = try Program.run([path])
        #expect(result.status == 1)
        #expect(result.errors.contains("did you mean \"summary\"?"))
    }

    @Test func modulesBesideItAreFound() throws {
        _ = try files.write("helper.lua", "return { word = 'found' }")
        #expect(try Program.run([try book("print(require('helper').word)"), "a/b"], folder: "/").output == "found\n")
    }
}
