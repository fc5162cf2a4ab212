internal import Glibc

/// What was typed, kept in a file that only its owner can read.
final class History {
    private(set) var entries: [String] = []
    private let path: String?
    private static let limit = 2000
    /// Stands for a line break within an entry.
    private static let lineBreak = "\u{1E}"

    /// The user's own file; without a home nothing is kept.
    static func ofUser() -> History {
        if let state = Terminal.environment("XDG_STATE_HOME"), state.hasPrefix("/") {
            return History(path: state + "/cephlua/history")
        }
        return History(path: Terminal.environment("HOME").map { $0 + "/.local/state/cephlua/history" })
    }

    init(path: String?) {
        self.path = path
        guard let path, let file = fopen(path, "r") else { return }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let start = line {
            let entry = String(cString: start).trimmed(of: "\n").replacing(History.lineBreak, with: "\n")
            if !entry.isEmpty { entries.append(entry) }
        }
        if entries.count > History.limit {
            entries.removeFirst(entries.count - History.limit / 2)
            rewrite(path)
        }
    }

    /// Adds an entry, unless it holds a secret or begins with a space.
    func append(_ entry: String) {
        guard !entry.hasPrefix(" "), !entry.contains("secret.new"), entry != entries.last else { return }
        entries.append(entry)
        guard let path else { return }
        History.makeFolder(of: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        fchmod(descriptor, 0o600)
        Terminal.write(History.line(entry), to: descriptor)
        close(descriptor)
    }

    private static func line(_ entry: String) -> String { entry.replacing("\n", with: lineBreak) + "\n" }

    private func rewrite(_ path: String) {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        Terminal.write(entries.map(History.line).joined(), to: descriptor)
        close(descriptor)
        rename(temporary, path)
    }

    private static func makeFolder(of path: String) {
        var made = ""
        for part in Resources.parent(of: path).split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o700)
        }
    }
}
