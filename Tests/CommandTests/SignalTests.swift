import Foundation
import Testing

@Suite struct SignalTests {
    private func run(_ code: String, _ number: Int32 = SIGINT) throws -> Program.Result {
        try Program.run(["-e", code], signal: (number, 1.5, 1))
    }

    @Test(arguments: [
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "tasks.sleep(50)",
        "tasks.each({ 1, 2 }, function() tasks.sleep(50) end)",
        "process.run { 'sleep', '50' }",
        "try(tasks.sleep, 50)",
    ])
    func anInterruptEndsTheProgram(_ code: String) throws {
        let result = try run(code)
        #expect(result.status == 130)
        #expect(result.errors == "interrupted\n")
    }

    @Test func closeHandlersRunAndMayWait() throws {
        let code =
            "local c <close> = setmetatable({}, { __close = function() tasks.sleep(0.1) print 'closed' end }) tasks.sleep(50)"
        #expect(try run(code).output == "closed\n")
    }

    @Test func terminationIsLikeAnInterrupt() throws {
        let result = try run(
            "local c <close> = setmetatable({}, { __close = function() print 'closed' end }) tasks.sleep(50)", SIGTERM)
        #expect(result.status == 143)
        #expect(result.output == "closed\n")
    }

    @Test func theThirdOneEndsWhatCannotBeInterrupted() throws {
        // One call of a C function that takes years.
        let code = "(('a'):rep(60)):find(('a*'):rep(40) .. 'b')"
        let result = try Program.run(["-e", code], signal: (SIGINT, 0.7, 3))
        #expect(result.status == 130)
    }

    @Test func commandsThatAreStartedDieOfABrokenPipe() throws {
        let result = try Program.run(["-e", "print(process.run({ 'sh', '-c', 'yes | head -1' }).stdout)"])
        #expect(result.output == "y\n\n")
    }
}
