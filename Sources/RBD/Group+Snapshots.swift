internal import CCeph
public import Core

extension Group {
    /// The snapshots of the group, sorted by name.
    ///
    /// C: `rbd_group_snap_list`. CLI: `rbd group snap ls`. Lua: `group:snapshots()`
    public func snapshots() throws(OperationError) -> [GroupSnapshot] {
        let size = MemoryLayout<rbd_group_snap_info_t>.size
        let snapshots = try use("rbd_group_snap_list") { io, operation throws(OperationError) in
            try filled(64, of: rbd_group_snap_info_t(), { rbd_group_snap_list(io, name, $0, size, &$1) }) {
                result, entries throws(OperationError) in
                try check(result, operation, target: spec, Group.meanings)
                defer { rbd_group_snap_list_cleanup(.init(mutating: entries.baseAddress), size, entries.count) }
                return entries.map {
                    GroupSnapshot(name: text($0.name), isComplete: $0.state == RBD_GROUP_SNAP_STATE_COMPLETE)
                }
            }
        }
        if snapshots.isEmpty { try checkExists("rbd_group_snap_list") }
        return snapshots.sorted { $0.name < $1.name }
    }

    /// Takes a snapshot of all images of the group at one moment: their writers are stopped meanwhile.
    ///
    /// - Throws: `.exists`; `.notFound` if the group is gone; `.invalid` for a name with / or @.
    ///
    /// Cost: the exclusive lock of each image. C: `rbd_group_snap_create2`. CLI: `rbd group snap create`.
    /// Lua: `group:create_snapshot()`
    public func createSnapshot(_ snapshot: String) throws(OperationError) {
        try checkName(snapshot, "rbd_group_snap_create2", target: "\(spec)@\(snapshot)")
        try on(snapshot, "rbd_group_snap_create2", [.exists: "the group has a snapshot of that name"]) {
            rbd_group_snap_create2($0, name, snapshot, 0)
        }
    }

    /// Removes a snapshot of the group, with its parts.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rbd_group_snap_remove`. CLI: `rbd group snap rm`. Lua: `group:remove_snapshot()`
    public func removeSnapshot(_ snapshot: String) throws(OperationError) {
        try on(snapshot, "rbd_group_snap_remove") { rbd_group_snap_remove($0, name, snapshot) }
    }

    /// Gives a snapshot of the group another name.
    ///
    /// - Throws: `.notFound`; `.exists`; `.invalid` for a name with / or @.
    ///
    /// C: `rbd_group_snap_rename`. CLI: `rbd group snap rename`. Lua: `group:rename_snapshot()`
    public func renameSnapshot(_ snapshot: String, to newName: String) throws(OperationError) {
        try checkName(newName, "rbd_group_snap_rename", target: "\(spec)@\(snapshot)")
        try on(snapshot, "rbd_group_snap_rename", [.exists: "the group has a snapshot of that name"]) {
            rbd_group_snap_rename($0, name, snapshot, newName)
        }
    }

    /// Makes all images of the group what they were when the snapshot was taken. Not interrupted by ^C.
    ///
    /// - Throws: `.notFound`; `.invalid` if the snapshot was not taken of all images.
    ///
    /// C: `rbd_group_snap_rollback_with_progress`. CLI: `rbd group snap rollback`. Lua: `group:rollback()`
    public func rollback(
        to snapshot: String, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let target = "\(spec)@\(snapshot)"
        try use("rbd_group_snap_rollback_with_progress", target: target) { io, operation throws(OperationError) in
            try supervision.run(
                operation, target: target, stops: false,
                [
                    .notFound: "the group has no such snapshot",
                    .invalid: "the snapshot is not complete, or the group has other images now",
                ]
            ) { rbd_group_snap_rollback_with_progress(io, name, snapshot, $0, $1) }
        }
    }

    private func on(
        _ snapshot: String, _ operation: String, _ meanings: [Code: String] = [:],
        _ call: (UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let target = "\(spec)@\(snapshot)"
        let meanings = meanings.merging([.notFound: "the group has no such snapshot, or is gone"]) { here, _ in here }
        try use(operation, target: target) { io, operation throws(OperationError) in
            try check(call(io), operation, target: target, meanings)
        }
    }
}
