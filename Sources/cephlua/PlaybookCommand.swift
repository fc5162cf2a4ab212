internal import Core
internal import LuaHost
internal import Synchronization

/// The command line of a playbook: the words after FILE, read by the playbook's own `args`.
final class PlaybookCommand: Sendable {
    /// As given before FILE.
    let modes: Modes
    /// The words after FILE.
    let words: [String]
    private let script: String

    /// What became of the words.
    struct Outcome {
        var isWrongUsage = false
        var modes: Modes
    }
    private let outcomeBox: Mutex<Outcome>
    /// Whether they were wrong, and the modes that hold with them.
    var outcome: Outcome { outcomeBox.withLock { $0 } }

    init(modes: Modes, words: [String], script: String) {
        self.modes = modes
        self.words = words
        self.script = script
        outcomeBox = Mutex(Outcome(modes: modes))
    }

    /// `cephlua.command`, for `entry.lua`: `parse(book)` gives arguments and modes; nothing if help was asked for.
    var module: LuaModule {
        LuaModule("cephlua.command") { module in
            module.function("parse", ["book"]) { [self] call in
                let table = try call.table(1, "book")
                do throws(OperationError) {
                    let book = try PlaybookDescription(table)
                    var parser = PlaybookParser(book: book, modes: modes)
                    guard let arguments = try parser.parse(words) else {
                        Terminal.write(book.help(command: "cephlua \(script)"), to: 1)
                        return .none
                    }
                    outcomeBox.withLock { $0.modes = parser.modes }
                    return .values([.table(LuaTable(fields: arguments)), .table(LuaTable(fields: parser.modes.fields))])
                } catch {
                    outcomeBox.withLock { $0.isWrongUsage = true }
                    var wrong = OperationError(
                        .usage, script, target: error.target, message: error.message, hint: error.hint)
                    if wrong.hint == nil { wrong.hint = "Its arguments: cephlua \(script) --help" }
                    throw wrong
                }
            }
        }
    }
}
