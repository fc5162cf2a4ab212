public import Core

/// What a script ended with: an error object, or whatever else was raised.
public struct ScriptError: Error, Sendable {
    /// The error object, if it was one.
    public let error: OperationError?
    /// What to show: one line.
    public let message: String
    /// `file:line` where it was raised, if known.
    public let place: String?
    /// Lua's traceback at that point.
    public let traceback: String?
    /// Whether it was ^C.
    public let isInterrupt: Bool

    /// An error of the host itself, outside any script.
    public init(_ error: OperationError) {
        self.error = error
        message = "\(error)"
        place = nil
        traceback = nil
        isInterrupt = false
    }

    init(error: OperationError?, message: String, place: String?, traceback: String?, isInterrupt: Bool) {
        self.error = error
        self.message = message
        self.place = place
        self.traceback = traceback
        self.isInterrupt = isInterrupt
    }
}
