import Core
import LuaHost
import Testing

@Suite struct TaskTests {
    @Test func tasksRunWhileOthersWait() throws {
        let order = try Lua().text(
            """
            local order = {}
            local a = native.spawn(function() test.wait(0.03); order[#order + 1] = "slow" end)
            local b = native.spawn(function() native.sleep(0.005); order[#order + 1] = "quick" end)
            a:wait() b:wait()
            return table.concat(order, " ")
            """)
        #expect(order == "quick slow")
    }

    @Test func aChildThatWasToldToStopIsNoFailure() throws {
        #expect(
            try Lua().isTrue(
                "local t = native.spawn(function() test.wait(30) end) native.sleep(0.01) t:cancel() return true"))
        // What goes wrong while it stops is one.
        let error = Lua().failure(
            """
            local t = native.spawn(function()
              local c <close> = setmetatable({}, { __close = function() error "it does not close" end })
              test.wait(30)
            end)
            native.sleep(0.01)
            t:cancel()
            """)
        #expect("\(String(describing: error))".contains("it does not close"))
    }

    @Test func aTaskCannotYieldToNobody() throws {
        for code in ["coroutine.yield()", "native.spawn(coroutine.yield):wait()"] {
            let error = Lua().failure(code)
            #expect("\(String(describing: error))".contains("attempt to yield from outside a coroutine"))
        }
    }

    @Test func argumentsAndResultsArePassed() throws {
        #expect(
            try Lua().text("return table.concat({ native.spawn(function(...) return ... end, 'a', 'b'):wait() })")
                == "ab")
    }

    @Test func aTaskEndsAfterItsChildren() throws {
        #expect(
            try Lua().isTrue(
                """
                local done = false
                native.spawn(function() native.spawn(function() test.wait(0.02); done = true end) end):wait()
                return done
                """))
    }

    @Test func cancellingEndsAWaitAndRunsCloseHandlers() throws {
        let text = try Lua().text(
            """
            local closed
            local task = native.spawn(function()
              local guard <close> = setmetatable({}, { __close = function() test.wait(0.005); closed = "closed" end })
              test.wait(30)
            end)
            native.sleep(0.01)
            task:cancel()
            local ok, e = pcall(task.wait, task)
            return e.code .. " " .. tostring(closed)
            """)
        #expect(text == "ECANCELED closed")
    }

    @Test func aTaskThatHasNotBegunIsCancelledAtItsFirstWait() throws {
        let lua = Lua()
        let code = try lua.text(
            "local t = native.spawn(function() test.wait(30) end); t:cancel(); return select(2, pcall(t.wait, t)).code")
        #expect(code == "ECANCELED")
    }

    @Test func waitHasATimeout() throws {
        let lua = Lua()
        let text = try lua.text(
            """
            local task = native.spawn(function() test.wait(0.05) return "late" end)
            local _, e = pcall(task.wait, task, { timeout = 0.005 })
            return e.code .. " " .. task:wait()
            """)
        #expect(text == "ETIMEDOUT late")
    }

    @Test func aTimerThatOutlivesItsTaskDoesNothing() throws {
        _ = try Lua().run(
            """
            native.spawn(function()
              local child = native.spawn(function() end)
              child:wait { timeout = 0.02 }
            end):wait()
            collectgarbage()
            native.sleep(0.05)
            """)
    }

    @Test func aFailureOfAChildNobodyWaitedForIsTheParents() {
        #expect(Lua().failure("native.spawn(function() test.fail() end); test.wait(0.01)")?.error?.code == .notFound)
    }

    @Test func aFailingParentStopsItsChildren() {
        let began = ContinuousClock.now
        #expect(
            Lua().failure("native.spawn(function() test.wait(60) end); native.sleep(0.01); test.fail()")?.error?.code
                == .notFound)
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func operationsWaitInPlaceWhereLuaCannotYield() throws {
        let lua = Lua()
        #expect(
            try lua.isTrue(
                "local t = {3,1,2}; table.sort(t, function(a, b) test.wait(0.001) return a < b end); return t[1] == 1 and t[3] == 3"
            ))
        #expect(try lua.text("return (('ab'):gsub('.', function(c) return test.later(c:upper()) end))") == "AB")
        #expect(try lua.text("return coroutine.wrap(function() return test.later 'x' end)()") == "x")
        #expect(
            try lua.text("return select(2, pcall(coroutine.wrap(function() test.thing('a'):fail_later() end))).code")
                == "EBUSY")
    }

    @Test func aUsersCoroutineInATaskYieldsToItsOwnResumer() throws {
        let text = try Lua().text(
            """
            local co = coroutine.create(function() coroutine.yield(test.later "a"); return test.later "b" end)
            local _, a = coroutine.resume(co)
            local _, b = coroutine.resume(co)
            return a .. b .. coroutine.status(co)
            """)
        #expect(text == "abdead")
    }

    @Test func onlyTasksStartTasks() {
        #expect(Lua().failure("coroutine.wrap(function() native.spawn(print) end)()")?.error?.code == .usage)
    }

    @Test func waitsWorkAnywhereLuaCanYield() throws {
        let lua = Lua()
        #expect(
            try lua.text(
                "local t = setmetatable({}, { __index = function(_, k) return test.later(k) end }); return t.key")
                == "key")
        #expect(
            try lua.text(
                "local r = ''; for x in function(_, i) return test.later((i or 0) < 3 and (i or 0) + 1 or nil) end do r = r .. x end; return r"
            ) == "123")
        #expect(try lua.text("return select(2, pcall(function() return test.later 'p' end))") == "p")
    }

    @Test func tenThousandTasks() throws {
        let count = try Lua().integer(
            """
            local count = 0
            for i = 1, 10000 do native.spawn(function() native.sleep(0.01); count = count + 1 end) end
            native.spawn(function() end):wait()
            while count < 10000 do native.sleep(0.01) end
            return count
            """)
        #expect(count == 10_000)
    }

    @Test func aThousandBlockingOperations() throws {
        let lua = Lua()
        let sum = try lua.integer(
            """
            local sum, tasks = 0, {}
            for i = 1, 1000 do tasks[i] = native.spawn(function() local n = test.later(i); sum = sum + n end) end
            for _, task in ipairs(tasks) do task:wait() end
            return sum
            """)
        #expect(sum == 500_500)
    }
}
