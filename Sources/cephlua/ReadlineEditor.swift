@preconcurrency internal import CReadline
internal import CSystem
internal import Glibc
internal import LuaHost

/// GNU readline, through its callback interface: a signal then only ends the wait for the next key, tasks in the background
/// go on meanwhile, and the state of the terminal is always known.
final class ReadlineEditor: LineEditor {
    let history: History?
    var complete: (String, Int) -> Completion? = { _, _ in nil }
    private let runtime: LuaRuntime
    private var isReading = false
    // Readline is one for the whole process, and its callbacks take no context.
    nonisolated(unsafe) private static var finished: LineInput?
    nonisolated(unsafe) private static weak var current: ReadlineEditor?

    init(history: History, runtime: LuaRuntime) {
        self.history = history
        self.runtime = runtime
        rl_catch_signals = 0
        rl_bind_key(CInt(UInt8(ascii: "\t"))) { _, _ in
            ReadlineEditor.current?.completeLine()
            return 0
        }
        history.entries.forEach { add_history($0.text) }
        ReadlineEditor.current = self
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
        isReading = true
        defer {
            isReading = false
            pthread_sigmask(SIG_SETMASK, &before, nil)
        }
        rl_callback_handler_install(prompt) { line in
            ReadlineEditor.finished = line.map { .line(String(cString: $0)) } ?? .end
            free(line)
            // Now, or readline shows the prompt again.
            rl_callback_handler_remove()
        }
        while true {
            if let finished = ReadlineEditor.finished { return finished }
            if let signal = LuaRuntime.lastSignal { return leave(after: signal) }
            let ready = cephlua_wait_readable(STDIN_FILENO, runtime.wakeDescriptor, runtime.pollTimeout, &before)
            if ready >= 0, ready != 1 { runtime.turn() }
            if ready == 1 || ready == 3 { rl_callback_read_char() }
        }
    }

    private func leave(after signal: CInt) -> LineInput {
        // Behind what was typed, and before readline gives the terminal back, which moves the cursor.
        rl_point = rl_end
        rl_redisplay()
        fflush(rl_outstream)
        Terminal.write("^C", to: 1)
        rl_callback_sigcleanup()
        rl_free_line_state()
        rl_callback_handler_remove()
        Terminal.write("\n", to: 1)
        return signal == SIGINT ? .interrupted : .end
    }

    func remember(_ entry: String) {
        guard history?.append(entry) == true else { return }
        add_history(entry)
    }

    func show(above text: String) {
        guard isReading else { return _ = Terminal.write(text + "\n", to: 1) }
        rl_clear_visible_line()
        fflush(rl_outstream)
        // A dumb terminal is left behind the blanks that clear the line.
        Terminal.write("\r" + text + "\n", to: 1)
        rl_on_new_line()
        rl_redisplay()
    }

    func setPrompt(_ text: String) {
        guard isReading else { return }
        rl_set_prompt(text)
        rl_redisplay()
    }

    private func completeLine() {
        let line = String(cString: rl_line_buffer)
        let cursor = Int(rl_point)
        // At the beginning of a line, as in text that is pasted, it is a tab.
        let own = line.utf8.prefix(cursor).reversed().prefix { $0 != UInt8(ascii: "\n") }
        if own.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) {
            rl_insert_text("\t")
            return
        }
        guard let completion = complete(line, cursor), (0...cursor).contains(completion.start) else {
            rl_ding()
            return
        }
        if completion.text.utf8.elementsEqual(line.utf8.dropFirst(completion.start).prefix(cursor - completion.start)) {
            if completion.list == nil { rl_ding() }
        } else {
            rl_begin_undo_group()
            rl_delete_text(CInt(completion.start), CInt(cursor))
            rl_point = CInt(completion.start)
            rl_insert_text(completion.text)
            rl_end_undo_group()
        }
        if let list = completion.list { show(below: list) }
    }

    /// Choices stand below what was typed, which then stands below them again.
    private func show(below list: String) {
        let point = rl_point
        rl_point = rl_end
        rl_redisplay()
        fflush(rl_outstream)
        Terminal.write("\n" + list + "\n", to: 1)
        rl_point = point
        rl_on_new_line()
        rl_redisplay()
    }
}
