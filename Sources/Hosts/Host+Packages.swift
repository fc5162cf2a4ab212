public import Core

extension Host {
    /// Installed versions by package name; what is not installed is absent.
    ///
    /// CLI: `dpkg-query -W`, `rpm -q`. Lua: `h:packages(names)`
    public func packages(_ names: [String]) throws(OperationError) -> [String: String] {
        try checkNames(names)
        guard !names.isEmpty else { return [:] }
        // Both end with an error if one of the names is not installed: what they print is the answer.
        let script = """
            if command -v dpkg-query >/dev/null 2>&1; then
                dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\\n' "$@" 2>/dev/null
            elif command -v rpm >/dev/null 2>&1; then
                rpm -q --qf 'installed %{NAME} %{VERSION}-%{RELEASE}\\n' "$@" 2>/dev/null
            else
                exit 3
            fi
            :
            """
        let result = try run(script: script, names, check: false)
        guard result.status == 0 else {
            throw OperationError(
                .notSupported, "packages", target: name, message: "the host has neither dpkg nor rpm")
        }
        var versions: [String: String] = [:]
        for line in result.lines {
            let words = line.split(separator: " ")
            if words.count == 3, words[0] == "installed" { versions[String(words[1])] = String(words[2]) }
        }
        return versions
    }

    /// Installs packages that are not installed yet. Asks nothing, keeps changed configuration files, and waits for another
    /// run of the package manager to end.
    ///
    /// - Parameter update: Whether to refresh the package lists first, if there is anything to install.
    /// - Returns: Whether anything was installed.
    /// CLI: `apt-get install`, `dnf install`, `yum install`. Lua: `h:install(names, options)`
    public func install(
        _ names: [String], update: Bool = false, timeout: Double = 900
    ) throws(OperationError) -> Bool {
        let present = try packages(names)
        let missing = names.filter { present[$0] == nil }
        guard !missing.isEmpty else { return false }
        let script =
            switch try facts().packageManager {
            case "apt": Self.aptScript
            case "dnf", "yum": Self.yumScript
            default:
                throw OperationError(
                    .notSupported, "install", target: "\(name): \(missing.joined(separator: " "))",
                    message: "the host has none of apt-get, dnf and yum")
            }
        let arguments = [update ? "1" : "0", String(timeout.wholeDuration)] + missing
        let target = transport.label("packages \(missing.joined(separator: " "))")
        let result = try run(script: script, arguments, timeout: timeout, check: false)
        guard result.status == 0 else {
            throw OperationError(
                .commandFailed, "install", target: target, message: Self.installReason(result),
                hint: update ? nil : "The package lists may be old: install with `update`.",
                details: result.lastLines() ?? "")
        }
        let after = try packages(missing)
        guard missing.allSatisfy({ after[$0] != nil }) else {
            let absent = missing.filter { after[$0] == nil }
            throw OperationError(
                .commandFailed, "install", target: target,
                message: "the package manager reported success, but \(absent.joined(separator: " ")) is not installed")
        }
        return true
    }

    private static let aptScript = """
        export DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1 LC_ALL=C
        update=$1 limit=$2; shift 2
        # DPkg::Lock::Timeout waits for dpkg's lock, but not for the one on the lists.
        while [ "$update" = 1 ]; do
            text=$(apt-get -qq update 2>&1) && break
            case $text in *"Could not get lock"*|*"Unable to lock"*) sleep 1 ;; *) echo "$text" >&2; exit 100 ;; esac
        done
        # An earlier run may have died in the middle of its work; apt refuses to go on from there by itself.
        while ! text=$(dpkg --configure -a --force-confdef --force-confold </dev/null 2>&1); do
            case $text in *"is locked"*|*"lock"*"another process"*) sleep 1 ;; *) echo "$text" >&2; exit 100 ;; esac
        done
        # In a session of its own and with a file for what it says: neither an interrupt nor a broken connection ends it
        # half-way, which would leave packages unpacked but not set up.
        log=/run/cephlua-install.log
        (umask 077; : >"$log") || exit 1
        setsid apt-get -qq -y -o DPkg::Lock::Timeout="$limit" -o Dpkg::Options::=--force-confdef \\
            -o Dpkg::Options::=--force-confold install -- "$@" </dev/null >"$log" 2>&1 &
        wait $!
        code=$?
        cat "$log" >&2
        rm -f "$log"
        exit $code
        """

    private static let yumScript = """
        export LC_ALL=C
        update=$1; shift 2
        manager=$(command -v dnf || command -v yum)
        if [ "$update" = 1 ]; then "$manager" -q makecache </dev/null || exit; fi
        exec "$manager" -q -y install "$@" </dev/null
        """

    private static func installReason(_ result: CommandResult) -> String {
        let lines = (result.errorText + "\n" + result.text).split(whereSeparator: \.isNewline)
        let line = lines.first { $0.hasPrefix("E: ") || $0.hasPrefix("Error: ") } ?? lines.last
        return line.map(String.init) ?? "the package manager ended with status \(result.status)"
    }

    private func checkNames(_ names: [String]) throws(OperationError) {
        guard let bad = names.first(where: { $0.isEmpty || $0.hasPrefix("-") || $0.contains { $0.isWhitespace } })
        else {
            return
        }
        throw OperationError(.invalid, "packages", target: name, message: "\"\(bad)\" is not the name of a package")
    }
}
