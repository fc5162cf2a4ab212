internal import Core

/// Where bytes come from. All calls come from the thread that runs the transfer.
protocol TransferSource: Sendable {
    /// What errors call it.
    var target: String { get }
    /// How many bytes it has; nil while that is unknown.
    var size: UInt64? { get }

    /// Whether the sink has it already: it is neither read nor written then.
    func isUnchanged(_ range: Range<UInt64>) -> Bool

    /// Whether there is nothing but zeros, as far as that is known without reading.
    func isHole(_ range: Range<UInt64>) throws(OperationError) -> Bool

    /// Reads `block.count` bytes into the block's buffer; fewer, with the count changed, only where a source of unknown
    /// size ends.
    ///
    /// - Parameter wait: Waits until a descriptor is readable; throws if the transfer has to stop.
    /// - Returns: Whether the bytes are there. If not, `block.arrived()` says later that they are, or `block.fail()` that
    ///   they never will.
    func read(_ block: Block, _ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) -> Bool

    /// Everything was read. Throws if the source has changed meanwhile, or has more.
    func finish(_ wait: (CInt) throws(OperationError) -> Void) throws(OperationError)
}

extension TransferSource {
    func isUnchanged(_ range: Range<UInt64>) -> Bool { false }
    func finish(_ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) {}
}

/// Where bytes go. What was begun is either finished or discarded.
protocol TransferSink: Sendable {
    /// What errors call it.
    var target: String { get }
    /// Whether the blocks must come in order, holes too.
    var isOrdered: Bool { get }

    /// Whether holes must be written.
    var wantsHoles: Bool { get }

    /// Starts writing a block; `wrote` is called for each part that is written, and the block is held until then.
    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) throws(OperationError)

    /// Makes room for so many bytes in total, where the size was unknown.
    func reserve(_ size: UInt64, _ deadline: Deadline) throws(OperationError)

    /// All is written: gives it its size, and makes it durable.
    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError)

    /// What was written, to be read again; nil where that cannot be.
    func written() throws(OperationError) -> (any TransferSource)?

    /// Gives it its name, and ends.
    func commit(_ deadline: Deadline) throws(OperationError)

    /// Takes back what was begun; nil, or what is left of it and why.
    func discard() -> String?
}

extension TransferSink {
    var isOrdered: Bool { false }
    var wantsHoles: Bool { isOrdered }
    func reserve(_ size: UInt64, _ deadline: Deadline) throws(OperationError) {}
    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) {}
    func written() throws(OperationError) -> (any TransferSource)? { nil }
    func commit(_ deadline: Deadline) throws(OperationError) {}
    func discard() -> String? { nil }
}

/// Keeps nothing: for reading what was written.
struct NullSink: TransferSink {
    let target = "nothing"
    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {}
}
