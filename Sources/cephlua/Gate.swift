internal import Core
internal import Glibc
internal import LuaHost

/// Stands before every native function that does more than read: a read-only session refuses it; at the prompt, what
/// destroys has to be confirmed by name.
final class Gate {
    private let modes: Modes
    /// At the prompt somebody types each call; a playbook asks for itself.
    nonisolated(unsafe) static var asksBeforeDestroying = false

    init(modes: Modes) { self.modes = modes }

    func check(_ call: LuaCall, _ risk: Risk) throws {
        if modes.isReadOnly {
            if Gate.onlyReads(call) { return }
            throw OperationError(
                Code(errno: Int(EROFS)), call.name, target: Gate.target(of: call),
                message: "the session is read-only, and this \(risk.rawValue)",
                hint: "A session without --read-only can do it.")
        }
        guard risk == .destroys, Gate.asksBeforeDestroying, !modes.saysYes else { return }
        try confirm(call)
    }

    private func confirm(_ call: LuaCall) throws {
        let target = Gate.target(of: call)
        let name = Gate.firstText(of: call) ?? target.split(separator: " ").last.map(String.init) ?? "yes"
        fflush(nil)
        let answer = try Question.answer(
            to: "\(call.name) \(target): this cannot be undone.\nType \(name) to go on: ")
        guard answer.trimmed(of: " ") == name else {
            throw OperationError(
                .cancelled, call.name, target: target, message: "not confirmed",
                hint: "It goes on when exactly \(name) is typed; cephlua --yes does not ask.")
        }
    }

    /// What a call is about: the object it is called on, and its first argument if that is a text.
    private static func target(of call: LuaCall) -> String {
        [call.receiver?.luaDescription, firstText(of: call)].compactMap { $0 }.joined(separator: " ")
    }

    private static func firstText(of call: LuaCall) -> String? {
        guard case .string(let text)? = try? call.value(call.receiver == nil ? 1 : 2, "name"), !text.isEmpty else {
            return nil
        }
        return text
    }

    /// Commands of the monitors, which one function sends, tell by their last word that they change nothing.
    private static let readingWords: Set = [
        "ls", "dump", "tree", "get", "show", "stat", "stats", "status", "health", "df", "detail", "versions", "report",
        "metadata", "perf", "find", "last", "utilization", "get_command_descriptions", "lspools", "info", "query",
    ]

    private static func onlyReads(_ call: LuaCall) -> Bool {
        guard call.name == "ceph.Cluster:command", case .table(let request)? = try? call.value(2, "request"),
            case .string(let prefix)? = request.fields["prefix"], let last = prefix.split(separator: " ").last
        else { return false }
        return readingWords.contains(String(last))
    }
}
