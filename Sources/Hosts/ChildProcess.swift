internal import CSystem
internal import Core
internal import Glibc

/// A command that runs on this machine: feeds it, collects what it writes, and ends its whole tree when time is up.
final class ChildProcess {
    private let pid: pid_t
    private let command: Command
    private let target: String
    private let ended: Descriptor
    private var input: Descriptor?
    private var streams: [Stream]
    private var interrupted: (([UInt8]) -> Void)?
    private let started = ContinuousClock.now

    /// What is collected from one of its descriptors.
    private final class Stream {
        let descriptor: Descriptor
        var bytes: [UInt8] = []
        init(_ descriptor: Descriptor) { self.descriptor = descriptor }
    }

    /// How long a tree gets between TERM and KILL.
    private static let grace = 2.0
    /// How long to wait for more output once the command itself has ended: a daemon it started may hold the pipe for good.
    private static let afterglow = 0.25

    /// Runs a command to its end.
    ///
    /// - Parameter interrupted: Called with what came on standard error before the tree is ended early.
    static func run(
        _ command: Command, target: String, interrupted: (([UInt8]) -> Void)? = nil
    ) throws(OperationError) -> CommandResult {
        try Cancellation.current?.check("run", target: target)
        let child = try ChildProcess(command, target: target)
        child.interrupted = interrupted
        return try child.finish()
    }

    private init(_ command: Command, target: String) throws(OperationError) {
        self.command = command
        self.target = target
        var request = Spawn.Request(arguments: command.arguments)
        request.environment = command.environment
        request.directory = command.directory

        var opened: [Descriptor] = []
        switch command.input {
        case .none, .file:
            let path = if case .file(let path) = command.input { path } else { "/dev/null" }
            opened.append(try .open(path, O_RDONLY, operation: "open", target: path))
            input = nil
        case .bytes, .secret:
            let (reading, writing) = try Descriptor.pipe(target: target)
            writing.setNonBlocking()
            opened.append(reading)
            input = writing
        }
        request.input = opened[0].number
        streams = []
        if case .inherit = command.output {
        } else {
            for _ in 0..<2 {
                let (reading, writing) = try Descriptor.pipe(target: target)
                reading.setNonBlocking()
                opened.append(writing)
                streams.append(Stream(reading))
            }
            (request.output, request.error) = (opened[1].number, opened[2].number)
        }
        pid = try Spawn.start(request, target: target)
        withExtendedLifetime(opened) {}
        ended = Descriptor(cephlua_pidfd(pid))
        for descriptor in opened { descriptor.close() }
    }

    private func finish() throws(OperationError) -> CommandResult {
        do throws(OperationError) {
            let status = try communicate()
            var signal: CInt = 0
            let number = cephlua_exit_status(status, &signal)
            var result = CommandResult(
                status: Int(number), signal: signal == 0 ? nil : Int(signal),
                seconds: (ContinuousClock.now - started) / .seconds(1))
            fill(&result)
            return result
        } catch {
            var error = error
            interrupted?(streams.count == 2 ? streams[1].bytes : [])
            endTree()
            if streams.count == 2, error.details == nil, let text = streams[1].bytes.nonEmptyText {
                error.details = text
            }
            wipeSecretOutput()
            throw error
        }
    }

    private func fill(_ result: inout CommandResult) {
        guard streams.count == 2 else { return }
        result.errorOutput = streams[1].bytes
        if case .secret = command.output {
            result.secret = Secret(streams[0].bytes)
            wipeSecretOutput()
        } else {
            result.output = streams[0].bytes
        }
    }

    private func wipeSecretOutput() {
        guard case .secret = command.output, let stream = streams.first else { return }
        stream.bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
        stream.bytes = []
    }

    /// Feeds and reads until the command has ended; its status as waitpid gives it.
    private func communicate() throws(OperationError) -> CInt {
        let deadline = Deadline(in: command.timeout)
        let cancellation = Cancellation.current
        var written = 0
        var status: CInt?
        var quiet = Deadline.never
        while true {
            try cancellation?.check("run", target: target)
            if status == nil, waitpid(pid, &self.lastStatus, WNOHANG) == pid {
                status = self.lastStatus
                input?.close()
                quiet = Deadline(in: Self.afterglow)
            }
            if let status, quiet.hasPassed || !streams.contains(where: \.descriptor.isOpen) { return status }
            guard !deadline.hasPassed else {
                let limit = command.timeout.formatted
                throw OperationError(.timedOut, "run", target: target, message: "did not end within \(limit) s")
            }
            var polled = Polled()
            if status == nil { polled.add(ended.number, POLLIN) }
            if let input, input.isOpen { polled.add(input.number, POLLOUT) }
            for stream in streams { polled.add(stream.descriptor.number, POLLIN) }
            if let cancellation { polled.add(cancellation.descriptor, POLLIN) }
            // Without a pidfd (an old kernel) the end of a command without pipes is seen by looking again.
            let wait = min(deadline.pollTimeout.orForever, quiet.pollTimeout.orForever, ended.isOpen ? .max : 50)
            polled.wait(milliseconds: wait == .max ? -1 : wait)

            if let input, input.isOpen, polled.isReady(input.number) { written = feed(input, from: written) }
            for stream in streams where polled.isReady(stream.descriptor.number) {
                if try collect(stream), status != nil { quiet = Deadline(in: Self.afterglow) }
            }
        }
    }
    private var lastStatus: CInt = 0

    /// Writes what the pipe takes; closes it at the end, or when the command no longer reads.
    private func feed(_ pipe: Descriptor, from offset: Int) -> Int {
        func write(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
            let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[offset...])
            let count = rest.isEmpty ? 0 : cephlua_write_quietly(pipe.number, rest.baseAddress, rest.count)
            if count < 0, errno == EAGAIN || errno == EINTR { return offset }
            if count < 0 || offset + count == bytes.count { pipe.close() }
            return offset + max(0, count)
        }
        switch command.input {
        case .bytes(let bytes): return bytes.withUnsafeBufferPointer(write)
        case .secret(let secret): return secret.withBytes(write)
        case .none, .file: return offset
        }
    }

    /// Reads what there is; false at the end of the stream.
    private func collect(_ stream: Stream) throws(OperationError) -> Bool {
        let capacity = 65536
        let count = withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer in
            let count = read(stream.descriptor.number, buffer.baseAddress, capacity)
            if count > 0 { stream.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            if case .secret = command.output, count > 0 { explicit_bzero(buffer.baseAddress!, count) }
            return count
        }
        if count < 0, errno == EAGAIN || errno == EINTR { return true }
        if count <= 0 { stream.descriptor.close() }
        if stream.bytes.count > command.limit {
            throw OperationError(
                Code(errno: Int(EOVERFLOW)), "run", target: target,
                message: "wrote more than \(command.limit) bytes",
                hint: "Raise the limit, or send the output to a file.")
        }
        return count > 0
    }

    /// Ends the session of the command, politely and then not, and collects it.
    private func endTree() {
        ProcessTree.signal(session: pid, SIGTERM)
        let deadline = Deadline(in: Self.grace)
        var status: CInt = 0
        var collected = false
        while !deadline.hasPassed {
            if !collected { collected = waitpid(pid, &status, WNOHANG) != 0 }
            if collected, !ProcessTree.exists(session: pid) { return }
            usleep(10_000)
        }
        ProcessTree.signal(session: pid, SIGKILL)
        if !collected { waitpid(pid, &status, 0) }
    }
}

/// Descriptors for one `poll`.
private struct Polled {
    private var entries: [pollfd] = []

    mutating func add(_ descriptor: CInt, _ events: CInt) {
        if descriptor >= 0 { entries.append(pollfd(fd: descriptor, events: Int16(events), revents: 0)) }
    }

    mutating func wait(milliseconds: Int32) { _ = poll(&entries, nfds_t(entries.count), milliseconds) }

    func isReady(_ descriptor: CInt) -> Bool { entries.contains { $0.fd == descriptor && $0.revents != 0 } }
}

extension Int32 {
    fileprivate var orForever: Int32 { self < 0 ? .max : self }
}

extension [UInt8] {
    fileprivate var nonEmptyText: String? {
        isEmpty ? nil : CommandResult(status: 0, errorOutput: self, seconds: 0).lastLines()
    }
}

extension Double {
    /// A number of seconds for people: `10`, `0.5`.
    var formatted: String {
        let hundredths = (self * 100).rounded()
        if hundredths.truncatingRemainder(dividingBy: 100) == 0, abs(self) < 1e15 {
            return String(Int64(self.rounded()))
        }
        return String(hundredths / 100)
    }
}
