internal import CSystem
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
        let cancellation = Cancellation.current
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGINT)
        sigaddset(&blocked, SIGTERM)
        // On Lua's own thread ^C ends the wait instead; one that comes between looking and waiting must not be missed.
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        Terminal.write(text, to: 2)
        var answer: [UInt8] = []
        while true {
            let ready = cephlua_wait_readable(STDIN_FILENO, cancellation?.descriptor ?? -1, -1, &before)
            try cancellation?.check("ask", target: text)
            if cancellation == nil, LuaRuntime.lastSignal != nil {
                throw OperationError(.cancelled, "ask", target: text, message: "interrupted by the user")
            }
            guard ready == 1 || ready == 3 else { continue }
            var byte: UInt8 = 0
            guard read(0, &byte, 1) == 1, byte != UInt8(ascii: "\n") else { break }
            answer.append(byte)
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
