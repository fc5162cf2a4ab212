internal import CSystem
internal import Core
internal import Glibc

/// A command that runs on this machine, in a session of its own: its whole tree can be ended.
final class ChildProcess: RunningCommand {
    let news: Descriptor
    private let pid: pid_t
    private var isCollected = false

    /// How long a tree gets between TERM and KILL.
    private static let grace = 2.0

    /// Runs a command to its end.
    static func run(_ command: Command, target: String) throws(OperationError) -> CommandResult {
        try Cancellation.current?.check("run", target: target)
        let streams = try CommandStreams(command, target: target)
        return try streams.finish(ChildProcess(command, streams, target: target))
    }

    private init(_ command: Command, _ streams: CommandStreams, target: String) throws(OperationError) {
        var request = Spawn.Request(arguments: command.arguments)
        request.environment = command.environment
        request.directory = command.directory
        request.input = streams.given[0].number
        if streams.given.count == 3 {
            (request.output, request.error) = (streams.given[1].number, streams.given[2].number)
        }
        pid = try Spawn.start(request, target: target)
        news = Descriptor(cephlua_pidfd(pid))
        streams.handedOver()
    }

    func status() -> ExitStatus? {
        var status: CInt = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return nil }
        isCollected = true
        var signal: CInt = 0
        let number = cephlua_exit_status(status, &signal)
        return ExitStatus(number: Int(number), signal: signal == 0 ? nil : Int(signal))
    }

    /// Politely and then not; and collects it.
    func end(errorOutput: () -> [UInt8]) {
        ProcessTree.signal(session: pid, SIGTERM)
        let deadline = Deadline(in: Self.grace)
        while !deadline.hasPassed {
            if !isCollected { isCollected = waitpid(pid, nil, WNOHANG) != 0 }
            if isCollected, !ProcessTree.exists(session: pid) { return }
            usleep(10_000)
        }
        ProcessTree.signal(session: pid, SIGKILL)
        if !isCollected { waitpid(pid, nil, 0) }
    }
}
