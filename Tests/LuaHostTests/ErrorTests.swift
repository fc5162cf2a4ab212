import Core
import LuaHost
import Testing

@Suite struct ErrorTests {
    @Test func anErrorOfANativeFunctionIsAnObject() throws {
        let lua = Lua()
        let fields = try lua.text(
            """
            local ok, e = pcall(test.fail)
            return table.concat({ tostring(ok), e.code, e.domain, e.number, e.operation, e.target, e.message, e.where }, "|")
            """)
        #expect(fields == "false|ENOENT|errno|2|open|vms/a|no such image|text:1")
    }

    @Test func itsTextIsOneLine() throws {
        #expect(try Lua().text("return tostring(select(2, pcall(test.fail)))") == "open vms/a: no such image (ENOENT)")
    }

    @Test func aForeignErrorIsInternal() throws {
        #expect(try Lua().text("return select(2, pcall(test.fail_plainly)).code") == "INTERNAL")
    }

    @Test func anErrorOnAWorkerArrivesTheSameWay() throws {
        let lua = Lua()
        #expect(
            try lua.text("return tostring(select(2, pcall(test.thing('a').fail_later, test.thing 'b')))")
                == "fail_later b: it is in use (EBUSY)")
        #expect(lua.failure("test.thing('a'):fail_later()")?.error?.target == "a")
        #expect(lua.failure("\n\ntest.thing('a'):fail_later()")?.place == "text:3")
    }

    @Test func whatAScriptRaisesIsReportedWithItsPlace() {
        let failure = Lua().failure("local x\nx.y = 1")
        #expect(failure?.place == "text:2")
        #expect(failure?.message.hasSuffix("attempt to index a nil value (local 'x')") == true)
        #expect(failure?.traceback?.contains("text:2") == true)
        #expect(Lua().failure("error({})")?.message == "an error that is a table")
        #expect(Lua().failure("error()")?.message == "(error object is a nil value)")
        #expect(Lua().failure("x = = 1")?.place == "text:1")
    }

    @Test func anErrorKeepsHintAndCauseOnItsWayOut() {
        let failure = Lua().failure(
            "local _, e = pcall(test.thing('a').fail, test.thing 'b'); error(e:wrap 'while moving')")
        #expect(failure?.error?.operation == "while moving")
        #expect(failure?.error?.hint == "Wait.")
        #expect(failure?.error?.cause?.error.target == "b")
        #expect(failure?.error?.code == .busy)
    }

    @Test func messageHandlersAndRethrownErrorsStayObjects() throws {
        let lua = Lua()
        #expect(try lua.text("return select(2, xpcall(test.fail, function(e) return e.code end))") == "ENOENT")
        #expect(lua.failure("local ok, e = pcall(test.fail) error(e)")?.error?.code == .notFound)
        #expect(try lua.text("return select(2, pcall(error, 'plain', 0))") == "plain")
    }

    @Test(arguments: [
        ("test.take('string', 1)", "argument 2 (value): string expected, got integer"),
        ("test.take('string')", "argument 2 (value): string expected, got no value"),
        ("test.take('string', nil)", "argument 2 (value): string expected, got nil"),
        ("test.take('integer', 1.5)", "argument 2 (value): 1.5 is not a whole number"),
        ("test.take('integer', '1')", "argument 2 (value): integer expected, got string"),
        ("test.take('size', '10X')", "argument 2 (value): \"10X\" has no unit of B K M G T P"),
        ("test.take('size', -1)", "argument 2 (value): a size cannot be negative"),
        ("test.take('duration', {})", "argument 2 (value): duration expected, got table"),
        ("test.take('strings', { 'a', 1 })", "argument 2 (value): string expected at position 2, got integer"),
        ("test.take('thing', test.other())", "argument 2 (value): test.Thing expected, got test.Other"),
        ("test.take('thing', io.stdout)", "argument 2 (value): a userdata cannot be passed"),
        ("test.take('options', { 1 })", "argument 2 (options): named options expected, got a list"),
        ("test.take('options', { tmeout = 1 })", "option \"tmeout\": no such option (did you mean \"timeout\"?)"),
        ("test.take('options', { zzzzzz = 1 })", "option \"zzzzzz\": no such option"),
        ("test.thing('a'):renam()", "\"renam\": no such property or method (did you mean \"rename\"?)"),
        ("test.thing('a').rename()", "test.Thing expected, got no value"),
        ("test.thing('a').rename(test.other())", "test.Thing expected, got test.Other"),
    ])
    func wrongArgumentsAreNamed(_ text: String, _ expected: String) {
        let error = Lua().failure(text)?.error
        #expect(error?.code == .usage)
        let shown = error.map { $0.target.isEmpty ? $0.message : "\($0.target): \($0.message)" }
        #expect(shown == expected)
    }
}
