internal import CCeph
internal import Ceph
internal import Core

/// What has become of each block of an image since a snapshot, or since there was nothing.
final class BlockChanges {
    enum Change: UInt8 {
        case none
        /// There is nothing any longer.
        case gone
        /// It has to be read.
        case data
    }
    private let size: UInt64
    private let blockSize: UInt64
    private(set) var changes: [Change]

    fileprivate init(_ size: UInt64, _ blockSize: Int) {
        (self.size, self.blockSize) = (size, UInt64(blockSize))
        changes = Array(repeating: .none, count: BackupManifest.count(size, blockSize))
    }

    var isEmpty: Bool { changes.allSatisfy { $0 == .none } }

    /// Whether a block holds, or may hold, anything but zeros.
    func hasData(_ index: Int) -> Bool { index < changes.count && changes[index] == .data }

    fileprivate func add(_ offset: UInt64, _ count: Int, exists: Bool) {
        let end = min(offset + UInt64(count), size)
        guard offset < end else { return }
        for index in offset / blockSize...(end - 1) / blockSize {
            // Of a block that is gone in part, the rest may be there.
            let isWhole = offset <= index * blockSize && end >= min((index + 1) * blockSize, size)
            if exists || !isWhole {
                changes[Int(index)] = .data
            } else if changes[Int(index)] == .none {
                changes[Int(index)] = .gone
            }
        }
    }

    /// Has the blocks of a range read, whatever librbd says of them.
    fileprivate func doubt(_ range: Range<UInt64>) {
        add(range.lowerBound, Int(range.upperBound - range.lowerBound), exists: true)
    }
}

extension TransferImage {
    /// What has changed since a snapshot; without one, what there is.
    ///
    /// C: `rbd_diff_iterate2`. CLI: `rbd diff --whole-object`.
    func changes(
        since snapshot: String?, blockSize: Int, _ deadline: Deadline
    ) throws(OperationError) -> BlockChanges {
        let (image, operation) = (image, "rbd_diff_iterate2")
        // Asked now: the image may have been resized since it was opened.
        let size = try image.size()
        let found = try attended(operation, target: image.spec, deadline) { () throws(OperationError) in
            let changes = BlockChanges(size, blockSize)
            try image.use(operation) { handle throws(OperationError) in
                let result = rbd_diff_iterate2(
                    handle, snapshot, 0, size, 1, 1,
                    { offset, count, exists, changes in
                        let changes = Unmanaged<BlockChanges>.fromOpaque(changes!).takeUnretainedValue()
                        changes.add(offset, count, exists: exists != 0)
                        return 0
                    }, Unmanaged.passUnretained(changes).toOpaque())
                try check(
                    result, operation, target: image.spec, [.notFound: "the image has no snapshot \(snapshot ?? "")"])
            }
            return Box(changes)
        }
        return found.value
    }

    /// What has changed since an older snapshot, when the image may have had another size.
    func changes(
        since old: Snapshot, blockSize: Int, _ deadline: Deadline
    ) throws(OperationError) -> BlockChanges {
        let changes = try changes(since: old.name, blockSize: blockSize, deadline)
        let unit = UInt64(blockSize)
        let common = min(old.size, size)
        // The block at the end has another length now, and so another digest.
        if old.size != size { changes.doubt(common / unit * unit..<min(size, (common + unit - 1) / unit * unit)) }
        return changes
    }
}

/// Carries something from the thread that made it to the one that waited for it.
private struct Box: @unchecked Sendable {
    let value: BlockChanges
    init(_ value: BlockChanges) { self.value = value }
}

/// What is done with each block of the source.
struct BlockPlan: Sendable {
    enum Action: UInt8 {
        /// The backup's image has it.
        case keep
        /// Zeros, and the backup's image has nothing there.
        case absent
        /// Zeros, and the backup's image has, or may have, something else.
        case clear
        /// To be read; the backup's image has nothing there.
        case fill
        /// To be read; what the backup's image has is replaced.
        case replace
    }
    private(set) var actions: [Action]

    /// - Parameters:
    ///   - changes: Of the source, since the base; without a base, what there is.
    ///   - known: How many blocks the base has; the others are zeros unless they changed.
    ///   - occupied: What the backup's image has now.
    ///   - touched: What was done to the backup's image since its last point.
    ///   - done: Those that the backup's image has already, whatever it had before.
    init(
        _ changes: BlockChanges, known: Int, occupied: BlockChanges, touched: BlockChanges?, done: Set<Int>
    ) {
        actions = changes.changes.indices.map { index in
            if done.contains(index) { return .keep }
            let isTouched = touched.map { index < $0.changes.count && $0.changes[index] != .none } ?? false
            switch changes.changes[index] {
            case .data: return occupied.hasData(index) ? .replace : .fill
            case .none where index < known: return isTouched ? .replace : .keep
            case .none, .gone: return occupied.hasData(index) ? .clear : .absent
            }
        }
    }

    /// All that has changed, for whoever has what was before.
    init(_ changes: BlockChanges) {
        actions = changes.changes.map {
            switch $0 {
            case .none: .keep
            case .gone: .clear
            case .data: .fill
            }
        }
    }

    /// How many blocks are not as they were.
    var changed: Int { actions.count { $0 != .keep && $0 != .absent } }
}
