internal import CCeph
public import Ceph
public import Core

extension Pool {
    /// Copies an image with all its snapshots into a new image of the same cluster. A copy of a clone is a clone of the same
    /// parent, unless it is flattened.
    ///
    /// - Parameters:
    ///   - pool: Where the new image is made.
    ///   - flattened: That the new image has all data itself.
    /// - Throws: `.notFound`; `.exists`; `.invalid` for a pool of another cluster; `.cancelled`, `.timedOut`: the image that
    ///   was begun is removed.
    ///
    /// C: `rbd_deep_copy_with_progress`. CLI: `rbd deep cp`. Lua: `rbd.deep_copy()`
    public func deepCopyImage(
        _ name: String, to pool: Pool, as newName: String, flattened: Bool = false,
        options: ImageOptions = ImageOptions(), _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let operation = "rbd_deep_copy_with_progress"
        let target = "\(spec(name)) to \(pool.spec(newName))"
        guard pool.cluster.fsid == cluster.fsid else {
            throw OperationError(
                .invalid, operation, target: target, message: "the pools are not of the same cluster",
                hint: "Between clusters an image goes with its snapshots as a stream: rbd.export and rbd.import with "
                    + "format = 2.")
        }
        try checkName(newName, operation, target: target)
        if try pool.findImage(newName) != nil {
            throw OperationError(
                .exists, operation, target: pool.spec(newName), message: "an image of that name exists")
        }
        let image = try Image(self, name, readOnly: true)
        defer { image.discardHandle() }
        do throws(OperationError) {
            try image.use(operation) { handle throws(OperationError) in
                try pool.use(operation, target: target) { io throws(OperationError) in
                    try options.withOptions(operation, target: target, flattened: flattened) {
                        wanted throws(OperationError) in
                        try supervision.run(operation, target: target) {
                            rbd_deep_copy_with_progress(handle, io, newName, wanted, $0, $1)
                        }
                    }
                }
            }
        } catch {
            if error.code != .exists { try? pool.removeUnfinished(newName) }
            throw error
        }
    }

    /// Removes what librbd leaves of a copy that did not end.
    private func removeUnfinished(_ name: String) throws(OperationError) {
        guard try findImage(name) != nil else { return }
        let image = try Image(self, name)
        try image.removeBegunSnapshots()
        try image.close()
        try removeImage(name)
    }
}
