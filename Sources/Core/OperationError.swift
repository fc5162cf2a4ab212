/// What went wrong: what was done, to what, why it failed, and what may help.
///
/// Every library of this package throws this one type. In Lua it is the error object, with the same fields.
public struct OperationError: Error, Sendable {
    /// The machine-readable reason, to branch on.
    public var code: Code
    /// What was being done: the C function, the request or the command (`rbd_snap_create`, `ssh`, `POST /v3/auth/tokens`).
    public var operation: String
    /// What it was done to, in the words the user knows it by (`vms/vm-1@golden`, `compute:/etc/nova/nova.conf`).
    public var target: String
    /// Why it failed, as a phrase without a full stop. Never holds a secret.
    public var message: String
    /// What the user can do about it, as a sentence; nil where nothing better than the message is known.
    public var hint: String?
    /// The failure that led to this one.
    public var cause: Cause?
    /// Further facts for the reader: the last log lines, the standard error of a command.
    public var details: String?

    /// A box, so that an error can hold another.
    public final class Cause: Sendable {
        /// The failure itself.
        public let error: OperationError
        init(_ error: OperationError) { self.error = error }
    }

    /// Makes an error; `message` defaults to the code's own text.
    public init(
        _ code: Code,
        _ operation: String,
        target: String,
        message: String? = nil,
        hint: String? = nil,
        cause: OperationError? = nil,
        details: String? = nil
    ) {
        self.code = code
        self.operation = operation
        self.target = target
        self.message = message ?? code.text
        self.hint = hint
        self.cause = cause.map(Cause.init)
        self.details = details
    }
}

extension OperationError: CustomStringConvertible {
    /// One line, of those parts that say something: `rbd_open vms/vm-17: no such image (ENOENT)`.
    public var description: String {
        if code == .script { return message }
        let subject = [operation, target].filter { !$0.isEmpty }.joined(separator: " ")
        if subject.isEmpty { return "\(message) (\(code.name))" }
        return "\(subject): \(message) (\(code.name))"
    }
}
