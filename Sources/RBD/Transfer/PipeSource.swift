internal import CSystem
public import Core
internal import Glibc

/// A source that others write to: a download, what a program prints.
public struct PipedInput: Sendable {
    let name: String
    let size: UInt64?
    let fill: @Sendable (CInt) throws(OperationError) -> Void

    /// - Parameters:
    ///   - name: What errors call it.
    ///   - size: How many bytes will come; nil if that is not known.
    ///   - fill: Writes all of it to a descriptor, on a thread of its own; throws if it could not. A write that fails
    ///     with `EPIPE` means that nobody wants the rest.
    public init(name: String, size: UInt64?, fill: @escaping @Sendable (CInt) throws(OperationError) -> Void) {
        (self.name, self.size, self.fill) = (name, size, fill)
    }
}

/// Reads what a ``PipedInput`` writes. The end of the pipe is the end of the source only if the writer says so.
final class PipeSource: TransferSource {
    private let inner: DescriptorSource
    private let ended = Cancellation()
    private let outcome = Locked<Result<Void, OperationError>?>(nil)

    var target: String { inner.target }
    var size: UInt64? { inner.size }

    init(_ input: PipedInput) throws(OperationError) {
        var ends: [CInt] = [-1, -1]
        guard cephlua_pipe(&ends) == 0 else {
            throw OperationError(Code(errno: Int(errno)), "pipe2", target: input.name)
        }
        do throws(OperationError) {
            inner = try DescriptorSource(ends[0], name: input.name, isOwned: true, size: input.size)
        } catch {
            close(ends[1])
            throw error
        }
        let writing = ends[1]
        Team(threads: 1).add { [ended, outcome] in
            let result = Result { () throws(OperationError) in try input.fill(writing) }
            outcome.withLock { $0 = result }
            close(writing)
            ended.cancel()
        }
    }

    func isHole(_ range: Range<UInt64>) -> Bool { false }

    func read(_ block: Block, _ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) -> Bool {
        do throws(OperationError) { return try inner.read(block, wait) } catch {
            // What ended the writer is the cause of what its reader sees.
            if case .failure(let cause) = outcome.withLock({ $0 }) { throw cause }
            throw error
        }
    }

    func finish(_ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) {
        try inner.finish(wait)
        while !ended.isCancelled { try wait(ended.descriptor) }
        if case .failure(let cause) = outcome.withLock({ $0 }) { throw cause }
    }
}
