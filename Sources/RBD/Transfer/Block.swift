internal import Core
internal import Glibc

/// A part of what is transferred: where it belongs, and its bytes.
///
/// Whoever works with the bytes holds the block; with its last holder the buffer goes back to the window.
final class Block: @unchecked Sendable {  // written by the source only, before anybody else has it
    /// Its number: `offset` in units of the block size.
    let index: Int
    /// Where it belongs.
    let offset: UInt64
    /// How many bytes it has.
    var count: Int
    /// Room for its bytes; nil where all of them are zeros.
    let buffer: UnsafeMutableRawPointer?
    /// What of it is to be written: parts that hold anything but zeros.
    private(set) var runs: [Range<Int>] = []
    private let window: TransferWindow

    init(_ index: Int, offset: UInt64, count: Int, buffer: UnsafeMutableRawPointer?, of window: TransferWindow) {
        self.index = index
        self.offset = offset
        self.count = count
        self.buffer = buffer
        self.window = window
    }

    deinit { window.takeBack(buffer) }

    /// Its bytes; nil where all of them are zeros.
    var bytes: UnsafeRawBufferPointer? { runs.isEmpty ? nil : UnsafeRawBufferPointer(start: buffer, count: count) }

    /// Looks for zeros, once its bytes are there.
    func findRuns() {
        guard let buffer else { return }
        runs = UnsafeRawBufferPointer(start: buffer, count: count).runsOfData()
    }

    /// Bytes of a write at most. An OSD takes a whole object of 4 MiB at once into memory that its processor's caches cannot
    /// hold, and needs half as much CPU again for it as for four pieces.
    private static let piece = 1 << 20

    /// The runs, in the pieces in which they are written.
    var writes: [Range<Int>] {
        runs.flatMap { run in
            stride(from: run.lowerBound, to: run.upperBound, by: Self.piece).map {
                $0..<min($0 + Self.piece, run.upperBound)
            }
        }
    }

    /// The source has read it, on whatever thread.
    func arrived() { window.arrived(self) }

    /// It failed.
    func fail(_ error: OperationError) { window.fail(error) }
}

extension UnsafeRawBufferPointer {
    /// Bytes that are looked at together.
    static let grain = 64 << 10

    /// Whether all bytes are zeros. The comparison with itself, moved by a word, is the C library's vectorised one.
    var isZero: Bool {
        guard count > 16 else { return allSatisfy { $0 == 0 } }
        return self[..<16].allSatisfy { $0 == 0 } && memcmp(baseAddress!, baseAddress! + 16, count - 16) == 0
    }

    /// The parts between zeros, in grains.
    func runsOfData() -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        while start < count {
            let end = Swift.min(start + Self.grain, count)
            if !UnsafeRawBufferPointer(rebasing: self[start..<end]).isZero {
                if let last = runs.last, last.upperBound == start {
                    runs[runs.count - 1] = last.lowerBound..<end
                } else {
                    runs.append(start..<end)
                }
            }
            start = end
        }
        return runs
    }
}
