internal import CCeph
public import Core
internal import Synchronization

/// Hears how far an operation is: what is done, and of how much, in a unit of librbd's choice. Called on threads of
/// librbd's, so it must not wait.
public typealias Progress = @Sendable (_ done: UInt64, _ total: UInt64) -> Void

/// What a call that takes long is given: until when it may take, and who hears how far it is.
public struct Supervision: Sendable {
    /// When it is stopped, where it can be.
    public var deadline: Deadline
    /// Who hears of it.
    public var progress: Progress?

    /// Neither, unless given.
    public init(deadline: Deadline = .never, progress: Progress? = nil) {
        self.deadline = deadline
        self.progress = progress
    }

    /// Runs a call of librbd that takes a progress function, and throws what it failed of.
    ///
    /// - Parameter stops: Whether the deadline, or ^C, may stop it half-way: only where that leaves nothing broken.
    func run(
        _ operation: String, target: String, stops: Bool = true, _ meanings: [Code: String] = [:],
        hints: [Code: String] = [:], _ call: (librbd_progress_fn_t, UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let observer = Observer(self, stops: stops)
        // librbd.h: a negative result of the progress function ends the operation with that result.
        let result = withExtendedLifetime(observer) {
            call(
                { done, total, context in
                    Unmanaged<Observer>.fromOpaque(context!).takeUnretainedValue().hear(done, total)
                }, Unmanaged.passUnretained(observer).toOpaque())
        }
        // What the progress function said may come back under another number.
        if result < 0, let error = observer.stopped(operation, target: target) { throw error }
        try check(result, operation, target: target, meanings, hints: hints)
    }
}

/// Ends a call that its caller no longer wants: what librbd's callbacks get as their context.
final class Observer: Sendable {
    private let supervision: Supervision
    private let stops: Bool
    private let cancellation = Cancellation.current
    private let code = Mutex<Code?>(nil)

    init(_ supervision: Supervision, stops: Bool = true) {
        self.supervision = supervision
        self.stops = stops
    }

    /// What a progress function returns.
    func hear(_ done: UInt64, _ total: UInt64) -> CInt {
        supervision.progress?(done, total)
        return verdict()
    }

    /// 0, or the negative number of the reason to stop.
    func verdict() -> CInt {
        guard stops else { return 0 }
        let reason: Code? =
            cancellation?.isCancelled == true ? .cancelled : supervision.deadline.hasPassed ? .timedOut : nil
        guard let reason else { return 0 }
        code.withLock { $0 = reason }
        return -CInt(reason.number)
    }

    /// The error of a call that was stopped here.
    func stopped(_ operation: String, target: String) -> OperationError? {
        guard let code = code.withLock({ $0 }) else { return nil }
        let seconds = supervision.deadline.seconds
        let text = Int(exactly: seconds).map { "\($0)" } ?? "\(seconds)"
        let message = code == .cancelled ? "was cancelled" : "it did not end within \(text) s"
        return OperationError(code, operation, target: target, message: message)
    }
}
