internal import Glibc
internal import LuaHost

/// The prompt: reads, hands what it read to `lua/prompt`, until ^D.
final class Prompt {
    private let session: Session
    private let editor: any LineEditor
    private let isTerminal = Terminal.isTerminal(0)
    /// What `lua/prompt` does, by name.
    private var functions: [String: LuaFunction] = [:]
    private var status = Program.Status.success
    /// What the user gave `os.exit`.
    private var exitStatus: Int32?
    /// ^C shall not have to wait long for a call that nothing answers.
    private static let grace = 0.5

    init(session: Session) {
        self.session = session
        editor = isTerminal ? ReadlineEditor(history: .ofUser(), runtime: session.runtime) : PlainEditor()
        let console = session.console
        console.editor = editor
        console.keepText = { [unowned session] name, text in session.texts[name] = text }
        editor.complete = { [unowned self] line, cursor in complete(line, cursor) }
    }

    /// Runs until its end; gives the program's exit status: of the last error where nobody sits at a terminal.
    func run(after earlier: Int32) -> Int32 {
        status = earlier
        session.runtime.grace = Prompt.grace
        if isTerminal {
            LuaRuntime.outlastInterrupts()
            Gate.asksBeforeDestroying = Terminal.isInteractive
            Terminal.write("cephlua \(version), Lua 5.4. :help helps, ^D or exit leaves.\n", to: 1)
        }
        guard load() else { return Program.Status.failure }
        _ = call("start")
        while true {
            LuaRuntime.forgetSignals()
            session.runtime.forgetInterrupt()
            switch readInput() {
            case .end:
                if LuaRuntime.lastSignal == nil, isTerminal { Terminal.write("\n", to: 1) }
                return leave()
            case .interrupted: continue
            case .line(let text): if evaluate(text) { return leave() }
            }
            fflush(nil)
        }
    }

    /// Ends the session.
    private func leave() -> Int32 {
        let signal = LuaRuntime.lastSignal
        _ = call("finish")
        if let signal { return 128 + signal }
        return exitStatus ?? (isTerminal ? Program.Status.success : status)
    }

    private func load() -> Bool {
        do throws(ScriptError) {
            let loaded = try session.runtime.run(session.runtime.load("return require 'prompt'", name: "=prompt"))
            guard case .table(let table)? = loaded.first else { return false }
            for (name, value) in table.fields {
                if case .function(let function) = value { functions[name] = function }
            }
            return true
        } catch {
            Terminal.write(session.report(error), to: 2)
            return false
        }
    }

    /// A whole input: more lines are asked for as long as Lua's parser expects some.
    private func readInput() -> LineInput {
        var text = ""
        while true {
            let prompt = string(call("prompt", [.boolean(!text.isEmpty)])) ?? "> "
            switch editor.readLine(prompt: prompt) {
            case .end where !text.isEmpty: return .line(text)
            case .line(let line):
                text += (text.isEmpty ? "" : "\n") + line
                if case .boolean(true)? = call("wants_more", [.string(text)]) { continue }
                return .line(text)
            case let other: return other
            }
        }
    }

    /// Runs an input; whether it ends the session.
    private func evaluate(_ text: String) -> Bool {
        guard text.contains(where: { !$0.isWhitespace }) else { return false }
        if case .boolean(true)? = call("may_be_kept", [.string(text)]) { editor.remember(text) }
        let result = call("run", [.string(text)])
        if let chosen = session.runtime.exitStatus {
            exitStatus = chosen
            return true
        }
        if result == nil { status = Program.Status.failure }
        return string(result) == "leave"
    }

    private func complete(_ line: String, _ cursor: Int) -> Completion? {
        guard case .table(let result)? = call("complete", [.string(line), cursor.luaValue]),
            case .integer(let start)? = result.fields["start"], let text = string(result.fields["text"])
        else { return nil }
        return Completion(start: Int(start), text: text, list: string(result.fields["list"]))
    }

    private func string(_ value: LuaValue?) -> String? { if case .string(let text)? = value { text } else { nil } }

    /// Calls one of them; nil after a failure, which has been shown then.
    private func call(_ name: String, _ arguments: [LuaValue] = []) -> LuaValue? {
        guard let function = functions[name] else { return nil }
        do throws(ScriptError) {
            return try session.runtime.run(function, arguments).first ?? .nil
        } catch {
            fflush(nil)
            if session.runtime.exitStatus != nil, error.isStop { return nil }
            session.console.trace = session.report(error, isVerbose: true)
            Terminal.write(session.report(error), to: 2)
            return nil
        }
    }
}
