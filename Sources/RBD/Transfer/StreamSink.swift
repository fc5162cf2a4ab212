internal import Core

/// Standard output, or a pipe or device that takes bytes in order. Zeros are written like all others.
final class StreamSink: TransferSink, Sendable {
    private let output: OrderedOutput
    let isOrdered = true
    var target: String { output.target }

    /// Opens it; "-" is standard output.
    init(path: String, replacing: Bool) throws(OperationError) {
        output = try OrderedOutput(path: path, replacing: replacing)
    }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {
        output.add(block, 0..<block.count, wrote)
    }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) { try output.finish(deadline) }
}
