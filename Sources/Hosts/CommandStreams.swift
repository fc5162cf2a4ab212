internal import CSystem
internal import Core
internal import Glibc

/// A command that runs, on this machine or on another.
protocol RunningCommand: AnyObject {
    /// Becomes readable when there may be news of its end; not open where no descriptor tells.
    var news: Descriptor { get }
    /// How it ended; nil while it runs. Does not block.
    func status() throws(OperationError) -> ExitStatus?
    /// Ends it early, and all that it started. `errorOutput` waits a moment for more of what the command writes on
    /// standard error, and gives all that came.
    func end(errorOutput: () -> [UInt8])
}

/// How a command ended.
struct ExitStatus {
    var number: Int
    var signal: Int?
}

/// What a command reads and writes while it runs: feeds it, and collects its output.
final class CommandStreams {
    /// What the command gets as descriptors 0, 1 and 2; without any for output, it writes where this program does.
    private(set) var given: [Descriptor] = []
    private let command: Command
    private let target: String
    private var input: Descriptor?
    private var collected: [Stream] = []
    private let started = ContinuousClock.now

    /// What is collected from one of its descriptors.
    private final class Stream {
        let descriptor: Descriptor
        var bytes: [UInt8] = []
        init(_ descriptor: Descriptor) { self.descriptor = descriptor }
    }

    /// How long to wait for more output once the command itself has ended: a daemon it started may hold the pipe for good.
    private static let afterglow = 0.25

    init(_ command: Command, target: String) throws(OperationError) {
        self.command = command
        self.target = target
        switch command.input {
        case .none, .file:
            let path = if case .file(let path) = command.input { path } else { "/dev/null" }
            given.append(try .open(path, O_RDONLY, operation: "open", target: path))
        case .bytes, .secret:
            let (reading, writing) = try Descriptor.pipe(target: target)
            writing.setNonBlocking()
            given.append(reading)
            input = writing
        }
        if case .inherit = command.output { return }
        for _ in 0..<2 {
            let (reading, writing) = try Descriptor.pipe(target: target)
            reading.setNonBlocking()
            given.append(writing)
            collected.append(Stream(reading))
        }
    }

    /// Its descriptors are with the command now.
    func handedOver() {
        for descriptor in given { descriptor.close() }
    }

    /// Feeds and reads until the command has ended; one that must be ended early is, and then the error is thrown.
    func finish(_ running: some RunningCommand) throws(OperationError) -> CommandResult {
        do throws(OperationError) {
            let status = try communicate(running)
            var result = CommandResult(
                status: status.number, signal: status.signal, seconds: (ContinuousClock.now - started) / .seconds(1))
            fill(&result)
            return result
        } catch {
            var error = error
            if error.details == nil { error.details = collected.last?.bytes.nonEmptyText }
            running.end(errorOutput: moreErrorOutput)
            wipeSecretOutput()
            throw error
        }
    }

    private func moreErrorOutput() -> [UInt8] {
        guard let stream = collected.last else { return [] }
        var polled = Polled()
        polled.add(stream.descriptor.number, POLLIN)  // without one, at its end, this only waits
        polled.wait(milliseconds: 50)
        if polled.isReady(stream.descriptor.number) { _ = try? collect(stream) }
        return stream.bytes
    }

    private func fill(_ result: inout CommandResult) {
        guard collected.count == 2 else { return }
        result.errorOutput = collected[1].bytes
        if case .secret = command.output {
            result.secret = Secret(collected[0].bytes)
            wipeSecretOutput()
        } else {
            result.output = collected[0].bytes
        }
    }

    private func wipeSecretOutput() {
        guard case .secret = command.output, let stream = collected.first else { return }
        stream.bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
        stream.bytes = []
    }

    private func communicate(_ running: some RunningCommand) throws(OperationError) -> ExitStatus {
        let deadline = Deadline(in: command.timeout)
        let cancellation = Cancellation.current
        var written = 0
        var status: ExitStatus?
        var quiet = Deadline.never
        while true {
            try cancellation?.check("run", target: target)
            if status == nil {
                status = try running.status()
                if status != nil {
                    input?.close()
                    quiet = Deadline(in: Self.afterglow)
                }
            }
            if let status, quiet.hasPassed || !collected.contains(where: \.descriptor.isOpen) { return status }
            guard !deadline.hasPassed else {
                let limit = command.timeout.formatted
                throw OperationError(.timedOut, "run", target: target, message: "did not end within \(limit) s")
            }
            var polled = Polled()
            if status == nil { polled.add(running.news.number, POLLIN) }
            if let input, input.isOpen { polled.add(input.number, POLLOUT) }
            for stream in collected { polled.add(stream.descriptor.number, POLLIN) }
            if let cancellation { polled.add(cancellation.descriptor, POLLIN) }
            // Without a pidfd (an old kernel) the end of a command without pipes is seen by looking again.
            let wait = min(deadline.pollTimeout.orForever, quiet.pollTimeout.orForever, running.news.isOpen ? .max : 50)
            polled.wait(milliseconds: wait == .max ? -1 : wait)

            if let input, input.isOpen, polled.isReady(input.number) { written = feed(input, from: written) }
            for stream in collected where polled.isReady(stream.descriptor.number) {
                if try collect(stream), status != nil { quiet = Deadline(in: Self.afterglow) }
            }
        }
    }

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
}

extension [UInt8] {
    fileprivate var nonEmptyText: String? {
        isEmpty ? nil : CommandResult(status: 0, errorOutput: self, seconds: 0).lastLines()
    }
}
