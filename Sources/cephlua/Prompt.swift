internal import Glibc
internal import LuaHost

/// The prompt: reads, runs, shows, until ^D.
final class Prompt {
    private let session: Session
    private let editor: any LineEditor

    init(session: Session) {
        self.session = session
        editor = Terminal.isTerminal(0) ? ReadlineEditor(history: .ofUser()) : PlainEditor()
    }

    /// Runs until its end; gives the program's exit status.
    func run() -> Int32 {
        if Terminal.isTerminal(0) { Terminal.write("cephlua \(version), Lua 5.4. ^D leaves.\n", to: 1) }
        while true {
            LuaRuntime.forgetSignals()
            session.runtime.forgetInterrupt()
            switch readInput() {
            case .end:
                if let signal = LuaRuntime.lastSignal { return 128 + signal }
                if Terminal.isTerminal(0) { Terminal.write("\n", to: 1) }
                return Program.Status.success
            case .interrupted: continue
            case .line(let text): evaluate(text)
            }
            fflush(nil)
        }
    }

    /// A whole input: more lines are asked for as long as Lua's parser expects some.
    private func readInput() -> LineInput {
        var text = ""
        while true {
            switch editor.readLine(prompt: text.isEmpty ? "> " : ">> ") {
            case .end where !text.isEmpty: return .line(text)
            case .line(let line):
                text += (text.isEmpty ? "" : "\n") + line
                if !wantsMore(text) { return .line(text) }
            case let other: return other
            }
        }
    }

    private func wantsMore(_ text: String) -> Bool {
        do {
            _ = try compile(text)
            return false
        } catch {
            return error.message.hasSuffix("<eof>")
        }
    }

    /// An expression if it can be one, else statements.
    private func compile(_ text: String) throws(ScriptError) -> LuaFunction {
        if let expression = try? session.runtime.load("return \(text)\n", name: "=prompt") { return expression }
        return try session.runtime.load(text, name: "=prompt")
    }

    private func evaluate(_ text: String) {
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        editor.remember(text)
        session.texts["prompt"] = text
        do throws(ScriptError) {
            let runner = try session.runtime.run(session.runtime.load("return require 'prompt'", name: "=entry"))
            guard case .function(let function)? = runner.first else { return }
            _ = try session.runtime.run(function, [.function(try compile(text))])
        } catch {
            fflush(nil)
            Terminal.write(session.report(error), to: 2)
        }
    }
}
