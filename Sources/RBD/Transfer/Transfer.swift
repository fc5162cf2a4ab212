internal import Core

/// Moves bytes from a source to a sink: many blocks at a time, in buffers that are used again, zeros left out.
///
/// One thread runs it: it reads, or starts reads, and hands each block to whoever needs it. Writes and digests go on
/// meanwhile, on threads of librbd and of its own.
final class Transfer {
    private let source: any TransferSource
    private let sink: any TransferSink
    private let window: TransferWindow
    private let progress: TransferProgress
    private let deadline: Deadline
    private let objects: ObjectDigests?
    private let stream: StreamDigests?
    private var pace: Pace
    private let cancellation = Cancellation.current

    private var next = 0
    private var total: UInt64?
    /// Blocks that have to wait for those before them; nil stands for one that nobody gets.
    private var waiting: [Int: Block?] = [:]
    private var nextInOrder = 0

    init(
        from source: any TransferSource, to sink: any TransferSink, blockSize: Int, inFlight: Int, rate: UInt64?,
        deadline: Deadline, progress: TransferProgress, objects: ObjectDigests?, stream: StreamDigests?
    ) {
        self.source = source
        self.sink = sink
        window = TransferWindow(blockSize: blockSize, limit: inFlight)
        self.progress = progress
        self.deadline = deadline
        self.objects = objects
        self.stream = stream
        pace = Pace(rate)
        total = source.size
    }

    private var isOrdered: Bool { sink.isOrdered || stream != nil }
    private var offset: UInt64 { UInt64(next) * UInt64(window.blockSize) }

    /// Runs it to its end; how many bytes there were.
    func run() throws(OperationError) -> UInt64 {
        while true {
            try check()
            for block in window.takeArrived() { try handOn(block) }
            if let total, offset >= total {
                if window.isIdle { break }
                wait()
            } else if pace.delay > 0 {
                wait(atMost: pace.delay)
            } else if try !step() {
                wait()
            }
        }
        try check()
        try source.finish { (descriptor) throws(OperationError) in try wait(for: descriptor) }
        return total ?? offset
    }

    /// Begins the next block; false if there is no room for one.
    private func step() throws(OperationError) -> Bool {
        let count = Int(min(UInt64(window.blockSize), (total ?? .max) - offset))
        if total != nil {
            let range = offset..<offset + UInt64(count)
            if source.isUnchanged(range) {
                progress.advanced(count, read: false)
                try inOrder(next, nil)
                next += 1
                return true
            }
            if try source.isHole(range) { return try skip(count) }
        }
        guard let block = window.block(next, count: count) else { return false }
        let isThere = try source.read(block) { (descriptor) throws(OperationError) in try wait(for: descriptor) }
        next += 1
        pace.spent(block.count)
        if block.count < count {
            // The end of a source of unknown size.
            total = block.offset + UInt64(block.count)
            if block.count == 0 { return true }
        }
        if isThere { try handOn(block) }
        return true
    }

    private func skip(_ count: Int) throws(OperationError) -> Bool {
        guard sink.wantsHoles || isOrdered else {
            objects?.addZeros(next, count)
            progress.advanced(count, read: false)
            next += 1
            return true
        }
        guard let block = window.hole(next, count: count) else { return false }
        next += 1
        try handOn(block)
        return true
    }

    /// Gives a block to all who need it.
    private func handOn(_ block: Block) throws(OperationError) {
        block.findRuns()
        progress.advanced(block.count, read: block.buffer != nil)
        objects?.add(block)
        if !sink.isOrdered { try write(block) }
        try inOrder(block.index, block)
    }

    /// Gives blocks that have to come in order to those who need them so.
    private func inOrder(_ index: Int, _ block: Block?) throws(OperationError) {
        guard isOrdered else { return }
        waiting.updateValue(block, forKey: index)
        while let next = waiting.removeValue(forKey: nextInOrder) {
            nextInOrder += 1
            guard let block = next else { continue }
            stream?.add(block)
            if sink.isOrdered { try write(block) }
        }
    }

    private func write(_ block: Block) throws(OperationError) {
        if source.size == nil { try sink.reserve(block.offset + UInt64(block.count), deadline) }
        try sink.write(block) { [progress] in progress.wrote($0) }
    }

    /// Waits until a descriptor is readable, whatever else happens meanwhile.
    private func wait(for descriptor: CInt) throws(OperationError) {
        repeat { try check() } while !window.wait(deadline, cancellation: cancellation, orReadable: descriptor)
    }

    private func wait(atMost seconds: Double = .infinity) {
        window.wait(
            seconds < deadline.remaining ? Deadline(in: seconds) : deadline, cancellation: cancellation)
    }

    private func check() throws(OperationError) {
        try window.check()
        try objects?.check()
        try cancellation?.check("transfer", target: "\(source.target) to \(sink.target)")
        guard deadline.hasPassed else { return }
        throw OperationError(
            .timedOut, "transfer", target: "\(source.target) to \(sink.target)",
            message: "it was not done within \(deadline.seconds.wholeDuration) s",
            hint: "Either raise `timeout`, or see whether the cluster answers (`ceph -s`).")
    }
}

/// Holds a rate: what was read has to have taken so long.
struct Pace {
    private let rate: Double?
    private var due = ContinuousClock.now

    init(_ rate: UInt64?) { self.rate = rate.map { Double($0) } }

    /// Seconds to wait before reading on.
    var delay: Double { rate == nil ? 0 : max(0, (due - .now) / .seconds(1)) }

    mutating func spent(_ bytes: Int) {
        if let rate { due = max(due, .now) + .seconds(Double(bytes) / rate) }
    }
}
