internal import CCeph
internal import Ceph
internal import Core

/// A new image that is written.
final class ImageSink: TransferSink, @unchecked Sendable {  // used by the transfer's thread only
    let opened: TransferImage
    private let deadline: Deadline
    private var size: UInt64
    private var reread: TransferImage?

    /// Bytes of an image whose size is not known yet: each time it does not suffice it is doubled.
    private static let firstSize: UInt64 = 1 << 30

    /// Creates the image.
    ///
    /// - Throws: `.exists` if there is one of that name.
    convenience init(
        _ pool: Pool, _ name: String, size: UInt64?, options: ImageOptions, deadline: Deadline
    ) throws(OperationError) {
        let first = size ?? Self.firstSize
        let opened = try TransferImage.open(pool, name, deadline: deadline) { pool in
            do throws(OperationError) {
                return .success(try pool.createImage(name, size: first, options: options))
            } catch { return .failure(error) }
        }
        self.init(opened, deadline: deadline)
    }

    /// Fills an image that there is.
    init(_ opened: TransferImage, deadline: Deadline) {
        (self.opened, size, self.deadline) = (opened, opened.size, deadline)
    }

    var target: String { opened.image.spec }
    var objectSize: Int { opened.objectSize }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) throws(OperationError) {
        try opened.image.write(block, gaps: [], wrote)
    }

    func reserve(_ needed: UInt64, _ deadline: Deadline) throws(OperationError) {
        guard needed > size else { return }
        let (image, larger) = (opened.image, max(needed, size * 2))
        try attended("rbd_resize2", target: target, deadline) { () throws(OperationError) in
            try image.resize(to: larger)
        }
        size = larger
    }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) {
        let (image, isLarger) = (opened.image, self.size > size)
        try attended("rbd_flush", target: target, deadline) { () throws(OperationError) in
            if isLarger { try image.resize(to: size, shrink: true) }
            try image.flush()
        }
        self.size = size
    }

    func written() throws(OperationError) -> (any TransferSource)? {
        let opened = opened
        let again = try attended(
            "rbd_open_read_only", target: target, deadline, abandoned: { $0.image.discardHandle() },
            { () throws(OperationError) in try opened.reopened() })
        reread = again
        return ImageSource(again, blockSize: objectSize, deadline: deadline)
    }

    func commit(_ deadline: Deadline) throws(OperationError) {
        let opened = opened
        reread?.image.discardHandle()
        try attended("rbd_close", target: target, deadline) { opened.close() }
    }

    func discard() -> String? {
        let opened = opened
        reread?.image.discardHandle()
        do throws(OperationError) {
            try unhurried(target) { () throws(OperationError) in try opened.remove() }
            return nil
        } catch {
            return error.code == .timedOut
                ? "The image \(target) is not complete. It is removed when the cluster answers again, if this process "
                    + "lives until then; else remove it."
                : "The image \(target) is not complete, and could not be removed: \(error.message)."
        }
    }

    /// Leaves the image as it is.
    func keep() {
        let opened = opened
        try? unhurried(target) { opened.close() }
    }
}

/// Cleans up, whatever told the transfer to stop; goes on in the background if that takes longer than a moment.
func unhurried(
    _ target: String, _ work: @escaping @Sendable () throws(OperationError) -> Void
) throws(OperationError) {
    let result: Result<Void, OperationError> = Cancellation.$current.withValue(nil) {
        do throws(OperationError) {
            return .success(try attended("clean up", target: target, Deadline(in: 5), work))
        } catch { return .failure(error) }
    }
    try result.get()
}
