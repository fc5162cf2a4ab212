public import Ceph
public import Core

extension Pool {
    /// Makes many copy-on-write clones of a snapshot, in this pool.
    ///
    /// - Parameter names: Of the clones.
    /// - Returns: Which were made, and which were not and why.
    /// - Throws: With `allOrNothing`, what the first clone that failed throws, after the others were removed; `.timedOut`,
    ///   `.cancelled`, with what was made in the details; `.usage` for a name that stands there twice.
    ///
    /// Cost: 42 operations of OSDs for each clone, nearly all of them reads. C: `rbd_clone3`. CLI: `rbd clone`.
    /// Lua: `rbd.clone_many()`
    public func cloneMany(
        _ names: [String], of parent: String, snapshot: String, in parentPool: Pool,
        image: ImageOptions = ImageOptions(), _ options: BatchOptions = BatchOptions(),
        progress: BatchProgress = BatchProgress()
    ) throws(OperationError) -> BatchResult {
        let undo = { @Sendable [self] (name: String) throws(OperationError) in try removeImage(name) }
        return try batch("clone", names, options, progress, undo: undo) { [self] (name) throws(OperationError) in
            try clone(parent, snapshot: snapshot, of: parentPool, to: name, options: image)
        }
    }

    /// Removes many images.
    ///
    /// - Returns: Which were removed, and which were not and why.
    /// - Throws: `.timedOut`, `.cancelled`, with what was removed in the details; `.usage` for a name that stands there twice.
    ///
    /// C: `rbd_remove_with_progress`. CLI: `rbd rm`. Lua: `rbd.remove_many()`
    public func removeMany(
        _ names: [String], _ options: BatchOptions = BatchOptions(), progress: BatchProgress = BatchProgress()
    ) throws(OperationError) -> BatchResult {
        try batch("remove", names, options, progress) { [self] (name) throws(OperationError) in
            try removeImage(name, looksFirst: true)
        }
    }

    /// Flattens many clones.
    ///
    /// - Returns: Which were flattened, and which were not and why; these are still clones.
    /// - Throws: `.timedOut`, `.cancelled`, with what was flattened in the details; `.usage` for a name that stands there
    ///   twice.
    ///
    /// C: `rbd_flatten_with_progress`. CLI: `rbd flatten`. Lua: `rbd.flatten_many()`
    public func flattenMany(
        _ names: [String], _ options: BatchOptions = BatchOptions(), progress: BatchProgress = BatchProgress()
    ) throws(OperationError) -> BatchResult {
        let cancellation = Cancellation.current
        return try batch("flatten", names, options, progress) { (name) throws(OperationError) in
            let image = try Image(self, name)
            defer { image.discardHandle() }
            let flattened: Result<Void, OperationError> = Cancellation.$current.withValue(cancellation) {
                do throws(OperationError) { return .success(try image.flatten()) } catch { return .failure(error) }
            }
            try flattened.get()
        }
    }
}
