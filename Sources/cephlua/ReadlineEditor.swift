@preconcurrency internal import CReadline
internal import CSystem
internal import Glibc
internal import LuaHost

/// GNU readline, through its callback interface: a signal then only ends the wait for the next key, and the state of
/// the terminal is always known.
final class ReadlineEditor: LineEditor {
    private let history: History
    // Readline is one for the whole process, and its callback takes no context.
    nonisolated(unsafe) private static var finished: LineInput?

    init(history: History) {
        self.history = history
        rl_catch_signals = 0
        rl_bind_key(CInt(UInt8(ascii: "\t")), rl_insert)
        history.entries.forEach { add_history($0) }
    }

    func readLine(prompt: String) -> LineInput {
        ReadlineEditor.finished = nil
        var blocked = sigset_t()
        var before = sigset_t()
        sigemptyset(&blocked)
        sigaddset(&blocked, SIGINT)
        sigaddset(&blocked, SIGTERM)
        // A signal between looking and waiting must not be missed: only the wait lets them in.
        pthread_sigmask(SIG_BLOCK, &blocked, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        rl_callback_handler_install(prompt) { line in
            ReadlineEditor.finished = line.map { .line(String(cString: $0)) } ?? .end
            free(line)
            // Now, or readline shows the prompt again.
            rl_callback_handler_remove()
        }
        while true {
            if let finished = ReadlineEditor.finished { return finished }
            if let signal = LuaRuntime.lastSignal { return leave(after: signal) }
            if cephlua_wait_readable(STDIN_FILENO, &before) > 0 { rl_callback_read_char() }
        }
    }

    private func leave(after signal: CInt) -> LineInput {
        rl_callback_sigcleanup()
        rl_free_line_state()
        rl_callback_handler_remove()
        Terminal.write("^C\n", to: 1)
        return signal == SIGINT ? .interrupted : .end
    }

    func remember(_ entry: String) {
        add_history(entry)
        history.append(entry)
    }
}
