internal import CCeph
internal import Core

/// The blocks of an image that a backup lacks.
final class ChangedSource: TransferSource, Sendable {
    private let image: ImageSource
    private let blockSize: UInt64
    private let plan: BlockPlan

    init(_ opened: TransferImage, blockSize: Int, plan: BlockPlan, deadline: Deadline) {
        image = ImageSource(opened, blockSize: blockSize, deadline: deadline)
        (self.blockSize, self.plan) = (UInt64(blockSize), plan)
    }

    var target: String { image.target }
    var size: UInt64? { image.size }

    private func action(_ range: Range<UInt64>) -> BlockPlan.Action {
        plan.actions[Int(range.lowerBound / blockSize)]
    }

    func isUnchanged(_ range: Range<UInt64>) -> Bool { action(range) == .keep }
    func isHole(_ range: Range<UInt64>) -> Bool { [.absent, .clear].contains(action(range)) }

    func read(_ block: Block, _ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) -> Bool {
        try image.read(block, wait)
    }
}

/// The image of a backup, of which some blocks are replaced.
final class BackupSink: TransferSink, Sendable {
    private let image: Image
    private let plan: BlockPlan
    private let log: BackupLog

    init(_ opened: TransferImage, plan: BlockPlan, log: BackupLog) {
        (image, self.plan, self.log) = (opened.image, plan, log)
    }

    var target: String { image.spec }
    var wantsHoles: Bool { true }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) throws(OperationError) {
        let action = plan.actions[block.index]
        if action == .absent { return }
        let zeros = action == .fill ? [] : block.gaps
        let runs = block.writes
        let left = Locked(runs.count + zeros.count)
        let (index, log, spec) = (block.index, log, target)
        if left.withLock({ $0 }) == 0 { return log.written(index) }
        func ended(_ operation: String, _ range: Range<Int>, isData: Bool) -> @Sendable (Int) -> Void {
            { result in
                do throws(OperationError) {
                    try check(result, operation, target: "\(spec), at \(block.offset + UInt64(range.lowerBound))")
                    if isData { wrote(range.count) }
                    let isLast = left.withLock {
                        $0 -= 1
                        return $0 == 0
                    }
                    if isLast { log.written(index) }
                } catch { block.fail(error) }
            }
        }
        for run in runs {
            let bytes = (block.buffer! + run.lowerBound).assumingMemoryBound(to: CChar.self)
            try image.start(
                "rbd_aio_write2",
                { rbd_aio_write2($0, block.offset + UInt64(run.lowerBound), run.count, bytes, $1, Image.once) },
                done: ended("rbd_aio_write2", run, isData: true))
        }
        for gap in zeros {
            try image.start(
                "rbd_aio_write_zeroes",
                { rbd_aio_write_zeroes($0, block.offset + UInt64(gap.lowerBound), gap.count, $1, 0, 0) },
                done: ended("rbd_aio_write_zeroes", gap, isData: false))
        }
    }
}

extension Block {
    /// What lies between the runs: zeros.
    var gaps: [Range<Int>] {
        var (gaps, end): ([Range<Int>], Int) = ([], 0)
        for run in runs + [count..<count] {
            if run.lowerBound > end { gaps.append(end..<run.lowerBound) }
            end = run.upperBound
        }
        return gaps
    }
}
