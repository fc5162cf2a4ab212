import Foundation
import Testing

/// Bars at the bottom of a terminal, and what is there instead elsewhere.
@Suite(.serialized) struct ProgressTests {
    private let files = try! Scratch()

    private func terminal(_ script: String, _ words: [String] = [], columns: UInt16 = 80) throws -> Terminal {
        try Terminal(state: files.folder, words + [try files.write("script.lua", script)], columns: columns)
    }

    @Test func aBarShowsHowFarItIsAndGoesAway() throws {
        let terminal = try terminal(
            """
            do
              local bar <close> = progress.bar { title = "copy", total = 4096, unit = "bytes" }
              bar:set(1024)
              log.info "above"
            end
            print "below"
            """)
        try terminal.expect("copy [")
        try terminal.expect("##")
        try terminal.expect("] 25 %, 1 KiB of 4 KiB")
        try terminal.expect("above\r\ncopy [")
        try terminal.expect("\r\u{1b}[Jbelow\r\n")
        #expect(try terminal.wait() == 0)
    }

    @Test func barsOfParallelTasksAreOneBelowTheOther() throws {
        let terminal = try terminal(
            """
            tasks.each({ "one", "two" }, function(name)
              local bar <close> = progress.bar { title = name, total = 2 }
              tasks.sleep(0.05)
              bar:add()
              tasks.sleep(0.05)
            end)
            print "below"
            """)
        try terminal.expect("one [")
        try terminal.expect("\r\ntwo [")
        try terminal.expect("\r\u{1b}[1A\u{1b}[J")
        try terminal.expect("below")
        #expect(try terminal.wait() == 0)
    }

    @Test func anErrorTakesTheBarAwayFirst() throws {
        let terminal = try terminal(
            """
            for position in progress.each({ 1, 2, 3 }, { title = "images" }) do
              if position == 2 then fail "no more" end
            end
            """)
        try terminal.expect("images [")
        try terminal.expect("0 %, 0 of 3")
        try terminal.expect("\r\u{1b}[Jerror: no more")
        #expect(try terminal.wait() == 1)
    }

    @Test func aNarrowTerminalHasNoMoreThanALine() throws {
        let terminal = try terminal(
            """
            local bar <close> = progress.bar { title = "a title that is long", total = 4096, unit = "bytes" }
            bar:set(1024)
            """, columns: 30)
        try terminal.expect("a title that is long: 25 %, …")
        #expect(try terminal.wait() == 0)
    }

    @Test(arguments: ["--quiet", "--json"]) func thereIsNoneWhereNothingIsToBeSaid(option: String) throws {
        let terminal = try terminal(
            """
            local bar <close> = progress.bar { title = "copy", total = 2, every = 0 }
            bar:set(1)
            io.stderr:write "the end\\n"
            """, [option])
        #expect(try !terminal.expect("the end").contains("copy"))
        #expect(try terminal.wait() == 0)
    }
}
