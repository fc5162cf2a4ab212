internal import Core
internal import Glibc

/// A question to whoever sits at the terminal.
enum Question {
    /// Whether the answer is yes. Anything but `y` and `yes` is no, and so is the end of the input.
    static func ask(_ text: String) throws(OperationError) -> Bool {
        Terminal.write("\(text) [y/N] ", to: 2)
        var answer: [UInt8] = []
        while true {
            var watched = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
            if let cancellation = Cancellation.current {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            poll(&watched, nfds_t(watched.count), -1)
            try Cancellation.current?.check("ask", target: text)
            guard watched[0].revents != 0 else { continue }
            var byte: UInt8 = 0
            guard read(0, &byte, 1) == 1, byte != UInt8(ascii: "\n") else { break }
            answer.append(byte)
        }
        return ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).lowercased())
    }
}
