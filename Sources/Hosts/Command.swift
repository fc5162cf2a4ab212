public import Core

/// A command to run: an argument vector, and what surrounds it. Data never becomes a shell's text.
public struct Command: Sendable {
    /// What the command reads.
    public enum Input: Sendable {
        /// Nothing: end of file at once.
        case none
        /// These bytes.
        case bytes([UInt8])
        /// A secret's bytes; no copy outlives the command.
        case secret(Secret)
        /// A file of this machine.
        case file(String)
    }

    /// Where its output goes.
    public enum Output: Sendable {
        /// Into the result.
        case capture
        /// Into the result as a secret: standard output is shown nowhere.
        case secret
        /// To this program's own standard output and error.
        case inherit
    }

    /// The command and its arguments; the command is searched on `PATH`.
    public var arguments: [String]
    /// What it reads.
    public var input: Input = .none
    /// Where its output goes.
    public var output: Output = .capture
    /// Variables set beside those that are there.
    public var environment: [String: String] = [:]
    /// The working directory.
    public var directory: String?
    /// Seconds until its processes are ended and `.timedOut` is thrown.
    public var timeout: Double = .infinity
    /// Bytes that are kept of standard output, and of standard error. More is an error, not a silent cut.
    public var limit = 16 << 20
    /// Whether a status other than 0 is an error.
    public var check = true

    /// A command with its arguments.
    public init(
        _ arguments: [String], input: Input = .none, output: Output = .capture, timeout: Double = .infinity,
        check: Bool = true
    ) {
        self.arguments = arguments
        self.input = input
        self.output = output
        self.timeout = timeout
        self.check = check
    }

    /// The same, with what remains until a deadline as its time.
    func limited(to deadline: Deadline) -> Command {
        var command = self
        command.timeout = deadline.remaining
        return command
    }

    /// The command line as error texts show it: quoted for a shell, without line breaks, cut where it is long.
    public var shown: String {
        let words = arguments.map { word in
            word.contains { $0.isNewline } || word.utf8.count > 200 ? "…" : ShellQuoting.quote(word)
        }
        let text = words.joined(separator: " ")
        return text.count <= 300 ? text : text.prefix(299) + "…"
    }
}

/// How a command ended, and what it wrote.
public struct CommandResult: Sendable {
    /// The exit status; 128 + ``signal`` when a signal ended it.
    public var status: Int
    /// The signal that ended it.
    public var signal: Int?
    /// Standard output; empty if it was inherited or secret.
    public var output: [UInt8] = []
    /// Standard output as a secret, if the command asked for that.
    public var secret: Secret?
    /// Standard error.
    public var errorOutput: [UInt8] = []
    /// How long it ran.
    public var seconds: Double

    /// Standard output as text.
    public var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    public var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
    /// The lines of standard output.
    public var lines: [String] { text.split(whereSeparator: \.isNewline).map(String.init) }
}

extension CommandResult {
    /// The last lines of standard error (else of standard output), for an error's details.
    func lastLines(_ count: Int = 12) -> String? {
        let source = errorOutput.isEmpty ? output : errorOutput
        let text = String(decoding: source.suffix(8192), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).suffix(count)
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// Throws `.commandFailed` for a status other than 0.
    func checked(_ command: Command, target: String) throws(OperationError) -> CommandResult {
        guard status != 0, command.check else { return self }
        let how = signal.map { "was ended by signal \($0)" } ?? "ended with status \(status)"
        let details = lastLines()
        let last = details?.split(whereSeparator: \.isNewline).last.map { ": \($0)" } ?? ""
        throw OperationError(.commandFailed, "run", target: target, message: how + last, details: details)
    }
}
