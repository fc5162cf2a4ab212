public import Core
internal import Synchronization

/// What kind of machine a host is.
public struct HostFacts: Sendable, Equatable {
    /// Its own name for itself.
    public var hostname = ""
    /// ID of os-release: `debian`, `ubuntu`, `centos`, `rocky` …
    public var distribution = ""
    /// VERSION_ID: `12`.
    public var release = ""
    /// VERSION_CODENAME: `bookworm`.
    public var codename = ""
    /// The family whose names and paths it uses: `debian`, `redhat` or `other`.
    public var family = "other"
    /// Whether systemd runs it; else SysV scripts do.
    public var hasSystemd = false
    /// `apt`, `dnf`, `yum` or `none`.
    public var packageManager = "none"
    /// The kernel's release.
    public var kernel = ""
    /// The machine's architecture.
    public var architecture = ""
    /// Whether commands run as root.
    public var isRoot = false
}

/// A user account of a host.
public struct HostUser: Sendable, Equatable {
    /// The login name.
    public var name: String
    /// The user's number.
    public var uid: UInt32
    /// The main group's number.
    public var gid: UInt32
    /// The main group's name.
    public var group: String
    /// The home directory.
    public var home: String
    /// The login shell.
    public var shell: String
}

extension Host {
    // `systemctl` exists on hosts that were not booted with systemd: only the directory tells (sd_booted(3)).
    private static let factsScript = """
        cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null || {
            [ -f /etc/redhat-release ] && sed 's/ .*//; s/^/ID=/' /etc/redhat-release | tr A-Z a-z; echo ID_LIKE=rhel; }
        echo
        echo "_hostname=$(uname -n)"; echo "_kernel=$(uname -r)"; echo "_machine=$(uname -m)"; echo "_uid=$(id -u)"
        [ -d /run/systemd/system ] && echo _init=systemd
        for name in apt-get dnf yum; do
            command -v $name >/dev/null 2>&1 && { echo "_packages=$name"; break; }
        done
        :
        """

    /// What kind of machine it is; asked once, then remembered.
    ///
    /// Lua: `h:facts()`
    public func facts() throws(OperationError) -> HostFacts {
        if let known = knownFacts.withLock({ $0 }) { return known }
        let facts = HostFacts(parsing: try run(script: Self.factsScript).lines)
        knownFacts.withLock { $0 = facts }
        return facts
    }

    /// A user account; nil if there is none of that name.
    ///
    /// CLI: `getent passwd`. Lua: `h:find_user(name)`
    public func findUser(_ name: String) throws(OperationError) -> HostUser? {
        let script = """
            entry=$(getent passwd "$1") || exit 0
            printf '%s\\n' "$entry"
            gid=$(printf '%s\\n' "$entry" | cut -d: -f4)
            getent group "$gid" | cut -d: -f1
            """
        let lines = try run(script: script, [name]).lines
        let fields = (lines.first ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        // getent also takes numbers: those are not names.
        guard fields.count >= 7, fields[0] == name, let uid = UInt32(fields[2]), let gid = UInt32(fields[3]) else {
            return nil
        }
        let group = lines.count > 1 ? lines[1] : fields[3]
        return HostUser(name: name, uid: uid, gid: gid, group: group, home: fields[5], shell: fields[6])
    }

    /// Whether a TCP port accepts a connection, tried from the host itself.
    ///
    /// - Parameter address: The address to try; nil tries the loopback addresses and then all that the host has.
    /// C: `connect`. Lua: `h:port_answers(port, options)`
    public func portAnswers(_ port: Int, address: String? = nil, timeout: Double = 3) throws(OperationError) -> Bool {
        // /dev/tcp is bash's own; every host that this project meets has bash.
        let script = """
            limit=$1 port=$2; shift 2
            [ $# -gt 0 ] || set -- 127.0.0.1 ::1 $(hostname -I 2>/dev/null)
            for address; do
                timeout "$limit" bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$port" 2>/dev/null && exit 0
            done
            exit 1
            """
        let arguments = [String(max(timeout, 0.1)), String(port)] + (address.map { [$0] } ?? [])
        return try run(script: script, arguments, timeout: timeout * 8 + 10, check: false).status == 0
    }
}

extension HostFacts {
    /// Facts from `KEY=VALUE` lines: os-release's own, and ours with an underscore.
    init(parsing lines: [String]) {
        var values: [String: String] = [:]
        for line in lines {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let value = line[line.index(after: equals)...].drop { $0 == "\"" || $0 == "'" }
            values[String(line[..<equals])] = String(value.reversed().drop { $0 == "\"" || $0 == "'" }.reversed())
        }
        hostname = values["_hostname"] ?? ""
        distribution = values["ID"] ?? ""
        release = values["VERSION_ID"] ?? ""
        codename = values["VERSION_CODENAME"] ?? ""
        let kin = (values["ID_LIKE"] ?? "").split(separator: " ").map(String.init) + [distribution]
        if kin.contains("debian") || kin.contains("ubuntu") {
            family = "debian"
        } else if !Set(kin).isDisjoint(with: ["rhel", "fedora", "centos", "redhat", "red"]) {
            family = "redhat"
        }
        hasSystemd = values["_init"] == "systemd"
        packageManager = values["_packages"].map { $0 == "apt-get" ? "apt" : $0 } ?? "none"
        kernel = values["_kernel"] ?? ""
        architecture = values["_machine"] ?? ""
        isRoot = values["_uid"] == "0"
    }
}
