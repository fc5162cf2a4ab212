import Foundation
import Testing

@Suite struct ErrorTests {
    private let files = try! Scratch()

    /// A misspelt function is a nil value to Lua.
    @Test func aMisspeltFunctionOfAModuleIsSuggested() throws {
        let result = try Program.run(["-e", "local t = {}\nrbd.imagess(t)"])
        #expect(result.errors.contains("\nhint:  Did you mean rbd.images? `cephlua doc rbd` lists what there is.\n"))
        #expect(try !Program.run(["-e", "local t = {}\nt.imagess(t)"]).errors.contains("hint:"))
    }

    @Test func aScriptThatWindowsHandsWroteHasItsExcerpt() throws {
        let path = try files.write("windows.lua", "local a = 1\r\nerror 'here'\r\nreturn a\r\n")
        #expect(try Program.run([path]).errors.contains(">    2 | error 'here'"))
    }

    @Test func anErrorIsShownWithHintPlaceAndWay() throws {
        let path = try files.write(
            "fails.lua",
            """
            local function deeper()
              fail { code = "EBUSY", operation = "rbd_remove", target = "vms/a", message = "it is in use", hint = "Stop it." }
            end
            local function outer() deeper() return 1 end
            outer()
            """)
        let result = try Program.run([path])
        #expect(result.status == 1)
        #expect(result.output == "")
        let lines = result.errors.split(separator: "\n").map(String.init)
        #expect(lines.first == "error: rbd_remove vms/a: it is in use (EBUSY)")
        #expect(lines.contains("hint:  Stop it."))
        #expect(lines.contains("  at \(path):2"))
        #expect(lines.contains { $0.hasPrefix(">    2 |   fail {") })
        #expect(lines.contains("traceback:"))
        #expect(lines.contains { $0.hasPrefix("  \(path):4:") })
        #expect(!result.errors.contains("failure.lua"))
        #expect(!result.errors.contains("[C]"))
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test func aSyntaxErrorIsShownAtItsLine() throws {
        let path = try files.write("syntax.lua", "local a = 1\nlocal b = = 2\n")
        let result = try Program.run([path])
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: unexpected symbol near '='\n  at \(path):2\n"))
        #expect(result.errors.contains(">    2 | local b = = 2"))
    }

    @Test func aMissingFileIsNamed() throws {
        let result = try Program.run(["/nonexistent.lua"])
        #expect(result.status == 1)
        #expect(result.errors.contains("/nonexistent.lua"))
        #expect(result.errors.contains("o such file"))
    }

    @Test func aCauseIsShown() throws {
        let code =
            "local _, e = try(fail, { code = 'ENOENT', operation = 'open', target = 'x', message = 'none' }); "
            + "fail { code = 'EIO', operation = 'copy', target = 'y', message = 'it broke', cause = e }"
        let result = try Program.run(["-e", code])
        #expect(result.errors.hasPrefix("error: copy y: it broke (EIO)\n"))
        #expect(result.errors.contains("caused by: open x: none (ENOENT)"))
    }

    @Test func detailsAreShown() throws {
        let result = try Program.run(["-e", "fail { message = 'm', operation = 'o', details = 'line 1\\nline 2' }"])
        #expect(result.errors.contains("  | line 1\n  | line 2\n"))
    }

    @Test func secretsAreNot() throws {
        let result = try Program.run([
            "-v", "-e", "local s = secret.new 'hidden'; log.info('key', { key = s }); error(s)",
        ])
        #expect(!(result.output + result.errors).contains("hidden"))
    }
}
