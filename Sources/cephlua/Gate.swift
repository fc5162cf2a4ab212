internal import Core
internal import Glibc
internal import LuaHost

/// Stands before every native function that does more than read: a read-only session refuses it; at the prompt, what
/// destroys has to be confirmed by name, unless the call says the name itself: `{ sure = "vm-1" }`.
final class Gate {
    private let modes: Modes
    /// At the prompt somebody types each call; a playbook asks for itself.
    nonisolated(unsafe) static var asksBeforeDestroying = false

    init(modes: Modes) { self.modes = modes }

    /// Throws if the call must not be made; whether somebody has confirmed it.
    func check(_ call: LuaCall) throws -> Bool {
        if modes.isReadOnly {
            if Gate.onlyReads(call) { return false }
            throw OperationError(
                Code(errno: Int(EROFS)), call.name, target: Gate.target(of: call),
                message: "the session is read-only, and this \(call.shape.risk.rawValue)",
                hint: "A session without --read-only can do it.")
        }
        guard call.shape.risk == .destroys else { return false }
        let name = Gate.name(of: call)
        if let sure = call.sure {
            guard sure == name else {
                throw OperationError(
                    .usage, call.name, target: Gate.target(of: call), message: "sure is \"\(sure)\", not \"\(name)\"",
                    hint: "It is the name of what is destroyed, once more.")
            }
            return true
        }
        guard Gate.asksBeforeDestroying else { return false }
        if !modes.saysYes { try confirm(call, name) }
        return true
    }

    private func confirm(_ call: LuaCall, _ name: String) throws {
        let target = Gate.target(of: call)
        fflush(nil)
        let answer = try Question.answer(
            to: "\(Gate.deed(of: call)): this cannot be undone.\nType \(name) to go on: ")
        guard answer.trimmed(of: " ") == name else {
            throw OperationError(
                .cancelled, call.name, target: target, message: "not confirmed",
                hint: "It goes on when exactly \(name) is typed; cephlua --yes does not ask.")
        }
    }

    /// What a call does to what, in words: "remove snapshot golden of images/debian", "fs.remove /tmp/x".
    private static func deed(of call: LuaCall) -> String {
        guard let method = call.name.split(separator: ":").dropFirst().last, let receiver = call.receiver else {
            return "\(call.name) \(target(of: call))"
        }
        let verb = method.replacing("_", with: " ")
        // Without its type: "rbd.Image images/debian".
        let object = receiver.luaDescription.split(separator: " ").dropFirst().joined(separator: " ")
        return namingArgument(of: call).map { "\(verb) \($0) of \(object)" } ?? "\(verb) \(object)"
    }

    /// What a call is about: the object it is called on, and the argument that names something.
    private static func target(of call: LuaCall) -> String {
        [call.receiver?.luaDescription, namingArgument(of: call)].compactMap { $0 }.joined(separator: " ")
    }

    /// The name that confirms a call: the argument that names something, else the object it is called on, else that of
    /// the pool among its options.
    private static func name(of call: LuaCall) -> String {
        if let name = namingArgument(of: call) { return name }
        var object = call.receiver
        if case .table(let options)? = try? call.value(1, "options"), case .object(let pool)? = options.fields["pool"] {
            object = pool
        }
        return object?.luaDescription.split(separator: " ").last.map(String.init) ?? "yes"
    }

    /// Parameters that name what a function is about, unlike those that hold data, sizes or settings.
    private static let namingParameters: Set = [
        "name", "id", "key", "uuid", "path", "pid", "client", "image", "volume", "snapshot", "backup", "server",
        "flavor", "address",
    ]

    private static func namingArgument(of call: LuaCall) -> String? {
        for (index, parameter) in call.shape.parameters.enumerated() where namingParameters.contains(parameter) {
            switch try? call.value(index + 1, parameter) {
            case .string(let text)? where !text.isEmpty: return text
            case .integer(let number)?: return "\(number)"
            case .table(let record)?:
                // OpenStack's records stand for what they describe.
                if case .string(let name)? = record.fields["name"] ?? record.fields["id"] { return name }
            default: continue
            }
        }
        return nil
    }

    /// Commands of the monitors, which one function sends, tell by their last word that they change nothing.
    private static let readingWords: Set = [
        "ls", "dump", "tree", "get", "show", "stat", "stats", "status", "health", "df", "detail", "versions", "report",
        "metadata", "perf", "find", "last", "utilization", "get_command_descriptions", "lspools", "info", "query",
    ]

    private static func onlyReads(_ call: LuaCall) -> Bool {
        guard call.name == "ceph.Cluster:command", case .table(let request)? = try? call.value(1, "request"),
            case .string(let prefix)? = request.fields["prefix"], let last = prefix.split(separator: " ").last
        else { return false }
        return readingWords.contains(String(last))
    }
}
