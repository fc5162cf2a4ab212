internal import CSystem
public import Core
internal import Glibc

/// Processes of this machine.
public enum LocalProcess {
    /// Runs a command and waits for it.
    ///
    /// - Throws: `.commandFailed` for a status other than 0 (unless `check` is off), `.notFound` if there is no such
    ///   command, `.timedOut` and `.cancelled` after its whole session was ended.
    /// C: `fork`, `setsid`, `execvp`. Lua: `process.run(argv, options)`
    public static func run(_ command: Command) throws(OperationError) -> CommandResult {
        let target = command.shown
        return try ChildProcess.run(command, target: target).checked(command, target: target)
    }

    /// Starts a process that outlives this one: in a session of its own, collected by init.
    ///
    /// - Parameters:
    ///   - output: A file that standard output and error are appended to; nil throws them away. A new one is 0600.
    ///   - cgroups: Directories of cgroups that the process enters before it becomes the command.
    /// - Returns: Its pid.
    /// C: `fork` twice, `setsid`, `execvp`. Lua: `process.spawn(argv, options)`
    public static func spawn(
        _ command: Command, output: String? = nil, cgroups: [String] = []
    ) throws(OperationError) -> Int32 {
        let target = command.shown
        let inputPath = if case .file(let path) = command.input { path } else { "/dev/null" }
        let input = try Descriptor.open(inputPath, O_RDONLY, operation: "open", target: inputPath)
        let path = output ?? "/dev/null"
        let sink = try Descriptor.open(
            path, O_WRONLY | O_APPEND | O_CREAT, mode: 0o600, operation: "open", target: path)
        var request = Spawn.Request(arguments: command.arguments)
        request.environment = command.environment
        request.directory = command.directory
        request.cgroups = cgroups
        (request.input, request.output, request.error) = (input.number, sink.number, sink.number)
        request.detached = true
        let pid = try Spawn.start(request, target: target)
        withExtendedLifetime((input, sink)) {}
        return pid
    }

    /// Sends a signal to a process, or to its process group; false if there is none.
    ///
    /// C: `kill`. Lua: `process.kill(pid, options)`
    public static func signal(_ pid: Int32, _ signal: Int32, group: Bool = false) throws(OperationError) -> Bool {
        guard pid > 1 else {
            throw OperationError(
                .invalid, "kill", target: "process \(pid)", message: "only pids above 1 name a process to signal")
        }
        if kill(group ? -pid : pid, signal) == 0 { return true }
        if errno == ESRCH { return false }
        throw OperationError(Code(errno: Int(errno)), "kill", target: "process \(pid)")
    }

    /// Waits until a process, a child or not, has ended.
    ///
    /// C: `pidfd_open`, `poll`. Lua: `process.wait(pid, options)`
    public static func wait(_ pid: Int32, timeout: Double = .infinity) throws(OperationError) {
        let deadline = Deadline(in: timeout)
        let target = "process \(pid)"
        let ended = Descriptor(cephlua_pidfd(pid))
        let cancellation = Cancellation.current
        // A process that nobody collects stays in the table for ever: what counts is that it no longer runs.
        while ProcessRecord(pid: pid) != nil {
            try cancellation?.check("wait", target: target)
            guard !deadline.hasPassed else {
                throw OperationError(
                    .timedOut, "wait", target: target, message: "still runs after \(timeout.formatted) s")
            }
            var watched = [pollfd(fd: ended.number, events: Int16(POLLIN), revents: 0)]
            if let cancellation {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            let left = deadline.pollTimeout
            _ = poll(&watched, nfds_t(watched.count), ended.isOpen ? left : min(left < 0 ? 50 : left, 50))
        }
    }

    /// The number of a signal: `TERM`, `SIGTERM`.
    public static func signalNumber(_ name: String) -> Int32? {
        let name = name.uppercased()
        return signals[name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name]
    }

    private static let signals: [String: Int32] = [
        "HUP": SIGHUP, "INT": SIGINT, "QUIT": SIGQUIT, "KILL": SIGKILL, "USR1": SIGUSR1, "USR2": SIGUSR2,
        "TERM": SIGTERM, "CONT": SIGCONT, "STOP": SIGSTOP, "PIPE": SIGPIPE, "ABRT": SIGABRT, "RTMIN+3": 37,
        "RTMIN+4": 38,
    ]

    /// The path of a command on `PATH`; nil if there is none.
    public static func find(_ name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        for directory in path.split(separator: ":") {
            let candidate = "\(directory)/\(name)"
            var status = stat()
            if access(candidate, X_OK) == 0, stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
                return candidate
            }
        }
        return nil
    }

    /// A variable of the environment; nil if it is not set.
    public static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
