internal import Core

/// How to reach a host; what is nil is left to the user's ssh_config.
public struct SSHOptions: Sendable {
    /// The login name.
    public var user: String?
    /// The port.
    public var port: Int?
    /// The path of a private key; then none of an agent is offered.
    public var key: String?
    /// An ssh_config to use instead of the user's own.
    public var configuration: String?
    /// Whether to work as root through `sudo -n`, if the login is not root's.
    public var sudo = false
    /// Seconds until a connection that does not come is given up.
    public var timeout = 10.0
    /// Seconds to keep trying while the host does not answer, because it may be starting.
    public var wait = 0.0
    /// What errors and tables call the host; nil is the target.
    public var name: String?

    /// Options, all of them unset.
    public init() {}

    /// The words before the target on every command line of ssh.
    func arguments(socket: String) -> [String] {
        // What the user's configuration may say about sharing connections, terminals, forwarding and commands would be in
        // the way; everything else (keys, agents, jump hosts, known hosts) is theirs.
        var words = ["ssh", "-T", "-S", socket]
        if let configuration { words += ["-F", configuration] }
        if let user { words += ["-l", user] }
        if let port { words += ["-p", String(port)] }
        if let key { words += ["-i", key, "-o", "IdentitiesOnly=yes"] }
        let fixed = [
            "BatchMode=yes", "ConnectTimeout=\(max(1, timeout.wholeDuration))", "ControlPersist=no",
            "ClearAllForwardings=yes", "ForwardX11=no", "RemoteCommand=none", "RequestTTY=no", "PermitLocalCommand=no",
            "EscapeChar=none",
        ]
        return words + fixed.flatMap { ["-o", $0] }
    }
}
