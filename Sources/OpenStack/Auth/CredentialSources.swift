public import Core
internal import FoundationEssentials
internal import Glibc

extension Credentials {
    /// Reads an rc file; `overrides` (by their names in clouds.yaml) win over what it says.
    ///
    /// - Throws: `.notFound`, `.accessDenied`, `.malformed` with the line, `.invalid` with what is missing.
    public static func rc(_ path: String, overrides: [String: String] = [:]) throws(OperationError) -> Credentials {
        let file = try RCFile(parsing: String(decoding: read(path), as: UTF8.self), path: path)
        // The environment lends only what the file asks for by name: mixing two sites by accident must not work.
        let settings = file.settings.merging(overrides) { _, override in override }
        do { return try Credentials(settings: settings, source: path) } catch {
            guard let (name, variable) = file.unresolved.first(where: { settings[$0.key] == nil }) else { throw error }
            var better = error
            better.message = "OS_\(name.uppercased()) is the value of $\(variable), which is not set"
            better.hint = "The file asks for it when a shell loads it. Set \(variable) in the environment."
            throw better
        }
    }

    /// Reads one cloud of clouds.yaml: of `path`, or of the first of `$OS_CLIENT_CONFIG_FILE`, `./clouds.yaml`,
    /// `~/.config/openstack/clouds.yaml` and `/etc/openstack/clouds.yaml`. Without a name the only one.
    ///
    /// - Throws: `.notFound` (no file, no such cloud), `.malformed` with the line, `.invalid` with what is missing.
    public static func cloud(
        _ name: String?, path: String? = nil, overrides: [String: String] = [:]
    ) throws(OperationError) -> Credentials {
        let environment = ProcessInfo.processInfo.environment
        let candidates = [path ?? environment["OS_CLIENT_CONFIG_FILE"]].compactMap { $0 }
        let configuration = environment["XDG_CONFIG_HOME"] ?? (environment["HOME"] ?? "") + "/.config"
        let usual = ["clouds.yaml", "\(configuration)/openstack/clouds.yaml", "/etc/openstack/clouds.yaml"]
        let paths = candidates.isEmpty ? usual : candidates
        guard let found = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw OperationError(
                .notFound, "find clouds.yaml", target: paths.joined(separator: ", "),
                hint: "Name the file with `clouds`, or use an rc file with `rc`.")
        }
        var file = try CloudsFile(parsing: read(found), path: found)
        let secure = found.hasSuffix("clouds.yaml") ? found.dropLast(11) + "secure.yaml" : ""
        if FileManager.default.fileExists(atPath: secure) {
            file.merge(try CloudsFile(parsing: read(secure), path: secure))
        }
        let known = file.clouds.keys.sorted()
        guard let name = name ?? (known.count == 1 ? known[0] : nil), let settings = file.clouds[name] else {
            let message = name.map { "it has no cloud \"\($0)\"" } ?? "it has several clouds, and none was named"
            throw OperationError(
                .notFound, "find cloud", target: found, message: message,
                hint: "It has: \(known.joined(separator: ", ")).")
        }
        let merged = settings.merging(overrides) { _, override in override }
        return try Credentials(settings: merged, source: "cloud \(name) of \(found)")
    }

    /// What the environment says: `OS_CLOUD`, or `OS_AUTH_URL` and the others.
    ///
    /// - Throws: as ``cloud(_:path:overrides:)``.
    public static func environment(overrides: [String: String] = [:]) throws(OperationError) -> Credentials {
        let settings = environmentSettings()
        if let cloud = settings["cloud"], !cloud.isEmpty { return try .cloud(cloud, overrides: overrides) }
        return try Credentials(
            settings: settings.merging(overrides) { _, override in override }, source: "the environment")
    }

    /// The bytes of a file or of a pipe: `<(pass show openrc)` of a shell is one, which Foundation refuses to read.
    private static func read(_ path: String) throws(OperationError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), "read", target: path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16384)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw OperationError(Code(errno: Int(errno)), "read", target: path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= 1 << 20 else {
                throw OperationError(.malformed, "read", target: path, message: "it is too long to hold credentials")
            }
        }
    }
}
