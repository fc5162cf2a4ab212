internal import Core

/// How commands reach a host.
protocol Transport: Sendable {
    /// Runs a command; statuses other than 0 are errors if the command says so.
    func run(_ command: Command) throws(OperationError) -> CommandResult
    /// What an error calls something on this host: `compute:/etc/nova/nova.conf`, or only the path where it is this one.
    func label(_ what: String) -> String
    /// Gives up what it holds.
    func close()
    /// Whether commands run as root.
    var isRoot: Bool { get }
}

/// This machine, with the rights of this process or through sudo.
struct LocalTransport: Transport {
    let sudo: Bool

    var isRoot: Bool { sudo || Accounts.isRoot }

    func label(_ what: String) -> String { what }

    func run(_ command: Command) throws(OperationError) -> CommandResult {
        guard sudo else { return try LocalProcess.run(command) }
        var elevated = command
        // sudo clears the environment; `env` sets it again behind it.
        let variables = command.environment.isEmpty ? [] : ["env"] + command.environment.map { "\($0.key)=\($0.value)" }
        elevated.arguments = ["sudo", "-n", "--"] + variables + command.arguments
        let target = command.shown
        let result = try ChildProcess.run(elevated, target: target)
        if result.status != 0, let refusal = Sudo.refusal(result.errorText, operation: "run", target: target) {
            throw refusal
        }
        if result.status == 1, result.errorText.contains("command not found") {
            throw .noCommand(command.arguments.first ?? "", target: target)
        }
        return try result.checked(command, target: target)
    }

    func close() {}
}

/// What sudo says when it does not let a user through.
enum Sudo {
    static func refusal(_ text: String, operation: String, target: String) -> OperationError? {
        let marks = [
            "a password is required", "is not in the sudoers file", "a terminal is required", "not allowed to",
        ]
        guard text.contains("sudo:") || text.contains("sudoers"),
            let line = text.split(whereSeparator: \.isNewline).first(where: { line in
                marks.contains { line.contains($0) }
            })
        else { return nil }
        return OperationError(
            .accessDenied, operation, target: target, message: String(line),
            hint: "Let the user run sudo without a password (NOPASSWD in /etc/sudoers.d), or connect as root.")
    }
}
