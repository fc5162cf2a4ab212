import Core
import Testing

@testable import LuaHost

@Suite struct ConversionTests {
    @Test(arguments: [
        "math.maxinteger", "math.mininteger", "1.5", "'text'", "'\\xff\\0'", "true", "nil", "0x7fffffffffffffff",
    ])
    func scalarsGoThroughUnchanged(_ value: String) throws {
        let lua = Lua()
        for function in ["echo", "later"] {
            #expect(
                try lua.isTrue(
                    "local v = \(value); local r = test.\(function)(v); return r == v and math.type(r) == math.type(v)")
            )
        }
    }

    @Test func tablesAreCopied() throws {
        #expect(
            try Lua().isTrue(
                """
                local t = { 1, "b", { c = { true } } }
                local r = test.echo(t)
                return r ~= t and r[1] == 1 and r[2] == "b" and r[3].c[1] == true and #r == 3
                """))
    }

    @Test func tablesThatCannotBeCopiedAreRefused() {
        let lua = Lua()
        #expect(
            lua.failure("local t = {}; t.t = t; test.echo(t)")?.error?.message
                == "it is nested too deeply, or contains itself")
        #expect(lua.failure("test.echo { [{}] = 1 }")?.error?.code == .usage)
        #expect(lua.failure("test.echo { [1.5] = 1 }")?.error?.code == .usage)
        #expect(lua.failure("test.echo(coroutine.create(print))")?.error?.message == "a thread cannot be passed")
    }

    @Test func functionsAndObjectsKeepTheirIdentity() throws {
        let lua = Lua()
        #expect(try lua.isTrue("local f = function() end; return test.echo(f) == f"))
        #expect(try lua.isTrue("local t = test.thing 'a'; return test.echo { t }[1] == t and test.later(t) == t"))
        #expect(try lua.isTrue("return test.thing 'a' ~= test.thing 'a'"))
    }

    @Test func sizesAndDurationsAreRead() throws {
        let lua = Lua()
        #expect(try lua.integer("return test.take('size', '10G')") == 10 << 30)
        #expect(try lua.integer("return test.take('size', '1.5MiB')") == 1_572_864)
        #expect(try lua.integer("return test.take('size', 7)") == 7)
        #expect(try lua.isTrue("return test.take('duration', '2m') == 120 and test.take('duration', '250ms') == 0.25"))
    }

    @Test func objectsHaveNamesPropertiesAndMethods() throws {
        let lua = Lua()
        #expect(try lua.text("return test.thing('vm').name") == "vm")
        #expect(try lua.text("return test.thing('vm'):rename 'x'") == "x")
        #expect(try lua.text("return tostring(test.thing 'vm')") == "test.Thing")
        #expect(try lua.isTrue("return getmetatable(test.thing 'vm') == false"))
    }

    @Test func closeRunsAtTheEndOfTheScopeHoweverItIsLeft() throws {
        let lua = Lua()
        _ = try lua.run("do local t <close> = test.thing 'scope' end")
        #expect(Thing.closings(of: "scope") == 1)
        _ = lua.failure("local t <close> = test.thing 'raised'; error 'out'")
        #expect(Thing.closings(of: "raised") == 1)
        _ = try lua.run("for i = 1, 3 do local t <close> = test.thing 'loop'; if i == 2 then break end end")
        #expect(Thing.closings(of: "loop") == 2)
    }

    @Test func integersBeyondLuasAreDigits() {
        let large: LuaValue = UInt64.max.luaValue
        let small: LuaValue = UInt64(5).luaValue
        if case .string(let digits) = large {
            #expect(digits == "18446744073709551615")
        } else {
            Issue.record("no digits")
        }
        if case .integer(let value) = small { #expect(value == 5) } else { Issue.record("no integer") }
    }

    @Test func stacksStayAsHighAsTheyWere() throws {
        let lua = Lua()
        for _ in 0..<100 { _ = lua.failure("pcall(test.fail); test.later(test.thing 'a'); error 'x'") }
        #expect(lua.runtime.stackHeight == 0)
    }
}
