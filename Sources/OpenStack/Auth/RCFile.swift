public import Core
internal import Glibc

/// A reader of rc files: shell files that set `OS_…` variables.
///
/// It reads assignments (`export OS_X="y"`, `OS_X=y`) with the shell's quoting and with `$NAME` and `${NAME}` of
/// variables set before or in the environment. It runs nothing: other lines are passed over, and an assignment that
/// needs a command is an error.
public struct RCFile: Sendable {
    /// The settings, by their names in clouds.yaml: `OS_AUTH_URL` is `auth_url`.
    public private(set) var settings: [String: String] = [:]
    /// Variables whose values use others that are not set anywhere, by name: Horizon's rc files read the password
    /// from the terminal into one.
    public private(set) var unresolved: [String: String] = [:]
    private var variables: [String: String] = [:]

    /// Reads the text of a file.
    ///
    /// - Throws: `.malformed` with the line.
    public init(parsing text: String, path: String) throws(OperationError) {
        // Not at "\n" alone: to Swift, the line ends that Windows writes are one character, and another one.
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            do { try take(line.trimmed) } catch {
                throw OperationError(
                    .malformed, "read rc file", target: "\(path):\(index + 1)", message: error.message,
                    hint: error.hint)
            }
        }
    }

    private struct Fault: Error {
        var message: String
        var hint: String?
    }

    private mutating func take(_ line: String) throws(Fault) {
        var rest = Substring(line)
        if rest.hasPrefix("export ") || rest.hasPrefix("export\t") { rest = Substring(rest.dropFirst(7).trimmed) }
        guard let equals = rest.firstIndex(of: "=") else { return }
        let name = String(rest[..<equals])
        guard name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil else { return }
        var word = Word(rest[rest.index(after: equals)...], variables)
        try word.read(name)
        variables[name] = word.value
        guard name.hasPrefix("OS_") else { return }
        let setting = name.dropFirst(3).lowercased()
        settings[setting] = word.missing == nil ? word.value : nil
        unresolved[setting] = word.missing
    }

    /// One word of the shell's.
    private struct Word {
        var rest: Substring
        let variables: [String: String]
        var value = ""
        var missing: String?

        init(_ text: Substring, _ variables: [String: String]) {
            rest = text
            self.variables = variables
        }

        mutating func read(_ name: String) throws(Fault) {
            var isQuoted = false
            while let character = rest.popFirst() {
                switch character {
                case "\"": isQuoted.toggle()
                case "'" where !isQuoted:
                    guard let end = rest.firstIndex(of: "'") else { throw unclosed(name) }
                    value += rest[..<end]
                    rest = rest[rest.index(after: end)...]
                case "\\":
                    guard let next = rest.popFirst() else { throw unclosed(name) }
                    if isQuoted && !"\"\\$`".contains(next) { value += "\\" }
                    value.append(next)
                case "$": try expand(name)
                case "`": throw command(name)
                case " ", "\t", ";", "&", "\r":
                    if !isQuoted { return }
                    value.append(character)
                default: value.append(character)
                }
            }
            if isQuoted { throw unclosed(name) }
        }

        private mutating func expand(_ name: String) throws(Fault) {
            guard let match = rest.prefixMatch(of: /\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*)/) else {
                if rest.first == "(" || rest.first == "{" { throw command(name) }
                value.append("$")
                return
            }
            rest = rest[match.range.upperBound...]
            let variable = String(match.output.1 ?? match.output.2 ?? "")
            if let known = variables[variable] ?? getenv(variable).map({ String(cString: $0) }) {
                value += known
            } else {
                missing = variable
            }
        }

        private func unclosed(_ name: String) -> Fault { Fault(message: "the value of \(name) has no closing quote") }

        private func command(_ name: String) -> Fault {
            Fault(
                message: "the value of \(name) is what a command prints, and rc files are read, not run",
                hint: "Load it in a shell (. FILE) and connect with the environment instead.")
        }
    }
}
