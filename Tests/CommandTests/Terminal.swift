import Foundation
import Testing

/// The program on a pseudo-terminal.
final class Terminal {
    private let master: Int32
    private let process = Process()
    private var seen = ""

    /// Starts the program; without words it is at its prompt.
    init(
        state: String, _ words: [String] = [], environment: [String: String] = [:], columns: UInt16 = 120,
        rows: UInt16 = 40
    ) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        // posix_openpt and its kin are not visible from Swift: TIOCSPTLCK unlocks, TIOCGPTN tells the number.
        var (locked, number) = (Int32(0), Int32(0))
        try #require(
            master >= 0 && ioctl(master, 0x4004_5431, &locked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(slave >= 0)
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(ioctl(slave, UInt(TIOCSWINSZ), &size) == 0)
        let handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
        // It makes the pseudo-terminal the one that ^C comes from.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        process.arguments = ["--ctty", "--wait", Program.path] + words
        process.environment = Program.base.merging(["TERM": "dumb", "XDG_STATE_HOME": state, "CEPHLUA_STATE": state]) {
            $1
        }.merging(environment) { $1 }
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

    /// Types a line; waits for what it shows, and for the next prompt.
    func enter(_ line: String, expecting expected: String = "") throws {
        try type(line + "\n", expecting: "\r\n")
        try expect(expected)
        try expect("> ")
    }

    /// What a line shows until the next prompt, after the line itself.
    func output(of line: String) throws -> String {
        try type(line + "\n", expecting: "\r\n")
        return try expect("> ")
    }

    /// Types a line, and ^C when it has begun to run.
    func interrupt(_ line: String) throws {
        try type("print('be' .. 'gun') \(line)\n", expecting: "begun\r\n")
        usleep(300_000)
        try type("\u{3}", expecting: "interrupted\r\n")
        try expect("> ")
    }

    /// Reads until the text has been seen behind what was expected before; gives what came before it.
    @discardableResult
    func expect(_ text: String, within seconds: Double = 20) throws -> String {
        try #require(try shows(text, within: seconds), "no \"\(text)\" in \"\(seen)\"")
    }

    private func shows(_ text: String, within seconds: Double) throws -> String? {
        let deadline = Date(timeIntervalSinceNow: seconds)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !text.isEmpty {
            if let found = seen.range(of: text) {
                defer { seen.removeSubrange(..<found.upperBound) }
                return String(seen[..<found.lowerBound])
            }
            guard Date() < deadline else { return nil }
            var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&watched, 1, 100) > 0 else { continue }
            let count = read(master, &buffer, buffer.count)
            try #require(count > 0, "it ended without \"\(text)\": \"\(seen)\"")
            seen += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return ""
    }

    /// Types a line and Tab; again, as a user would, if the first was answered too late to be of use. Then ^C clears the line.
    func complete(_ line: String, expecting expected: String) throws {
        try type(line, expecting: "")
        for attempt in 1...5 {
            _ = write(master, "\t", 1)
            if attempt == 5 { try expect(expected) } else if try shows(expected, within: 1) != nil { break }
        }
        try type("\u{3}", expecting: "^C\r\n")
        try expect("> ")
    }

    /// Waits until it ends by itself; the exit status.
    func wait() throws -> Int32 {
        let deadline = Date(timeIntervalSinceNow: 20)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        try #require(!process.isRunning, "it did not end")
        return process.terminationStatus
    }

    /// Types ^D until it ends, as it should.
    func leave() throws {
        let status = try end()
        #expect(status == 0, "\(seen)")
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
            guard poll(&watched, 1, 20) > 0 else { continue }
            let count = read(master, &buffer, buffer.count)
            if count > 0 { seen += String(decoding: buffer[..<count], as: UTF8.self) }
        }
        try #require(!process.isRunning, "it did not end")
        _ = try? shows("\0", within: 0.1)  // its last words
        return process.terminationStatus
    }
}
