import Foundation
import Testing

/// The prompt on a terminal of its own.
@Suite(.serialized) struct PromptTests {
    private let files = try! Scratch()

    @Test func aSession() throws {
        let terminal = try Terminal(state: files.folder)
        try terminal.expect("> ")
        try terminal.type("1 + 2\n", expecting: "3\r\n> ")
        try terminal.type("for i = 1, 2 do\n", expecting: ">> ")
        try terminal.type("print('n' .. i) end\n", expecting: "n1\r\nn2\r\n> ")
        try terminal.type("local x = \n", expecting: ">> ")
        try terminal.type("5\n", expecting: "> ")
        try terminal.type("local function twice(n) return n * x end\n", expecting: "> ")
        try terminal.type("do local x = 1 end\n", expecting: "> ")
        try terminal.type("twice(2)\n", expecting: "10\r\n> ")
        try terminal.type("x;\n", expecting: "x;\r\n> ")
        try terminal.type("{ name = 'vms', size = 3 }\n", expecting: "name  vms\r\nsize  3\r\n> ")
        try terminal.type("_.size\n", expecting: "3\r\n> ")
        try terminal.type("fail 'not this'\n", expecting: "error: not this")
        try terminal.expect("> ")
        try terminal.type("x = = 1\n", expecting: "unexpected symbol")
        try terminal.expect("> ")
        for line in [
            "secret.new 'hidden'", "t = { password = 'hidden' }", "x = 'AQD' .. #'hidden-QBf3sRmmzLOq2xw4bVc7dJpA1nE9'",
        ] {
            try terminal.type("\(line)\n", expecting: "\(line)\r\n")
            try terminal.expect("> ")
        }
        #expect(try terminal.end() == 0)

        let history = files.read("cephlua/history")
        #expect(history.contains(/^#\d{10}\n1 \+ 2\n#\d{10}\nfor i = 1, 2 do\u{1E}print\('n' .. i\) end\n/))
        #expect(!history.contains("hidden"))
        let attributes = try FileManager.default.attributesOfItem(atPath: files.folder + "/cephlua/history")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func interruptsClearTheLineAndStopWhatRuns() throws {
        let terminal = try Terminal(state: files.folder)
        try terminal.expect("> ")
        try terminal.type("garbage(", expecting: "garbage(")
        try terminal.type("\u{3}", expecting: "> ")
        try terminal.type("40 + 2\n", expecting: "42\r\n> ")
        for code in ["while true do end", "while true do pcall(error) end", "tasks.sleep(50)"] {
            try terminal.interrupt(code)
        }
        try terminal.type("6 * 7\n", expecting: "42\r\n> ")
        #expect(try terminal.end() == 0)
    }

    @Test func aClusterThatDoesNotAnswerHoldsNothingUp() throws {
        // A port on which nobody listens.
        let conf = try files.write("ceph.conf", "[global]\nmon_host = 127.0.0.9:1\nkey = AQ==\n")
        let terminal = try Terminal(state: files.folder, environment: ["CEPH_CONF": conf])
        try terminal.expect("ceph[")
        try terminal.type("40 + 2\n", expecting: "42\r\n")
        try terminal.expect("down]> ")
        try terminal.type("cluster\n", expecting: "rados_connect")
        try terminal.expect("ceph[down]> ")
        try terminal.type("rbd.find_im\tage?\n", expecting: "rbd.find_image")
        #expect(try terminal.end() == 0)
    }

    @Test func theHistoryComesBack() throws {
        _ = try files.write("cephlua/history", "return 'first'\ndo\u{1E}return 'second' end\n")
        let terminal = try Terminal(state: files.folder)
        try terminal.expect("> ")
        try terminal.type("\u{10}\u{10}\n", expecting: "first\r\n> ")  // ^P twice
        #expect(try terminal.end() == 0)
    }
}
