internal import CCeph
internal import Core

/// An image, or a snapshot of one, that is read: many objects at a time, and only those that exist.
final class ImageSource: TransferSource, @unchecked Sendable {  // used by the transfer's thread only
    private let opened: TransferImage
    private let blockSize: UInt64
    private let deadline: Deadline
    /// Which blocks of a region exist: asked for a region at a time.
    private var region: Range<UInt64> = 0..<0
    private var exists: [Bool] = []

    init(_ opened: TransferImage, blockSize: Int, deadline: Deadline) {
        self.opened = opened
        self.blockSize = UInt64(blockSize)
        self.deadline = deadline
    }

    var target: String { opened.image.spec }
    var size: UInt64? { opened.size }

    func isHole(_ range: Range<UInt64>) throws(OperationError) -> Bool {
        if !region.contains(range.lowerBound) { try learn(from: range.lowerBound) }
        return !exists[Int((range.lowerBound - region.lowerBound) / blockSize)]
    }

    private func learn(from offset: UInt64) throws(OperationError) {
        let length = 4096 * max(blockSize, UInt64(opened.objectSize))
        let region = offset..<min(offset + length, opened.size)
        let (image, blockSize) = (opened.image, blockSize)
        exists = try attended("rbd_diff_iterate2", target: target, deadline) { () throws(OperationError) in
            let map = BlockMap(region, blockSize)
            try image.use("rbd_diff_iterate2") { handle throws(OperationError) in
                let result = rbd_diff_iterate2(
                    handle, nil, region.lowerBound, region.upperBound - region.lowerBound, 1, 1,
                    { offset, count, exists, map in
                        if exists != 0 { Unmanaged<BlockMap>.fromOpaque(map!).takeUnretainedValue().add(offset, count) }
                        return 0
                    }, Unmanaged.passUnretained(map).toOpaque())
                try check(result, "rbd_diff_iterate2", target: image.spec)
            }
            return map.exists
        }
        self.region = region
    }

    func read(_ block: Block, _ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) -> Bool {
        let (operation, spec) = ("rbd_aio_read2", target)
        let buffer = block.buffer!.assumingMemoryBound(to: CChar.self)
        try opened.image.start(operation, { rbd_aio_read2($0, block.offset, block.count, buffer, $1, Image.once) }) {
            result in
            do throws(OperationError) {
                try check(result, operation, target: "\(spec), at \(block.offset)")
                guard result == block.count else {
                    throw OperationError(
                        .conflict, operation, target: spec, message: "the image ends at \(Int(block.offset) + result)",
                        hint: "Somebody made it smaller; a snapshot would have kept its size.")
                }
                block.arrived()
            } catch { block.fail(error) }
        }
        return false
    }

    /// Closes image and connection. What is still read then ends first, on a thread that nobody waits for.
    func close() {
        let opened = opened
        try? unhurried(target) { opened.close() }
    }
}

/// Marks which blocks have objects.
private final class BlockMap {
    private let start: UInt64
    private let blockSize: UInt64
    private(set) var exists: [Bool]

    init(_ region: Range<UInt64>, _ blockSize: UInt64) {
        start = region.lowerBound
        self.blockSize = blockSize
        exists = Array(repeating: false, count: Int((region.upperBound - start + blockSize - 1) / blockSize))
    }

    func add(_ offset: UInt64, _ count: Int) {
        guard count > 0 else { return }
        for index in Int((offset - start) / blockSize)...Int((offset + UInt64(count) - 1 - start) / blockSize) {
            exists[index] = true
        }
    }
}
