import Core
import LuaHost
import Testing

@Suite struct ReporterTests {
    @Test func reportsAreHeardWhileTheWorkGoesOn() throws {
        #expect(
            try Lua().isTrue(
                """
                local last, calls = 0, 0
                local result = test.work(20, { progress = function(step, steps)
                  assert(steps == 20 and step > last)
                  last, calls = step, calls + 1
                end })
                return result == "done" and calls > 1 and test.work(1) == "done"
                """))
    }

    @Test func aSlowFunctionIsCalledLessOftenAndDelaysNothing() throws {
        #expect(
            try Lua().isTrue(
                """
                local calls, ended = 0, 0
                local task = native.spawn(function()
                  test.work(30, { progress = function() calls = calls + 1; test.wait(0.03); ended = ended + 1 end })
                  return calls
                end)
                local during = task:wait()
                return during < 10 and ended == calls
                """))
    }

    @Test func aFunctionThatFailsStopsTheWork() throws {
        let text = try Lua().text(
            """
            local calls = 0
            local ok, err = pcall(test.work, 10000, { progress = function() calls = calls + 1; error({ own = "mine" }) end })
            return tostring(ok) .. " " .. err.own .. " " .. calls
            """)
        #expect(text == "false mine 1")
    }

    @Test func whereNothingCanSuspendItIsRefused() throws {
        let error = Lua().failure("coroutine.wrap(function() test.work(1, { progress = print }) end)()")
        #expect(error?.error?.code == .usage)
        #expect(try Lua().isTrue("return coroutine.wrap(function() return test.work(1) end)() == 'done'"))
    }
}
