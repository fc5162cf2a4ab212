import Core
import Glibc
import LuaHost
import Testing

/// One at a time: a process has one handler.
///
/// The loops call something, as ThreadSanitizer delivers signals only where the C library is called; the program's own
/// tests have empty ones.
@Suite(.serialized) struct InterruptTests {
    /// Runs a text and sends its thread SIGINT a moment after it began; what it ended with.
    private func interrupted(_ text: String, _ lua: Lua = Lua()) -> ScriptError? {
        lua.runtime.handleSignals()
        LuaRuntime.forgetSignals()
        return lua.failure("test.signal(0.05); \(text)")
    }

    @Test(arguments: [
        "while true do tostring(1) end",
        "while true do pcall(function() while true do tostring(1) end end) end",
        "while true do pcall(error, tostring(1)) end",
        "while true do xpcall(error, function() return tostring(1) end) end",
        "coroutine.wrap(function() while true do tostring(1) end end)()",
        "while true do coroutine.resume(coroutine.create(function() while true do tostring(1) end end)) end",
        "native.spawn(function() while true do tostring(1) end end); native.sleep(60)",
        "native.sleep(60)",
        "test.wait(60)",
        "native.spawn(function() test.wait(60) end):wait()",
        "test.work(100000, { progress = function() while true do tostring(1) end end })",
        "table.sort({ 1, 2, 3 }, function() test.wait(60) end)",
        "('x'):gsub('.', function() while true do tostring(1) end end)",
        "local t <close> = setmetatable({}, { __close = function() test.wait(0.01) end }); while true do tostring(1) end",
    ])
    func stops(_ text: String) {
        let began = ContinuousClock.now
        #expect(interrupted(text)?.isInterrupt == true)
        #expect(ContinuousClock.now - began < .seconds(30))
    }

    @Test func closeHandlersRunAndMayWait() throws {
        let lua = Lua()
        _ = interrupted(
            "local t <close> = setmetatable({}, { __close = function() test.wait(0.02); closed = 'closed' end }); native.sleep(60)",
            lua)
        #expect(try lua.text("return closed") == "closed")
    }

    @Test func theRuntimeIsGoodForMore() throws {
        let lua = Lua()
        #expect(interrupted("while true do tostring(1) end", lua)?.isInterrupt == true)
        #expect(try lua.integer("return 1 + 1") == 2)
        #expect(interrupted("test.wait(60)", lua)?.isInterrupt == true)
        #expect(try lua.text("return test.later 'fine'") == "fine")
    }

    @Test func anInterruptBeforeARunStopsItUnlessItIsForgotten() throws {
        let lua = Lua()
        lua.runtime.interrupt()
        #expect(lua.failure("while true do tostring(1) end")?.isInterrupt == true)
        lua.runtime.interrupt()
        lua.runtime.forgetInterrupt()
        #expect(try lua.integer("return 2") == 2)
    }
}
