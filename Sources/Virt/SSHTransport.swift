internal import Core
internal import Glibc

/// What stands between libvirt and ssh.
///
/// libvirt runs `ssh -l USER -i KEY … HOST "sh -c '…'"` and can be told another program than ssh (`command=`), but no
/// further arguments. So that program is a script, made for one connection and removed once it runs: it adds what
/// libvirt has no parameter for, and notes its process, so that an ssh that hangs can be ended.
struct SSHTransport: Sendable {
    static let configParameter = "ssh_config"
    static let knownHostsParameter = "ssh_known_hosts"
    static let sudoParameter = "ssh_sudo"

    /// What libvirt is given.
    let uri: String
    /// Whether it goes over the ssh command.
    let isSSH: Bool
    private var folder: String?

    /// Takes our own parameters out of the URI, and makes the script they ask for.
    init(_ uri: String, timeout: Double) throws(OperationError) {
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = uri.prefix { $0 != ":" }
        isSSH = scheme.hasSuffix("+ssh")
        guard isSSH else {
            self.uri = uri
            return
        }
        var own: [String: String] = [:]
        var others: [Substring] = []
        for parameter in parts.dropFirst().first?.split(separator: "&") ?? [] {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let names = [Self.configParameter, Self.knownHostsParameter, Self.sudoParameter]
            if pair.count == 2, names.contains(String(pair[0])) {
                own[String(pair[0])] = PercentCoding.decoded(pair[1])
            } else {
                others.append(parameter)
            }
        }
        if others.contains(where: { $0.hasPrefix("command=") }) {
            guard own.isEmpty else {
                throw OperationError(
                    .invalid, "virConnectOpenAuth", target: uri,
                    message: "the URI has both `command` and \(own.keys.sorted().joined(separator: ", "))",
                    hint: "Let the command itself see to that.")
            }
        } else {
            let folder = try Self.makeScript(own, timeout: timeout, target: uri)
            others.append(Substring("command=\(PercentCoding.encoded(folder + "/ssh"))"))
            self.folder = folder
        }
        self.uri = parts[0] + "?" + others.joined(separator: "&")
    }

    private static func makeScript(
        _ own: [String: String], timeout: Double, target: String
    ) throws(OperationError) -> String {
        var options = ["-o", "ConnectTimeout=\(max(1, Int(min(timeout, 3600).rounded(.up))))"]
        // OpenSSH takes the first value it is given, so what is said here holds against the file.
        if let config = own[configParameter] { options += ["-F", config] }
        if let file = own[knownHostsParameter] { options += ["-o", "UserKnownHostsFile=\(file)"] }
        let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(root)/cephlua-ssh-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw OperationError(Code(errno: Int(errno)), "mkdtemp", target: root)
        }
        let folder = String(cString: made)
        var script = "#!/bin/sh\necho $$ > \(quoted(folder + "/pid"))\n"
        if own[sudoParameter] == "1" {
            // The last argument is the command for the far end: bring it to the front, and back with sudo before it.
            script += "n=$#; while [ $n -gt 1 ]; do set -- \"$@\" \"$1\"; shift; n=$((n-1)); done\n"
            script += "last=$1; shift; set -- \"$@\" \"sudo -n $last\"\n"
        }
        script += "exec ssh \(options.map(quoted).joined(separator: " ")) \"$@\"\n"
        try write(script, to: folder + "/ssh")
        return folder
    }

    private static func write(_ text: String, to path: String) throws(OperationError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o700)
        guard file >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
        let bytes = Array(text.utf8)
        let written = Glibc.write(file, bytes, bytes.count)
        let reason = errno
        Glibc.close(file)
        guard written == bytes.count else {
            throw OperationError(Code(errno: Int(written < 0 ? reason : ENOSPC)), "write", target: path)
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Removes the script.
    func remove() {
        guard let folder else { return }
        unlink(folder + "/ssh")
        unlink(folder + "/pid")
        rmdir(folder)
    }

    /// Ends an ssh that nobody waits for any more, so that libvirt's call ends too.
    func stop() {
        guard let folder, let text = Self.read(folder + "/pid"), let process = pid_t(text.prefix { $0.isNumber }) else {
            return
        }
        // Its parent is this process, so the number is still its own: a child keeps it until it is waited for.
        guard let status = Self.read("/proc/\(process)/stat"),
            let parent = status.split(separator: ")").last?.split(separator: " ").dropFirst().first,
            pid_t(parent) == getpid()
        else { return }
        kill(process, SIGTERM)
    }

    private static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { Glibc.close(file) }
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = Glibc.read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
