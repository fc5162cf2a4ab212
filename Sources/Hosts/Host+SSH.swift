public import Core

extension Host {
    /// Connects to a machine with the user's own `ssh`: one connection, over which everything goes.
    ///
    /// - Parameter target: A host, an address, or a name in ssh_config.
    /// - Throws: `.unreachable` if it does not answer; `.hostKeyUnknown`, `.hostKeyChanged`; `.accessDenied` if no key is
    ///   accepted or sudo asks for a password.
    /// CLI: `ssh -o ControlMaster=yes`. Lua: `host.connect(target, options)`
    public static func connect(
        _ target: String, _ options: SSHOptions = SSHOptions()
    ) throws(OperationError) -> Host {
        guard !target.isEmpty, !target.hasPrefix("-"), !target.utf8.contains(0) else {
            throw OperationError(.invalid, "ssh", target: target, message: "is not the name or address of a host")
        }
        let transport = try SSHTransport(target, options)
        return Host(
            name: options.name ?? target, address: target, isLocal: false, transport: transport,
            files: ShellFiles(transport: transport))
    }
}
