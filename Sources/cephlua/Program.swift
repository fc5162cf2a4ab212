internal import ArgumentParser
internal import Bindings
internal import Core
internal import Glibc
internal import LuaHost

let version = "0.1.0"

/// The program from its first word to its exit status.
enum Program {
    enum Status {
        static let success: Int32 = 0
        static let failure: Int32 = 1
        static let usage: Int32 = 2
    }

    static func main() -> Int32 {
        let options: CommandLineOptions
        do {
            options = try Cephlua.parse().options
        } catch {
            let isHelp = Cephlua.exitCode(for: error).isSuccess
            Terminal.write(Cephlua.fullMessage(for: error) + "\n", to: isHelp ? 1 : 2)
            return isHelp ? Status.success : Status.usage
        }
        if options.wantsVersion {
            Terminal.write("cephlua \(version)\n", to: 1)
            return Status.success
        }
        return run(options)
    }

    private static func run(_ options: CommandLineOptions) -> Int32 {
        var words = options.rest
        // What captures the script's words captures this one, too.
        if let word = words.first, options.code == nil, ["-h", "--help"].contains(word) {
            Terminal.write(Cephlua.helpMessage() + "\n", to: 1)
            return Status.success
        }
        if words.first == "--" { words.removeFirst() }
        if let word = words.first, options.code == nil, options.rest.first != "--", word.hasPrefix("-"), word != "-" {
            return wrongOption(word)
        }
        var file: String?
        if options.code == nil, !words.isEmpty { file = words.removeFirst() }
        let wantsPrompt = options.isInteractive || (file == nil && options.code == nil && Terminal.isTerminal(0))
        if file == nil, options.code == nil, !wantsPrompt { file = "-" }

        var session: Session?
        var status = Status.success
        do throws(ScriptError) {
            let made = try Session(options: options, words: words, script: file == "-" ? nil : file)
            session = made
            if let code = options.code {
                status = finish(made, try made.run(text: code, name: "=(command line)"))
            } else if let file {
                status = finish(made, try made.run(file: file))
            }
        } catch {
            status = fail(error, session, options)
        }
        guard let session else { return status }
        if wantsPrompt, LuaRuntime.lastSignal == nil, session.runtime.exitStatus == nil {
            status = Prompt(session: session).run(after: status)
        }
        fflush(nil)
        session.runtime.close()
        return status
    }

    private static func wrongOption(_ word: String) -> Int32 {
        let names = [
            "--check", "--diff", "--json", "--read-only", "--yes", "--verbose", "--quiet", "--version", "--help",
        ]
        let near = names.nearest(to: word).map { " (did you mean \($0)?)" } ?? ""
        Terminal.write("error: cephlua \(word): no such option\(near)\nhint:  cephlua --help\n", to: 2)
        return Status.usage
    }

    /// Prints a result, if that was asked for, and finds the exit status the script chose: `return result, { exit = 1 }`.
    private static func finish(_ session: Session, _ results: [LuaValue]) -> Int32 {
        let outcome = session.command.outcome
        if outcome.modes.printsJSON {
            do throws(OperationError) {
                let json = try json(of: results.first ?? .nil, path: "result", operation: "--json")
                fflush(nil)
                guard Terminal.write(json.text(pretty: Terminal.isTerminal(1)) + "\n", to: 1) else {
                    throw OperationError(Code(errno: Int(errno)), "write", target: "the result to standard output")
                }
            } catch {
                return fail(ScriptError(error), session, nil)
            }
        }
        if results.count > 1, case .table(let settings) = results[1],
            case .integer(let status)? = settings.fields["exit"]
        {
            return Int32(truncatingIfNeeded: status)
        }
        return Status.success
    }

    private static func fail(_ error: ScriptError, _ session: Session?, _ options: CommandLineOptions?) -> Int32 {
        fflush(nil)
        if let status = session?.runtime.exitStatus, error.isStop { return status }
        let modes = session?.command.outcome.modes
        if let signal = LuaRuntime.lastSignal, error.isStop {
            Terminal.write("interrupted\n", to: 2)
            return 128 + signal
        }
        let isUsage = session?.command.outcome.isWrongUsage == true || error.isWrongOption
        Terminal.write(session?.report(error) ?? ErrorReport(error: error).text, to: 2)
        if modes?.printsJSON ?? options?.printsJSON ?? false {
            Terminal.write(ErrorReport.json(of: error).text() + "\n", to: 1)
        }
        return isUsage ? Status.usage : Status.failure
    }
}
