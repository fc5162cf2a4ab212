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
        let (index, log) = (block.index, log)
        try image.write(block, gaps: action == .fill ? [] : block.gaps, wrote) { log.written(index) }
    }
}
