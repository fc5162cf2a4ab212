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
        try terminal.type("5 return x\n", expecting: "5\r\n> ")
        try terminal.type("{ name = 'vms', size = 3 }\n", expecting: "name  vms\r\nsize  3\r\n> ")
        try terminal.type("_.size\n", expecting: "3\r\n> ")
        try terminal.type("fail 'not this'\n", expecting: "error: not this")
        try terminal.expect("> ")
        try terminal.type("x = = 1\n", expecting: "unexpected symbol")
        try terminal.expect("> ")
        try terminal.type("secret.new 'hidden'\n", expecting: "********")
        try terminal.expect("> ")
        #expect(try terminal.end() == 0)

        let history = files.read("cephlua/history")
        #expect(history.hasPrefix("1 + 2\nfor i = 1, 2 do\u{1E}print('n' .. i) end\n"))
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
            try terminal.type("\(code)\n", expecting: "\(code)\r\n")
            usleep(300_000)
            try terminal.type("\u{3}", expecting: "interrupted\r\n> ")
        }
        try terminal.type("6 * 7\n", expecting: "42\r\n> ")
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

/// The program on a pseudo-terminal.
private final class Terminal {
    private let master: Int32
    private let process = Process()
    private var seen = ""

    init(state: String) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // posix_openpt and its kin are not visible from Swift: TIOCSPTLCK unlocks, TIOCGPTN tells the number.
        var (locked, number) = (Int32(0), Int32(0))
        try #require(
            master >= 0 && ioctl(master, 0x4004_5431, &locked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(slave >= 0)
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        // It makes the pseudo-terminal the one that ^C comes from.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", Program.path]
        process.environment = Program.base.merging(["TERM": "dumb", "XDG_STATE_HOME": state]) { $1 }
        (process.standardInput, process.standardOutput, process.standardError) = (handle, handle, handle)
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
        close(master)
    }

    func type(_ text: String, expecting expected: String) throws {
        seen = ""
        let bytes = Array(text.utf8)
        try #require(write(master, bytes, bytes.count) == bytes.count)
        try expect(expected)
    }

    /// Reads until the text has been seen.
    func expect(_ text: String, within seconds: Double = 20) throws {
        let deadline = Date(timeIntervalSinceNow: seconds)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !seen.contains(text) {
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            try #require(Date() < deadline, "no \"\(text)\" in \"\(seen)\"")
            guard poll(&watched, 1, 100) > 0 else { continue }
            let count = read(master, &buffer, buffer.count)
            try #require(count > 0, "it ended without \"\(text)\": \"\(seen)\"")
            seen += String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    /// Types ^D until it ends; the exit status.
    func end() throws -> Int32 {
        let deadline = Date(timeIntervalSinceNow: 30)
        var next = Date()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while process.isRunning, Date() < deadline {
            // Typed while the terminal is still in line mode, before the prompt reads, ^D is lost: as a user would, type
            // it again.
            if Date() >= next {
                _ = write(master, "\u{4}", 1)
                next = Date(timeIntervalSinceNow: 2)
            }
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            if poll(&watched, 1, 20) > 0 { _ = read(master, &buffer, buffer.count) }
        }
        try #require(!process.isRunning, "it did not end")
        return process.terminationStatus
    }
}
