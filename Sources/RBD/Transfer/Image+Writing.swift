internal import CCeph
internal import Core

extension Image {
    /// Starts writing the runs of a block, and zeros into gaps of it. The block is held until then; what fails fails it.
    ///
    /// - Parameters:
    ///   - wrote: Called for each part of the runs that is written, with its bytes.
    ///   - ended: Called when all is written.
    func write(
        _ block: Block, gaps: [Range<Int>], _ wrote: @escaping @Sendable (Int) -> Void,
        ended: @escaping @Sendable () -> Void = {}
    ) throws(OperationError) {
        let (spec, runs) = (spec, block.writes)
        let left = Locked(runs.count + gaps.count)
        if runs.isEmpty, gaps.isEmpty { return ended() }
        func done(_ operation: String, _ range: Range<Int>, isData: Bool) -> @Sendable (Int) -> Void {
            { result in
                do throws(OperationError) {
                    try check(result, operation, target: "\(spec), at \(block.offset + UInt64(range.lowerBound))")
                    if isData { wrote(range.count) }
                    let isLast = left.withLock {
                        $0 -= 1
                        return $0 == 0
                    }
                    if isLast { ended() }
                } catch { block.fail(error) }
            }
        }
        for run in runs {
            let bytes = (block.buffer! + run.lowerBound).assumingMemoryBound(to: CChar.self)
            try start(
                "rbd_aio_write2",
                { rbd_aio_write2($0, block.offset + UInt64(run.lowerBound), run.count, bytes, $1, Image.once) },
                done: done("rbd_aio_write2", run, isData: true))
        }
        for gap in gaps {
            try start(
                "rbd_aio_write_zeroes",
                { rbd_aio_write_zeroes($0, block.offset + UInt64(gap.lowerBound), gap.count, $1, 0, 0) },
                done: done("rbd_aio_write_zeroes", gap, isData: false))
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
