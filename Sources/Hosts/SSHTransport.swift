internal import Core
internal import Glibc
internal import Synchronization

/// Commands on a host over OpenSSH, all through one connection.
final class SSHTransport: Transport {
    private let name: String
    private let address: String
    private let options: SSHOptions
    private let master: Mutex<SSHMaster?>
    private let turns: Turns
    /// Marks the line in which the host says which process the command is.
    private let token = "cephlua-" + String(UInt64.random(in: .min ... .max), radix: 36)
    let isRoot: Bool
    private let elevates: Bool

    init(_ address: String, _ options: SSHOptions) throws(OperationError) {
        self.address = address
        self.options = options
        name = options.name ?? address
        turns = try Turns(8, target: address)
        let first = try Self.connect(address, options, target: name)
        (isRoot, elevates) = (first.isRoot, first.elevates)
        master = Mutex(first)
    }

    func label(_ what: String) -> String { "\(name): \(what)" }

    func close() { master.withLock { $0 = nil } }

    /// What happens to the connection when this process is killed; for tests.
    func abandon() { master.withLock { $0?.abandon() } }

    /// The socket of the connection that stands; for tests.
    var socket: String? { master.withLock { $0?.socket } }

    /// Connects; keeps trying for as long as the options say while nobody answers.
    private static func connect(
        _ address: String, _ options: SSHOptions, target: String
    ) throws(OperationError) -> SSHMaster {
        let deadline = Deadline(in: options.wait)
        while true {
            do throws(OperationError) {
                return try SSHMaster(address, options, target: target)
            } catch {
                guard error.code == .unreachable, !deadline.hasPassed else { throw error }
            }
            try Cancellation.sleep(min(0.5, deadline.remaining), "ssh", target: target)
        }
    }

    /// The connection; a new one if it broke since the last command.
    private func connection() throws(OperationError) -> SSHMaster {
        if let standing = master.withLock({ $0 }), standing.isAlive { return standing }
        let fresh = try Self.connect(address, options, target: name)
        return master.withLock { current in
            if let other = current, other.isAlive { return other }
            current = fresh
            return fresh
        }
    }

    func run(_ command: Command) throws(OperationError) -> CommandResult {
        let target = label(command.shown)
        let deadline = Deadline(in: command.timeout)
        try turns.take(deadline, target: target)
        defer { turns.giveBack() }
        // A command that never began may be tried once more over a new connection; one that began may not.
        if let result = try attempt(command, deadline, target: target) {
            return try result.checked(command, target: target)
        }
        if let result = try attempt(command, deadline, target: target) {
            return try result.checked(command, target: target)
        }
        let said = master.withLock { $0?.said } ?? ""
        throw SSHFailure.error(said, target: target, options: options)
    }

    /// Runs it; nil if the connection broke before the command began.
    private func attempt(
        _ command: Command, _ deadline: Deadline, target: String
    ) throws(OperationError) -> CommandResult? {
        try Cancellation.current?.check("run", target: target)
        let connection = try connection()
        let command = command.limited(to: deadline)
        let session: MuxSession
        var result: CommandResult
        do throws(OperationError) {
            let streams = try CommandStreams(command, target: target)
            let line = try commandLine(command, elevates: connection.elevates, target: target)
            session = try MuxSession(socket: connection.socket, line: line, streams, deadline, target: target) {
                errorOutput in
                // One that writes where we do cannot say which process it is.
                if case .inherit = command.output { return }
                self.end(connection, errorOutput)
            }
            result = try streams.finish(session)
        } catch {
            if error.code == .unreachable {
                _ = connection.ends(within: 2)
                return nil
            }
            var error = error
            error.details = error.details.map(withoutMark).flatMap { $0.isEmpty ? nil : $0 }
            throw error
        }
        if session.refusal != nil { return nil }
        let isBroken = session.endedWithoutStatus && connection.ends(within: 0.5)
        if isBroken, !session.isOpen { return nil }
        if !isBroken, case .inherit = command.output { return result }
        let mark = markRange(in: result.errorOutput)
        if let mark { result.errorOutput.removeSubrange(mark) }
        if isBroken {
            throw OperationError(
                .unreachable, "ssh", target: target, message: "the connection broke while the command ran",
                hint: "The command may have done its work, or a part of it.", details: result.lastLines())
        }
        guard mark != nil else {
            throw SSHFailure.error(result.errorText + connection.said, target: target, options: options)
        }
        if result.status == 126 || result.status == 127 { try explain(result, command, target: target) }
        return result
    }

    private func explain(_ result: CommandResult, _ command: Command, target: String) throws(OperationError) {
        let text = result.errorText
        if text.contains(token + "-no-command") { throw .noCommand(command.arguments.first ?? "", target: target) }
        guard text.contains(token + "-no-directory") else { return }
        let directory = command.directory ?? ""
        throw OperationError(.notFound, "run", target: target, message: "cannot enter \(directory)")
    }

    // MARK: the command line

    // $1: mark, $2: directory, then the command. It says its pid, so that its processes can be ended, and becomes it.
    private static let wrapper = """
        [ -z "$1" ] || echo "$1 $$" >&2
        [ -z "$2" ] || cd "$2" 2>/dev/null || { echo "$1-no-directory" >&2; exit 126; }
        command -v "$3" >/dev/null 2>&1 || { echo "$1-no-command" >&2; exit 127; }
        shift 2; exec "$@"
        """

    private func commandLine(
        _ command: Command, elevates: Bool, target: String
    ) throws(OperationError) -> String {
        guard let first = command.arguments.first, !first.isEmpty else {
            throw OperationError(.invalid, "run", target: target, message: "the argument vector is empty")
        }
        let mark = if case .inherit = command.output { "" } else { token }
        var words = elevates ? ["sudo", "-n", "--"] : []
        if !command.environment.isEmpty {
            words += ["env"] + command.environment.map { "\($0.key)=\($0.value)" }
        }
        words += ["sh", "-c", Self.wrapper, "sh", mark, command.directory ?? ""] + command.arguments
        let line = ShellQuoting.quote(words)
        guard !line.utf8.contains(0) else {
            throw OperationError(.invalid, "run", target: target, message: "an argument holds a NUL byte")
        }
        // The kernel bounds one argument at 128 KiB, and this line is one for the shell there.
        guard line.utf8.count < 130_000 else {
            throw OperationError(
                Code(errno: Int(E2BIG)), "run", target: target, message: "the command line is too long",
                hint: "Send large data on standard input, or write it to a file first.")
        }
        return line
    }

    // MARK: the mark

    /// The line with our mark, and what a login's start-up files printed before it.
    private func markRange(in bytes: [UInt8]) -> Range<Int>? {
        guard let mark = bytes.firstRange(of: Array(token.utf8) + [UInt8(ascii: " ")]) else { return nil }
        guard let end = bytes[mark.upperBound...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return 0..<end + 1
    }

    private func processID(in bytes: [UInt8]) -> Int32? {
        guard let range = markRange(in: bytes) else { return nil }
        return String(decoding: bytes[range], as: UTF8.self).split(whereSeparator: \.isWhitespace).last.flatMap {
            Int32($0)
        }
    }

    private func withoutMark(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(token) }.joined(separator: "\n")
    }

    // The end of ssh here ends nothing there: sshd only closes the command's pipes. $1: the pid that it named.
    private static let killScript = """
        session() {
            { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
            set -- ${line##*) }
            found=$4
        }
        session "$1" || exit 0
        wanted=$found
        members() {
            for entry in /proc/[0-9]*; do
                session "${entry#/proc/}" && [ "$found" = "$wanted" ] && printf '%s ' "${entry#/proc/}"
            done
        }
        kill -TERM $(members) 2>/dev/null
        for i in 1 2 3 4 5 6 7 8 9 10; do
            left=$(members); [ -n "$left" ] || exit 0
            sleep 0.2
        done
        kill -KILL $left 2>/dev/null
        """

    /// Ends a command that may be about to begin: it is waited for until it says which process it is.
    private func end(_ connection: SSHMaster, _ errorOutput: () -> [UInt8]) {
        let deadline = Deadline(in: 2)
        repeat {
            if let pid = processID(in: errorOutput()) { return endTree(of: pid, over: connection) }
        } while !deadline.hasPassed && connection.isAlive
    }

    /// How long a host may take for that: on one that is overloaded the script's looks at all processes take seconds, and
    /// the KILL at its end would not be sent.
    private static let patience = 20.0

    /// Ends the session of a command on the host: TERM, and KILL after two seconds.
    private func endTree(of pid: Int32, over connection: SSHMaster) {
        let command = Command(["sh", "-c", Self.killScript, "sh", String(pid)], timeout: Self.patience, check: false)
        Cancellation.$current.withValue(nil) {
            guard let streams = try? CommandStreams(command, target: name),
                let line = try? commandLine(command, elevates: connection.elevates, target: name),
                let session = try? MuxSession(
                    socket: connection.socket, line: line, streams, Deadline(in: Self.patience), target: name,
                    ending: { _ in })
            else { return }
            _ = try? streams.finish(session)
        }
    }
}

/// So many commands at a time on one connection: sshd's MaxSessions is 10, and the connection itself is one.
private final class Turns: Sendable {
    private let reading: CInt
    private let writing: CInt

    init(_ count: Int, target: String) throws(OperationError) {
        // A byte in the pipe is a turn: waiting for one is a poll, which cancels and times out like all others.
        let (reading, writing) = try Descriptor.pipe(target: target)
        reading.setNonBlocking()
        (self.reading, self.writing) = (reading.release(), writing.release())
        for _ in 0..<count { giveBack() }
    }

    deinit {
        close(reading)
        close(writing)
    }

    func take(_ deadline: Deadline, target: String) throws(OperationError) {
        let cancellation = Cancellation.current
        var byte: UInt8 = 0
        while read(reading, &byte, 1) != 1 {
            try cancellation?.check("run", target: target)
            guard !deadline.hasPassed else {
                throw OperationError(
                    .timedOut, "run", target: target,
                    message: "waited \(deadline.seconds.formatted) s for other commands")
            }
            var watched = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
            if let cancellation {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            _ = poll(&watched, nfds_t(watched.count), deadline.pollTimeout)
        }
    }

    func giveBack() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }
}
