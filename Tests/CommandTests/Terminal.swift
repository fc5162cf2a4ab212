import Foundation
import Testing

/// The program on a pseudo-terminal.
final class Terminal {
    private let master: Int32
    private let process = Process()
    private var seen = ""

    /// Starts the program; without words it is at its prompt.
    init(state: String, _ words: [String] = [], environment: [String: String] = [:]) throws {
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

    /// Waits until it ends by itself; the exit status.
    func wait() throws -> Int32 {
        let deadline = Date(timeIntervalSinceNow: 20)
        while process.isRunning, Date() < deadline { usleep(20_000) }
        try #require(!process.isRunning, "it did not end")
        return process.terminationStatus
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
