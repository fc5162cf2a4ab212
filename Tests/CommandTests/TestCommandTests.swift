import Testing

/// `cephlua test`, for tests written in Lua.
@Suite struct TestCommandTests {
    private let files = try! Scratch()

    private func test(_ words: String...) throws -> Program.Result {
        try Program.run(["test"] + words, folder: files.folder)
    }

    @Test func failuresAreShownWithTheirLine() throws {
        try files.write(
            "sum_test.lua",
            """
            local check = require "check"
            local tests = {}
            function tests.holds() check.equal(1 + 1, 2) end
            function tests.does_not() check.equal(1 + 1, 3) end
            return tests
            """)
        let result = try test(".")
        #expect(result.status == 1)
        #expect(
            result.output == """
                failed   ./sum_test.lua: does_not
                  expected 3, got 2
                      3 | function tests.holds() check.equal(1 + 1, 2) end
                >     4 | function tests.does_not() check.equal(1 + 1, 3) end
                1 passed, 1 failed

                """)
        #expect(try test(".", "--name", "hold").output == "1 passed, 0 failed\n")
        #expect(try test(".", "--list").output == "./sum_test.lua: does_not\n./sum_test.lua: holds\n")
    }

    /// Neither globals nor modules beside one file reach the next.
    @Test func filesDoNotSeeEachOther() throws {
        for folder in ["a", "b"] {
            try files.write("\(folder)/mine.lua", "return '\(folder)'")
            try files.write(
                "\(folder)/one_test.lua",
                """
                assert(leak == nil)
                leak = true
                return { own = function() assert(require "mine" == "\(folder)") end }
                """)
        }
        #expect(try test("a", "b").output == "2 passed, 0 failed\n")
    }

    @Test func aTestThatHangsIsEnded() throws {
        try files.write("slow_test.lua", "return { slow = function() tasks.sleep(3600) end }")
        let result = try test("slow_test.lua", "--timeout", "100ms")
        #expect(result.status == 1)
        #expect(result.output.contains("ETIMEDOUT"))
    }

    @Test func whatCannotBeRunIsAFailure() throws {
        try files.write("a_test.lua", "return {")
        try files.write("b_test.lua", "return 1")
        #expect(try test(".").output.hasSuffix("0 passed, 2 failed\n"))
        #expect(try test("nowhere").status == 1)
        try files.write("empty/none.lua", "")
        #expect(try test("empty").errors.contains("there are no tests"))
        #expect(try test().status == 2)
    }

    @Test func jsonHasEveryTest() throws {
        try files.write("a_test.lua", "return { bad = function() error 'no' end }")
        let result = try Program.run(["--json", "test", "a_test.lua"], folder: files.folder)
        #expect(result.status == 1)
        #expect(result.output.contains(#""failed":1,"passed":0"#))
        #expect(result.output.contains(#""name":"bad","ok":false"#))
    }
}
