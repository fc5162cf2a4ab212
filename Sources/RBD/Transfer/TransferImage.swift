internal import CCeph
internal import Ceph
internal import Core

/// An image that a transfer has open, over a connection of its own.
///
/// Of its own for three reasons: librbd's cache is off (each byte is needed once); buffers are not copied, as
/// they stay as they are while a write is under way; and a cluster that does not answer is waited for as long as
/// the transfer's own deadline says.
final class TransferImage: Sendable {
    let image: Image
    let id: String
    let size: UInt64
    let objectSize: Int
    private let cluster: Cluster
    /// The pool it is in, over that connection.
    let pool: Pool

    /// Opens an image; with `creating`, makes it first, and removes it again if it cannot be opened.
    static func open(
        _ pool: Pool, _ name: String, snapshot: String? = nil, readOnly: Bool = false, deadline: Deadline,
        creating create: (@Sendable (Pool) -> Result<Void, OperationError>)? = nil
    ) throws(OperationError) -> TransferImage {
        try attended("rbd_open", target: pool.spec(name, snapshot), deadline, abandoned: { $0.abandon(create != nil) })
        {
            () throws(OperationError) in
            let cluster = try pool.cluster.again(
                settings: ["rbd_cache": "false", "rbd_disable_zero_copy_writes": "false"], deadline: deadline)
            do throws(OperationError) {
                let own = try Pool(cluster, pool.name, namespace: pool.namespace)
                try create?(own).get()
                do throws(OperationError) {
                    return try TransferImage(cluster, own, name, snapshot: snapshot, readOnly: readOnly)
                } catch {
                    if create != nil { try? own.removeImage(name) }
                    throw error
                }
            } catch {
                cluster.close()
                throw error
            }
        }
    }

    private init(
        _ cluster: Cluster, _ pool: Pool, _ name: String, snapshot: String?, readOnly: Bool
    ) throws(OperationError) {
        image = try Image(pool, name, snapshot: snapshot, readOnly: readOnly)
        let info = try image.info()
        (id, size, objectSize) = (info.id, info.size, Int(info.objectSize))
        (self.cluster, self.pool) = (cluster, pool)
    }

    /// The same image once more, or a snapshot of it, over the same connection, for reading.
    func reopened(at snapshot: String? = nil) throws(OperationError) -> TransferImage {
        try TransferImage(cluster, pool, image.name, snapshot: snapshot, readOnly: true)
    }

    /// Takes the image's lock by hand, so that its owner keeps it; that of a client that is gone is broken, which takes 30
    /// seconds at most.
    ///
    /// - Throws: `.busy`, with what others do; `.invalid` if the image has not the feature exclusive-lock.
    func takeLock(_ deadline: Deadline, _ others: String) throws(OperationError) {
        let (image, operation) = (image, "rbd_lock_acquire")
        do throws(OperationError) {
            try attended(operation, target: image.spec, deadline) { () throws(OperationError) in
                try image.use(operation) { handle throws(OperationError) in
                    try check(rbd_lock_acquire(handle, RBD_LOCK_MODE_EXCLUSIVE), operation, target: image.spec)
                }
            }
        } catch {
            guard error.code.name == "EROFS" else { throw error }
            throw OperationError(
                .busy, operation, target: image.spec, message: others,
                hint: "Wait for its end; `rbd status` shows which client it is.")
        }
    }

    /// Closes image and connection; what is under way ends first.
    func close() {
        image.discardHandle()
        pool.close()
        cluster.close()
    }

    /// Removes the image, unless another has its name by now, and closes.
    func remove() throws(OperationError) {
        defer { close() }
        image.discardHandle()
        guard try pool.findImage(image.name)?.id == id else { return }
        try pool.removeImage(image.name)
    }

    private func abandon(_ isNew: Bool) { if isNew { try? remove() } else { close() } }
}

/// Runs calls that block, for a caller who may be told to stop: it need not wait for them then.
func attended<R: Sendable>(
    _ operation: String, target: String, _ deadline: Deadline, abandoned: @escaping @Sendable (R) -> Void = { _ in },
    _ work: @escaping @Sendable () throws(OperationError) -> R
) throws(OperationError) -> R {
    try interruptible(
        operation, target: target, deadline: deadline,
        abandoned: { (result: Result<R, OperationError>) in if case .success(let value) = result { abandoned(value) } },
        {
            do throws(OperationError) { return .success(try work()) } catch { return .failure(error) }
        }
    ).get()
}
