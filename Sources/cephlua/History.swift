internal import Glibc
internal import LuaHost

/// What was typed and when, kept in a file that only its owner can read. Each entry is a line `#TIME` and a line of text, so
/// that other programs can read it, too.
final class History {
    struct Entry {
        /// Seconds since 1970; nil where the file does not tell.
        var time: Int?
        var text: String
    }
    private(set) var entries: [Entry] = []
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
        var time: Int?
        var count = 0
        defer { free(line) }
        while getline(&line, &capacity, file) > 0, let start = line {
            let text = String(cString: start).trimmed(of: "\n").replacing(History.lineBreak, with: "\n")
            if text.hasPrefix("#"), let seconds = Int(text.dropFirst()) {
                time = seconds
            } else if !text.isEmpty {
                entries.append(Entry(time: time, text: text))
                time = nil
                count += 1
            }
        }
        removeRepeated()
        if entries.count > History.limit { entries.removeFirst(entries.count - History.limit / 2) }
        if entries.count < count { rewrite(path) }
    }

    /// As scripts see it.
    var records: [LuaTable] {
        entries.map { LuaTable(fields: ["time": $0.time.luaValue, "text": .string($0.text)]) }
    }

    /// Adds an entry; false if it is the same as the last.
    func append(_ text: String) -> Bool {
        guard text != entries.last?.text else { return false }
        let entry = Entry(time: time(nil), text: text)
        entries.removeAll { $0.text == text }
        entries.append(entry)
        guard let path else { return true }
        History.makeFolder(of: path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return true }
        fchmod(descriptor, 0o600)
        Terminal.write(History.lines(entry), to: descriptor)
        close(descriptor)
        return true
    }

    /// Of equal entries only the last stays.
    private func removeRepeated() {
        var seen: Set<String> = []
        entries = entries.reversed().filter { seen.insert($0.text).inserted }.reversed()
    }

    private static func lines(_ entry: Entry) -> String {
        (entry.time.map { "#\($0)\n" } ?? "") + entry.text.replacing("\n", with: lineBreak) + "\n"
    }

    private func rewrite(_ path: String) {
        let temporary = "\(path).\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let isWhole = Terminal.write(entries.map(History.lines).joined(), to: descriptor)
        close(descriptor)
        if isWhole { rename(temporary, path) } else { unlink(temporary) }
    }

    private static func makeFolder(of path: String) {
        var made = ""
        for part in Resources.parent(of: path).split(separator: "/") {
            made += "/" + part
            mkdir(made, 0o700)
        }
    }
}
