internal import Core
internal import Glibc

/// Where the Lua library and the playbooks are: `$CEPHLUA_HOME`, the installed prefix, or the source tree.
struct Resources {
    /// Holds `lua/` and `playbooks/`.
    let folder: String

    /// The folder of the library.
    var library: String { folder + "/lua" }

    /// The playbook of a command of the program's own: `cephlua doc`. A file of that name is called `./doc`.
    func command(_ word: String) -> String? {
        guard !word.isEmpty, word.allSatisfy({ $0.isLowercase && $0.isASCII }) else { return nil }
        let path = "\(library)/command/\(word).lua"
        return access(path, R_OK) == 0 ? path : nil
    }

    /// The path of a script: as it is written, or of a playbook of the program's own, from whatever folder:
    /// `playbooks/backup.lua`.
    func script(_ path: String) throws(OperationError) -> String {
        if access(path, F_OK) == 0 { return path }
        let own = "\(folder)/\(path)"
        if path.hasPrefix("playbooks/"), access(own, R_OK) == 0 { return own }
        let hint = shipped(path).map { "`cephlua \($0)` is a script of the program's own." }
        throw OperationError(
            Code(errno: Int(errno)), "run", target: path, hint: hint ?? "`cephlua --help` says what can stand there.")
    }

    /// The script of the program's own that somebody means by a name: `backup`, `wasted-space`.
    private func shipped(_ word: String) -> String? {
        let name = String(word.split(separator: "/").last ?? "")
        let places = ["playbooks", "playbooks/rbd", "docs/examples/cookbook"]
        for place in places {
            for file in [name, name + ".lua"] where file.hasSuffix(".lua") {
                let (short, whole) = ("\(place)/\(file)", "\(folder)/\(place)/\(file)")
                guard access(whole, R_OK) == 0 else { continue }
                return place.hasPrefix("playbooks") || access(short, R_OK) == 0 ? short : whole
            }
        }
        return nil
    }

    /// Whether a place, such as `playbooks/backup.lua:95`, is in a playbook or example of the program's own.
    func isOwn(_ place: String) -> Bool {
        let file = place.split(separator: ":").first.map(String.init) ?? ""
        guard let path = Resources.resolved(file) else { return false }
        return path.hasPrefix(folder + "/playbooks/") || path.hasPrefix(folder + "/docs/examples/")
    }

    /// Looks for them, beginning at the executable however it was called.
    init(environment: (String) -> String?) throws(OperationError) {
        if let home = environment("CEPHLUA_HOME"), !home.isEmpty {
            guard let found = Resources.resolved(home), Resources.isThere(found) else {
                throw OperationError(
                    .notFound, "find the Lua library", target: home, message: "there is no lua/prelude.lua in it",
                    hint: "CEPHLUA_HOME names the folder that holds lua/ and playbooks/.")
            }
            folder = found
            return
        }
        let executable = Resources.resolved("/proc/self/exe") ?? "/"
        var parent = Resources.parent(of: executable)
        let installed = Resources.parent(of: parent) + "/share/cephlua"
        if Resources.isThere(installed) {
            folder = installed
            return
        }
        while parent != "" {
            if Resources.isThere(parent) {
                folder = parent
                return
            }
            parent = Resources.parent(of: parent)
        }
        throw OperationError(
            .notFound, "find the Lua library", target: installed, message: "there is no lua/prelude.lua in it",
            hint: "Install with `make install`, or set CEPHLUA_HOME to the folder that holds lua/.")
    }

    private static func isThere(_ folder: String) -> Bool { access(folder + "/lua/prelude.lua", R_OK) == 0 }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The folder a path is in; empty for the root.
    static func parent(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
