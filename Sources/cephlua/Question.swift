internal import Core
internal import Glibc
internal import LuaHost

/// A question to whoever sits at the terminal.
enum Question {
    /// Whether the answer is yes. Anything but `y` and `yes` is no, and so is the end of the input.
    static func ask(_ text: String) throws(OperationError) -> Bool {
        ["y", "yes"].contains(try answer(to: "\(text) [y/N] ").lowercased())
    }

    /// The line that is typed in answer; empty at the end of the input.
    static func answer(to text: String) throws(OperationError) -> String {
        Terminal.write(text, to: 2)
        var answer: [UInt8] = []
        while true {
            var watched = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
            if let cancellation = Cancellation.current {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            let count = poll(&watched, nfds_t(watched.count), -1)
            try Cancellation.current?.check("ask", target: text)
            // On Lua's own thread ^C ends the wait instead.
            if count < 0, LuaRuntime.lastSignal != nil {
                throw OperationError(.cancelled, "ask", target: text, message: "interrupted by the user")
            }
            guard watched[0].revents != 0 else { continue }
            var byte: UInt8 = 0
            guard read(0, &byte, 1) == 1, byte != UInt8(ascii: "\n") else { break }
            answer.append(byte)
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
