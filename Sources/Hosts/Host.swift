public import Core
internal import Synchronization

/// A machine: this one, or one reached over OpenSSH. What can be done with it is the same.
///
/// For example:
/// ```swift
/// let host = try Host.connect("compute", options)
/// defer { host.close() }
/// let changed = try host.write("/etc/ceph/ceph.conf", FileContent(conf), FileAttributes(mode: 0o644))
/// ```
public final class Host: Sendable {
    /// What the user calls it.
    public let name: String
    /// What ssh connects to; `localhost` for this machine.
    public let address: String
    /// Whether it is this machine.
    public let isLocal: Bool

    let transport: any Transport
    let files: any HostFiles
    let knownFacts = Mutex<HostFacts?>(nil)
    private let closed = Atomic(false)

    init(name: String, address: String, isLocal: Bool, transport: any Transport, files: any HostFiles) {
        self.name = name
        self.address = address
        self.isLocal = isLocal
        self.transport = transport
        self.files = files
    }

    deinit { close() }

    /// This machine.
    ///
    /// - Parameter sudo: Whether to work as root through `sudo -n`; has no effect for root itself.
    /// Lua: `host.here(options)`
    public static func here(sudo: Bool = false, name: String = "localhost") -> Host {
        let needed = sudo && !Accounts.isRoot
        let transport = LocalTransport(sudo: needed)
        let files: any HostFiles = needed ? ShellFiles(transport: transport) : LocalFiles()
        return Host(name: name, address: "localhost", isLocal: true, transport: transport, files: files)
    }

    /// Whether ``close()`` was called.
    public var isClosed: Bool { closed.load(ordering: .acquiring) }

    /// Whether commands run as root.
    public var isRoot: Bool { transport.isRoot }

    /// Ends the connection, and the commands that still run over it. Twice is fine.
    public func close() {
        if !closed.exchange(true, ordering: .acquiringAndReleasing) { transport.close() }
    }

    /// Runs a command on the host.
    ///
    /// - Throws: `.commandFailed` for a status other than 0 (unless `check` is off), `.notFound` if there is no such
    ///   command, `.timedOut` and `.cancelled` after its processes were ended, `.unreachable` if the connection is lost.
    /// CLI: `ssh HOST COMMAND`. Lua: `h:run(argv, options)`
    public func run(_ command: Command) throws(OperationError) -> CommandResult {
        try checkOpen("run")
        return try transport.run(command)
    }

    /// Runs a POSIX shell script with arguments (`$1` …); data belongs into the arguments, never into the script.
    public func run(
        script: String, _ arguments: [String] = [], input: Command.Input = .none, timeout: Double = 60,
        check: Bool = true
    ) throws(OperationError) -> CommandResult {
        let words = ["sh", "-c", script, "sh"] + arguments
        return try run(Command(words, input: input, timeout: timeout, check: check))
    }

    func checkOpen(_ operation: String) throws(OperationError) {
        guard isClosed else { return }
        throw OperationError(.closed, operation, target: name, message: "the connection to this host was closed")
    }
}
