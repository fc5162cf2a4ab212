internal import Glibc
internal import LuaHost

/// How this run shall behave: from the options before FILE, and those after it that every playbook takes.
struct Modes {
    var checks = false
    var showsDiffs = false
    var printsJSON = false
    var saysYes = false
    var isReadOnly = false
    /// -1 for quiet, else how often -v was given.
    var verbosity = 0

    init(_ options: CommandLineOptions) {
        checks = options.checks
        showsDiffs = options.showsDiffs
        printsJSON = options.printsJSON
        saysYes = options.saysYes
        isReadOnly = options.isReadOnly
        verbosity = options.isQuiet ? -1 : options.verbosity
    }

    /// Takes one of the options that every playbook has; false for any other word.
    mutating func take(_ word: String) -> Bool {
        switch word {
        case "--check": checks = true
        case "--diff": showsDiffs = true
        case "--json": printsJSON = true
        case "--yes": saysYes = true
        case "-v", "--verbose": verbosity = max(0, verbosity) + 1
        case "-q", "--quiet": verbosity = -1
        default: return false
        }
        return true
    }

    static let names = ["check", "diff", "json", "yes", "verbose", "quiet", "help"]

    /// As scripts see them: the fields of the module `run` that the command line decides.
    var fields: [String: LuaValue] {
        [
            "check": checks.luaValue, "diff": showsDiffs.luaValue, "json": printsJSON.luaValue,
            "yes": saysYes.luaValue, "read_only": isReadOnly.luaValue, "verbose": verbosity.luaValue,
        ]
    }
}

/// What is known about the terminal.
enum Terminal {
    /// Whether somebody sits there who can be asked.
    static var isInteractive: Bool { isTerminal(0) && isTerminal(2) }

    static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    static func hasColour(_ descriptor: CInt) -> Bool {
        isTerminal(descriptor) && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }

    static var width: Int { size.columns }

    /// How many columns and rows it has now.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return (Int(size.ws_col), max(1, Int(size.ws_row)))
        }
        return (environment("COLUMNS").flatMap { Int($0) } ?? 80, environment("LINES").flatMap { Int($0) } ?? 24)
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// The name of the user that runs this, or the number where there is none.
    static var user: String {
        getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
    }

    /// What this machine calls itself.
    static var machine: String {
        var name = [CChar](repeating: 0, count: 256)
        return gethostname(&name, 255) == 0 ? name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } : ""
    }

    /// Writes a text; false if not all of it could be written (`errno` says why).
    @discardableResult
    static func write(_ text: String, to descriptor: CInt) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
