public import Core
internal import Glibc

/// The journals of all runs of this user on this machine.
public struct RunArchive: Sendable {
    /// The folder that holds a folder for each run, named after it.
    public let folder: String

    /// An archive in a folder, which need not be there yet.
    public init(folder: String) { self.folder = folder }

    /// `$CEPHLUA_STATE/runs`; else `/var/lib/cephlua/runs` for root, and for others the one in their state directory
    /// (`$XDG_STATE_HOME`, `~/.local/state`).
    public static func standard() -> RunArchive { RunArchive(folder: stateFolder() + "/runs") }

    static func stateFolder() -> String {
        func environment(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        if let own = environment("CEPHLUA_STATE") { return own }
        if geteuid() == 0 { return "/var/lib/cephlua" }
        if let state = environment("XDG_STATE_HOME") { return state + "/cephlua" }
        return (environment("HOME") ?? "/tmp/cephlua-\(geteuid())") + "/.local/state/cephlua"
    }

    /// Begins the journal of a run: `20261124-220336-integrate`, in UTC.
    ///
    /// - Throws: `.accessDenied`, `ENOSPC` … with the folder.
    /// Lua: `journal.begin(name)`
    public func begin(_ name: String) throws(OperationError) -> Journal {
        try DurableFile.createFolders(folder)
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        func two(_ number: CInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
        let stem = "\(day)-\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))-\(Self.fileName(name))"
        var number = 1
        while true {
            // Two runs may begin in the same second.
            let id = number == 1 ? stem : "\(stem)-\(number)"
            if try DurableFile.createFolder("\(folder)/\(id)") { return try Journal(id: id, folder: "\(folder)/\(id)") }
            number += 1
        }
    }

    /// The runs there are, the oldest first.
    ///
    /// Lua: `journal.runs()`
    public func runs() throws(OperationError) -> [String] {
        guard let entries = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw OperationError(Code(errno: Int(errno)), "list runs", target: folder)
        }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if access("\(folder)/\(name)/\(Journal.recordsName)", F_OK) == 0 { names.append(name) }
        }
        return names.sorted()
    }

    /// A name that is one file's.
    static func fileName(_ name: String) -> String {
        String(name.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" }.prefix(100))
    }
}
