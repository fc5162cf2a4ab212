internal import Core

/// Writes what has changed as a diff.
final class DiffSink: TransferSink, @unchecked Sendable {  // used by the transfer's thread only
    private let output: OrderedOutput
    private let format: StreamFormat.Diff
    private let hasBase: Bool
    /// Zeros that are not written yet: more may follow them.
    private var zeros: Range<UInt64> = 0..<0

    let isOrdered = true
    var target: String { output.target }

    /// - Parameter hasBase: Whether zeros replace something.
    init(_ output: OrderedOutput, _ format: StreamFormat.Diff, hasBase: Bool) {
        (self.output, self.format, self.hasBase) = (output, format, hasBase)
    }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {
        var end = 0
        for run in block.runs {
            clear(block.offset, end..<run.lowerBound)
            endZeros()
            let place = StreamFormat.number(block.offset + UInt64(run.lowerBound))
            output.add(format.record("w", place + StreamFormat.number(UInt64(run.count)), data: run.count))
            output.add(block, run, wrote)
            end = run.upperBound
        }
        clear(block.offset, end..<block.count)
    }

    private func clear(_ offset: UInt64, _ gap: Range<Int>) {
        guard hasBase, !gap.isEmpty else { return }
        let range = offset + UInt64(gap.lowerBound)..<offset + UInt64(gap.upperBound)
        if zeros.upperBound != range.lowerBound {
            endZeros()
            zeros = range
        } else {
            zeros = zeros.lowerBound..<range.upperBound
        }
    }

    private func endZeros() {
        guard !zeros.isEmpty else { return }
        let count = zeros.upperBound - zeros.lowerBound
        output.add(format.record("z", StreamFormat.number(zeros.lowerBound) + StreamFormat.number(count)))
        zeros = 0..<0
    }

    /// The last record.
    func end() {
        endZeros()
        output.add([UInt8(ascii: "e")])
    }
}
