import Testing

@Suite struct ExitTests {
    /// Those of Ceph's libraries crash where a thread of theirs is still at work. The loader says when it runs them.
    @Test func noExitHandlersRun() throws {
        let result = try Program.run(
            ["-e", "io.write 'done' require 'ceph'"], environment: ["LD_DEBUG": "files"])
        #expect(result.status == 0)
        #expect(result.output == "done")
        #expect(result.errors.contains("calling init: "))
        #expect(!result.errors.contains("calling fini: "))
    }
}
