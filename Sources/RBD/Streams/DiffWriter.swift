internal import Core

/// Writes diffs into an image, many objects at a time.
final class DiffWriter {
    private let opened: TransferImage
    private let reader: StreamReader
    private let window: TransferWindow
    private let progress: TransferProgress
    private let options: TransferOptions
    private let cancellation = Cancellation.current
    private var pace: Pace
    private var number = 0
    private var image: Image { opened.image }

    init(_ opened: TransferImage, _ reader: StreamReader, _ options: TransferOptions, _ progress: TransferProgress) {
        (self.opened, self.reader, self.options, self.progress) = (opened, reader, options, progress)
        let blockSize = opened.objectSize
        window = TransferWindow(blockSize: blockSize, limit: options.buffers(of: blockSize))
        pace = Pace(options.rate)
    }

    /// Makes the image what the diff says, with its snapshot.
    ///
    /// - Parameter isEmpty: Whether there is nothing in it that zeros would have to replace.
    func apply(_ diff: DiffReader, isEmpty: Bool) throws(OperationError) {
        var diff = diff
        let (image, header) = (image, diff.header)
        try attended("rbd_resize2", target: image.spec, options.deadline) { () throws(OperationError) in
            if try image.size() != header.size { try image.resize(to: header.size, shrink: true) }
        }
        records: while true {
            switch try diff.next() {
            case .data(let offset, let count): try write(offset, count, clearing: !isEmpty)
            case .zeros(let range): if !isEmpty { try clear(range) }
            case .end: break records
            }
        }
        while !window.isIdle { try wait() }
        try check()
        try attended("rbd_snap_create", target: image.spec, options.deadline) { () throws(OperationError) in
            try image.flush()
            guard let name = header.to else { return }
            try image.createSnapshot(name)
            if header.isProtected == true { try image.protect(snapshot: name) }
        }
    }

    private func write(_ start: UInt64, _ count: Int, clearing: Bool) throws(OperationError) {
        let (unit, end) = (UInt64(window.blockSize), start + UInt64(count))
        var offset = start
        while offset < end {
            // To the end of an object, so that no two writes meet in one.
            let part = Int(min(end, (offset / unit + 1) * unit) - offset)
            while pace.delay > 0 { try wait(atMost: pace.delay) }
            let block = try block { window.block(number, count: part, at: offset) }
            try reader.read(into: UnsafeMutableRawBufferPointer(start: block.buffer, count: part))
            pace.spent(part)
            block.findRuns()
            progress.advanced(part, read: true)
            try image.write(block, gaps: clearing ? block.gaps : []) { [progress] in progress.wrote($0) }
            offset += UInt64(part)
        }
    }

    private func clear(_ range: Range<UInt64>) throws(OperationError) {
        // As many objects at a time as there may be reads.
        let most = 64 * UInt64(window.blockSize)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let part = Int(min(range.upperBound - offset, most - offset % most))
            let block = try block { window.hole(number, count: part, at: offset) }
            try image.write(block, gaps: [0..<part]) { _ in }
            offset += UInt64(part)
        }
    }

    /// A block, when there is room for one.
    private func block(_ make: () -> Block?) throws(OperationError) -> Block {
        while true {
            try check()
            if let block = make() {
                number += 1
                return block
            }
            try wait()
        }
    }

    private func wait(atMost seconds: Double = .infinity) throws(OperationError) {
        window.wait(
            seconds < options.deadline.remaining ? Deadline(in: seconds) : options.deadline, cancellation: cancellation)
        try check()
    }

    private func check() throws(OperationError) {
        try window.check()
        try cancellation?.check("import", target: image.spec)
        guard options.deadline.hasPassed else { return }
        throw OperationError(
            .timedOut, "import", target: image.spec,
            message: "it was not done within \(options.deadline.seconds.wholeDuration) s")
    }
}
