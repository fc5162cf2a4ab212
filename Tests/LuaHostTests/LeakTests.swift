import LuaHost
import Testing

@Suite struct LeakTests {
    /// How many objects a script leaves behind when its garbage is collected, beyond the functions of the runtime.
    private func remaining(after text: String) throws -> Int {
        let lua = Lua()
        _ = try lua.run("pcall(test.fail); test.thing 'warm':rename 'up'; test.other(); native.spawn(print):wait()")
        lua.runtime.collectGarbage()
        let before = lua.runtime.liveObjects
        _ = try lua.run(text)
        lua.runtime.collectGarbage()
        return lua.runtime.liveObjects - before
    }

    @Test(arguments: [
        "for i = 1, 10000 do pcall(test.fail) end",
        "for i = 1, 10000 do pcall(test.thing 'x'.fail) end",
        "for i = 1, 10000 do test.thing('x') end",
        "for i = 1, 10000 do local t <close> = test.thing 'leak' end",
        "for i = 1, 1000 do pcall(test.later(test.thing 'x').fail_later, test.thing 'y') end",
        "for i = 1, 1000 do native.spawn(function() return test.thing 'x' end):wait() end",
        "for i = 1, 100 do test.work(2, { progress = function() return test.thing 'x' end }) end",
        "for i = 1, 100 do pcall(test.work, 2, { progress = function() error(test.thing 'x') end }) end",
        "for i = 1, 1000 do test.echo { function() end, test.thing 'x' } end",
        "local t = test.thing 'x'; for i = 1, 1000 do pcall(function() local c <close> = t; error 'out' end) end",
    ])
    func nothingStays(_ text: String) throws {
        let left = try remaining(after: text)
        #expect(left == 0)
    }

    @Test func aClosedRuntimeHoldsNothing() throws {
        let lua = Lua()
        _ = try lua.run("kept = {}; for i = 1, 100 do kept[i] = test.thing 'x' end")
        #expect(lua.runtime.liveObjects > 100)
        lua.runtime.close()
        #expect(lua.runtime.liveObjects == 0)
        lua.runtime.close()
    }

    @Test func aRuntimeThatIsLetGoIsClosed() throws {
        weak var runtime: LuaRuntime?
        do {
            let lua = Lua()
            _ = try lua.run("kept = test.thing 'x'; return function() end")
            runtime = lua.runtime
        }
        #expect(runtime == nil)
    }

    @Test func functionsKeptBySwiftAreLetGo() throws {
        let lua = Lua()
        for _ in 0..<100 { _ = try lua.run("return function() return test end") }
        lua.runtime.collectGarbage()
        let before = lua.runtime.memory
        for _ in 0..<10_000 { _ = try lua.run("return function() return test end") }
        lua.runtime.collectGarbage()
        #expect(lua.runtime.memory - before < 64)
    }
}
