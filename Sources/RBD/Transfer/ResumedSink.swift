internal import CCeph
internal import Ceph
internal import Core
internal import Glibc

/// An image that an import goes on with, or begins so that another can go on with it.
///
/// Nothing is noted while it is written. What the image has already is read and compared with the source, and written only
/// where it differs: that is right whatever ended the run before, and whatever has become of the source since.
final class ResumedSink: TransferSink, @unchecked Sendable {  // used by the transfer's thread only
    private let opened: TransferImage
    private let image: ImageSink
    /// What the image has already.
    private let before: BlockChanges
    private let team = Team(threads: 2)

    /// Metadata of an image that is not complete.
    private static let mark = "cephlua.import"

    /// Opens the image, or creates it.
    ///
    /// - Throws: `.exists` if it is no image that an import with `resume` left; `.invalid` if it has another size than the
    ///   source; `.busy` if another import fills it.
    init(
        _ pool: Pool, _ name: String, size: UInt64?, options: ImageOptions, deadline: Deadline
    ) throws(OperationError) {
        if let found = try Self.find(pool, name, deadline) {
            opened = found
            image = ImageSink(found, deadline: deadline)
        } else {
            image = try ImageSink(pool, name, size: size, options: options, deadline: deadline)
            opened = image.opened
        }
        do throws(OperationError) {
            try Self.takeLock(opened, deadline)
            let image = opened.image
            if try image.findMetadata(Self.mark) == nil {
                guard try opened.changes(since: nil, blockSize: opened.objectSize, deadline).isEmpty else {
                    throw Self.exists(image.spec)
                }
                try image.setMetadata(Self.mark, to: "not complete")
            }
            if let size, size != opened.size {
                throw OperationError(
                    .invalid, "import", target: image.spec,
                    message: "it was begun for \(opened.size) bytes, and the source has \(size)")
            }
            before = try opened.changes(since: nil, blockSize: opened.objectSize, deadline)
        } catch {
            image.keep()
            throw error
        }
    }

    private static func find(
        _ pool: Pool, _ name: String, _ deadline: Deadline
    ) throws(OperationError) -> TransferImage? {
        let found: TransferImage
        do throws(OperationError) { found = try TransferImage.open(pool, name, deadline: deadline) } catch {
            if error.code == .notFound { return nil }
            throw error
        }
        do throws(OperationError) {
            if try found.image.findMetadata(mark) == nil { throw exists(found.image.spec) }
            return found
        } catch {
            try? unhurried(found.image.spec) { found.close() }
            throw error
        }
    }

    /// Without the feature exclusive-lock there is none to take.
    private static func takeLock(_ opened: TransferImage, _ deadline: Deadline) throws(OperationError) {
        do throws(OperationError) { try opened.takeLock(deadline, "another import fills it") } catch {
            if error.code != .invalid { throw error }
        }
    }

    private static func exists(_ spec: String) -> OperationError {
        OperationError(
            .exists, "import", target: spec, message: "there is such an image, and no import with `resume` left it")
    }

    var target: String { image.target }
    var objectSize: Int { image.objectSize }
    var wantsHoles: Bool { true }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) throws(OperationError) {
        guard before.hasData(block.index) else { return try image.write(block, wrote) }
        let target = opened.image
        guard block.buffer != nil else { return try target.write(block, gaps: block.gaps, wrote) }
        let there = Buffer(block.count)
        let bytes = there.bytes.assumingMemoryBound(to: CChar.self)
        try target.start(
            "rbd_aio_read2", { rbd_aio_read2($0, block.offset, block.count, bytes, $1, Image.once) },
            done: { [team, opened] result in
                // Not on librbd's thread, which could not close the image.
                team.add {
                    do throws(OperationError) {
                        try check(result, "rbd_aio_read2", target: "\(opened.image.spec), at \(block.offset)")
                        if memcmp(there.bytes, block.buffer!, block.count) == 0 { return }
                        try opened.image.write(block, gaps: block.gaps, wrote)
                    } catch { block.fail(error) }
                }
            })
    }

    func reserve(_ needed: UInt64, _ deadline: Deadline) throws(OperationError) { try image.reserve(needed, deadline) }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) { try image.finish(size: size, deadline) }

    func written() throws(OperationError) -> (any TransferSource)? { try image.written() }

    func commit(_ deadline: Deadline) throws(OperationError) {
        let target = opened.image
        try attended("rbd_metadata_remove", target: target.spec, deadline) { () throws(OperationError) in
            try target.removeMetadata(Self.mark)
        }
        try image.commit(deadline)
    }

    /// Leaves the image as it is.
    func keep() { image.keep() }
}

/// Memory for what is compared.
private final class Buffer: Sendable {
    nonisolated(unsafe) let bytes: UnsafeMutableRawPointer

    init(_ count: Int) { bytes = .allocate(byteCount: count, alignment: 4096) }

    deinit { bytes.deallocate() }
}
