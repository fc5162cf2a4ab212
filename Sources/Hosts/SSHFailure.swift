public import Core

extension Code {
    /// The host's key is not among the known ones.
    public static let hostKeyUnknown = Code(domain: "ssh", name: "HOST_KEY_UNKNOWN", number: 1)
    /// The host shows another key than the known one.
    public static let hostKeyChanged = Code(domain: "ssh", name: "HOST_KEY_CHANGED", number: 2)
}

/// What ssh says when a connection fails, as errors that can be told apart. ssh itself has one status (255) for all.
enum SSHFailure {
    /// - Parameter text: What ssh wrote to standard error.
    static func error(_ text: String, target: String, options: SSHOptions) -> OperationError {
        let lines = text.split(whereSeparator: \.isNewline).map(String.init)
        func line(_ marks: [String]) -> String? { lines.last { line in marks.contains { line.contains($0) } } }
        func failure(_ code: Code, _ message: String, _ hint: String) -> OperationError {
            OperationError(
                code, "ssh", target: target, message: message, hint: hint,
                details: lines.isEmpty ? nil : lines.suffix(8).joined(separator: "\n"))
        }
        if text.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") {
            return failure(
                .hostKeyChanged, "the host shows another key than the known one",
                "If the host was reinstalled, remove its old key (ssh-keygen -R \(target)) and accept the new one; "
                    + "otherwise another machine may be answering in its place.")
        }
        if line(["Host key verification failed", "host key is known for"]) != nil {
            return failure(
                .hostKeyUnknown, "the host's key is not known",
                "Compare its fingerprint, then accept it once with: ssh \(target)")
        }
        if let line = line(["Permission denied", "Too many authentication failures", "No supported authentication"]) {
            let who = options.user.map { "as \($0) " } ?? ""
            let key = options.key.map { "Put \($0).pub into" } ?? "Put your public key into"
            return failure(
                .accessDenied, "the host does not let us in \(who)(\(line.afterColon))",
                "\(key) ~/.ssh/authorized_keys of that user, or name another user or key.")
        }
        if let line = line(["Could not resolve hostname"]) {
            return failure(
                .unreachable, line.afterPrefix("ssh: "), "Check the host's name, or give its address in the site file.")
        }
        if let line = line(["Connection refused"]) {
            return failure(
                .unreachable, line.afterPrefix("ssh: "), "Is sshd running there, and on this port?")
        }
        if let line = line(["Connection timed out", "No route to host", "Network is unreachable", "timed out"]) {
            return failure(
                .unreachable, line.afterPrefix("ssh: "), "Is the host up, and its network reachable from here?")
        }
        if let line = line([
            "Bad configuration option", "Bad owner or permissions", "Can't open user config file", "terminating,",
            "keyword ",
        ]) {
            return failure(
                .invalid, "ssh's configuration is not usable: \(line)", "Correct the ssh_config that it names.")
        }
        let reason = lines.last ?? "ssh ended without saying why"
        return failure(.unreachable, reason, "Try by hand, with the same options: ssh -v \(target)")
    }
}

extension String {
    /// The text behind the first colon and blank.
    fileprivate var afterColon: String {
        guard let colon = firstIndex(of: ":") else { return self }
        return String(self[index(after: colon)...].drop { $0 == " " }).trimmingSuffix(".")
    }

    fileprivate func afterPrefix(_ prefix: String) -> String {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
    }

    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        last == suffix ? String(dropLast()) : self
    }
}
