internal import CCeph
public import Core

extension Image {
    /// Gives a snapshot another name.
    ///
    /// - Throws: `.notFound`; `.exists`; `.invalid` for a name with / or @; `EROFS`.
    ///
    /// C: `rbd_snap_rename`. CLI: `rbd snap rename`. Lua: `image:rename_snapshot()`
    public func renameSnapshot(_ name: String, to newName: String) throws(OperationError) {
        try checkName(newName, "rbd_snap_rename", target: pool.spec(self.name, name))
        try on(name, "rbd_snap_rename", [.exists: "the image has a snapshot of that name"]) {
            rbd_snap_rename($0, name, newName)
        }
    }

    /// Makes the image what it was when the snapshot was taken: what was written since is lost. Not interrupted by ^C,
    /// which would leave a mixture.
    ///
    /// - Throws: `.notFound`; `.conflict` if the snapshot's object map is invalid; `EROFS`.
    ///
    /// Cost: a write for each object. C: `rbd_snap_rollback_with_progress`. CLI: `rbd snap rollback`.
    /// Lua: `image:rollback()`
    public func rollback(to snapshot: String, _ supervision: Supervision = Supervision()) throws(OperationError) {
        let (operation, target) = ("rbd_snap_rollback_with_progress", pool.spec(name, snapshot))
        // librbd takes the snapshot's object map over. With an invalid one, whoever has the image open then reads zeros.
        let view = try another(at: snapshot)
        defer { view.discardHandle() }
        guard try !view.info().flags.contains("object-map-invalid") else {
            throw OperationError(
                .conflict, operation, target: target, message: "the object map of the snapshot is invalid",
                hint: "Rebuild it first: `rbd object-map rebuild \(target)` "
                    + "(image:rebuild_object_map { snapshot = \"\(snapshot)\" }).")
        }
        try use(operation, target: target) { image throws(OperationError) in
            try supervision.run(
                operation, target: target, stops: false, [.notFound: "the image has no such snapshot"]
            ) { rbd_snap_rollback_with_progress(image, snapshot, $0, $1) }
        }
    }

    /// Removes a snapshot by its id: also one in the trash namespace, which has no name of its own.
    ///
    /// - Throws: `.notFound`; `.busy` if it is protected or its clones still need it; `EROFS`.
    ///
    /// C: `rbd_snap_remove_by_id`. CLI: `rbd snap rm --snap-id`. Lua: `image:remove_snapshot_by_id()`
    public func removeSnapshot(id: UInt64) throws(OperationError) {
        let (operation, target) = ("rbd_snap_remove_by_id", "\(spec)@\(id)")
        try use(operation, target: target) { image throws(OperationError) in
            try check(
                rbd_snap_remove_by_id(image, id), operation, target: target,
                [
                    .notFound: "the image has no snapshot of that id",
                    .busy: "the snapshot is protected, or clones still need it",
                ],
                hints: [.busy: "image:children() lists the clones; flatten or remove them first."])
        }
    }

    /// Removes all snapshots that users took. Those of groups, of mirroring and in the trash namespace stay: they belong
    /// to others.
    ///
    /// - Parameter supervision: Its progress counts snapshots. It may be stopped between two of them.
    /// - Returns: The names of those that were removed.
    /// - Throws: `.busy` if one is protected, with these in `details`, and none removed; `EROFS`; `.cancelled`.
    ///
    /// C: `rbd_snap_list`, `rbd_snap_remove`. CLI: `rbd snap purge`. Lua: `image:purge_snapshots()`
    @discardableResult
    public func purgeSnapshots(_ supervision: Supervision = Supervision()) throws(OperationError) -> [String] {
        let snapshots = try snapshots().filter { $0.namespace == "user" }
        let protected = snapshots.filter(\.isProtected)
        guard protected.isEmpty else {
            throw OperationError(
                .busy, "rbd_snap_remove", target: spec,
                message: "\(protected.count) of \(snapshots.count) snapshots are protected, and none was removed",
                hint: "Unprotect them first; those that have clones of format 1 need these flattened or removed.",
                details: protected.map { pool.spec(name, $0.name) }.joined(separator: "\n"))
        }
        let observer = Observer(supervision)
        for (index, snapshot) in snapshots.enumerated() {
            if observer.hear(UInt64(index), UInt64(snapshots.count)) < 0,
                let error = observer.stopped("rbd_snap_remove", target: pool.spec(name, snapshot.name))
            {
                throw error
            }
            try removeSnapshot(snapshot.name)
        }
        return snapshots.map(\.name)
    }

    /// Removes the snapshots of an image that was begun and is not kept, protected ones too.
    func removeBegunSnapshots() throws(OperationError) {
        for snapshot in try snapshots() where snapshot.isProtected { try unprotect(snapshot: snapshot.name) }
        try purgeSnapshots()
    }

    /// How many snapshots the image may have; nil where there is no limit.
    ///
    /// C: `rbd_snap_get_limit`. CLI: `rbd info`. Lua: `image:find_snapshot_limit()`
    public func snapshotLimit() throws(OperationError) -> UInt64? {
        try use("rbd_snap_get_limit") { image throws(OperationError) in
            var limit: UInt64 = 0
            try check(rbd_snap_get_limit(image, &limit), "rbd_snap_get_limit", target: spec)
            return limit == .max ? nil : limit
        }
    }

    /// Limits how many snapshots the image may have. More that are there already stay.
    ///
    /// - Parameter limit: Nil takes the limit away.
    /// - Throws: `EROFS`.
    ///
    /// C: `rbd_snap_set_limit`. CLI: `rbd snap limit set`, `rbd snap limit clear`.
    /// Lua: `image:set_snapshot_limit()`, `image:remove_snapshot_limit()`
    public func setSnapshotLimit(_ limit: UInt64?) throws(OperationError) {
        try use("rbd_snap_set_limit") { image throws(OperationError) in
            try check(rbd_snap_set_limit(image, limit ?? .max), "rbd_snap_set_limit", target: spec)
        }
    }
}
