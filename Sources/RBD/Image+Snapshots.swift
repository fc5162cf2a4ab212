internal import CCeph
internal import Ceph
public import Core
internal import Glibc

/// A snapshot of an image.
public struct Snapshot: Sendable, Equatable {
    /// Unique in the pool, never used again.
    public let id: UInt64
    /// Its name.
    public let name: String
    /// Bytes the image had.
    public let size: UInt64
    /// Whether it may be cloned with format 1, and not be removed.
    public let isProtected: Bool
    /// Seconds since 1970.
    public let createdAt: Int64
    /// Whose it is: `user`, `group`, `trash` or `mirror`.
    public let namespace: String
    /// The name it had before it was removed, where its namespace is `trash`: its clones still need it.
    public let originalName: String?
    /// The snapshot of a group that it is a part of, where its namespace is `group`.
    public let group: GroupMembership?
}

extension Image {
    /// The snapshots of the image, oldest first.
    ///
    /// C: `rbd_snap_list`. CLI: `rbd snap ls --all`. Lua: `image:snapshots()`
    public func snapshots() throws(OperationError) -> [Snapshot] {
        let operation = "rbd_snap_list"
        let snapshots = try use(operation) { image throws(OperationError) in
            let fill = { (buffer: UnsafeMutablePointer<rbd_snap_info_t>, size: inout Int) in
                var count = CInt(size)
                let result = rbd_snap_list(image, buffer, &count)
                size = result < 0 ? Int(count) : Int(result)
                return result
            }
            return try filled(32, of: rbd_snap_info_t(), fill) { result, entries throws(OperationError) in
                try check(result, operation, target: spec)
                defer { rbd_snap_list_end(.init(mutating: entries.baseAddress)) }
                return try entries.map { entry throws(OperationError) in try snapshot(entry, image) }
            }
        }
        return snapshots.sorted { $0.id < $1.id }
    }

    private func snapshot(
        _ entry: rbd_snap_info_t, _ image: UnsafeMutableRawPointer
    ) throws(OperationError) -> Snapshot {
        let name = text(entry.name)
        let target = pool.spec(self.name, name)
        var created = timespec()
        try check(rbd_snap_get_timestamp(image, entry.id, &created), "rbd_snap_get_timestamp", target: target)
        var type = RBD_SNAP_NAMESPACE_TYPE_USER
        try check(
            rbd_snap_get_namespace_type(image, entry.id, &type), "rbd_snap_get_namespace_type", target: target)
        let namespaces = ["user", "group", "trash", "mirror"]
        let isUser = type == RBD_SNAP_NAMESPACE_TYPE_USER
        let isTrash = type == RBD_SNAP_NAMESPACE_TYPE_TRASH
        let isGroup = type == RBD_SNAP_NAMESPACE_TYPE_GROUP
        return Snapshot(
            id: entry.id, name: name, size: entry.size, isProtected: isUser ? try isProtected(snapshot: name) : false,
            createdAt: Int64(created.tv_sec),
            namespace: namespaces.indices.contains(Int(type.rawValue)) ? namespaces[Int(type.rawValue)] : "other",
            originalName: isTrash ? try originalName(of: entry.id, image, target) : nil,
            group: isGroup ? try membership(of: entry.id, image, target) : nil)
    }

    private func originalName(
        of id: UInt64, _ image: UnsafeMutableRawPointer, _ target: String
    ) throws(OperationError) -> String {
        let (operation, size) = ("rbd_snap_get_trash_namespace", 4096)
        return try filled(size, of: CChar(0), { buffer, _ in rbd_snap_get_trash_namespace(image, id, buffer, size) }) {
            result, buffer throws(OperationError) in
            try check(result, operation, target: target)
            return text(buffer.baseAddress)
        }
    }

    private func membership(
        of id: UInt64, _ image: UnsafeMutableRawPointer, _ target: String
    ) throws(OperationError) -> GroupMembership {
        let (operation, size) = ("rbd_snap_get_group_namespace", MemoryLayout<rbd_snap_group_namespace_t>.size)
        var group = rbd_snap_group_namespace_t()
        try check(rbd_snap_get_group_namespace(image, id, &group, size), operation, target: target)
        defer { rbd_snap_group_namespace_cleanup(&group, size) }
        return GroupMembership(
            pool: try pool.cluster.poolName(group.group_pool) ?? "", group: text(group.group_name),
            snapshot: text(group.group_snap_name))
    }

    /// Takes a snapshot.
    ///
    /// - Throws: `.exists`; `.invalid` for a name with / or @; `EROFS`.
    ///
    /// Cost: one metadata write; waits for the owner of the exclusive lock. C: `rbd_snap_create`.
    /// CLI: `rbd snap create`. Lua: `image:create_snapshot()`
    public func createSnapshot(_ name: String) throws(OperationError) {
        try checkName(name, "rbd_snap_create", target: pool.spec(self.name, name))
        try on(
            name, "rbd_snap_create",
            [
                .exists: "the image has a snapshot of that name",
                .overLimit: "the image has as many snapshots as its limit allows",
            ], hints: [.overLimit: "image:set_snapshot_limit() changes the limit."]
        ) { rbd_snap_create($0, name) }
    }

    /// Removes a snapshot. One that has clones of format 2 goes into the trash namespace of the image instead, and is
    /// removed with the last of them.
    ///
    /// - Throws: `.notFound`; `.busy` if it is protected; `EROFS`.
    ///
    /// C: `rbd_snap_remove`. CLI: `rbd snap rm`. Lua: `image:remove_snapshot()`
    public func removeSnapshot(_ name: String) throws(OperationError) {
        try on(
            name, "rbd_snap_remove", [.busy: "the snapshot is protected, or has clones"],
            hints: [.busy: "Unprotect it first."]
        ) { rbd_snap_remove($0, name) }
    }

    /// Protects a snapshot: it can be cloned, and cannot be removed until it is unprotected.
    ///
    /// - Throws: `.notFound`; `.busy` if it is protected already; `EROFS`.
    ///
    /// Cost: one metadata write. C: `rbd_snap_protect`. CLI: `rbd snap protect`. Lua: `image:protect()`
    public func protect(snapshot name: String) throws(OperationError) {
        try on(name, "rbd_snap_protect", [.busy: "the snapshot is protected already"]) { rbd_snap_protect($0, name) }
    }

    /// Takes the protection of a snapshot away.
    ///
    /// - Throws: `.notFound`; `.invalid` if it is not protected; `.busy` if it has clones, with these in `details`.
    ///
    /// Cost: a look into each pool. C: `rbd_snap_unprotect`. CLI: `rbd snap unprotect`. Lua: `image:unprotect()`
    public func unprotect(snapshot name: String) throws(OperationError) {
        do {
            try on(
                name, "rbd_snap_unprotect",
                [.busy: "the snapshot has clones", .invalid: "the snapshot is not protected"],
                hints: [.busy: "Remove or flatten the clones first; image:children() lists them."]
            ) { rbd_snap_unprotect($0, name) }
        } catch {
            guard error.code == .busy, let children = try? children(of: name) else { throw error }
            var detailed = error
            detailed.details = children.map(\.spec).joined(separator: "\n")
            throw detailed
        }
    }

    /// Whether a snapshot is protected.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rbd_snap_is_protected`. CLI: `rbd snap ls`. Lua: `image:is_protected()`
    public func isProtected(snapshot name: String) throws(OperationError) -> Bool {
        var isProtected: CInt = 0
        try on(name, "rbd_snap_is_protected") { rbd_snap_is_protected($0, name, &isProtected) }
        return isProtected != 0
    }

    func on(
        _ snapshot: String, _ operation: String, _ meanings: [Code: String] = [:], hints: [Code: String] = [:],
        _ call: (UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let target = pool.spec(name, snapshot)
        let meanings = meanings.merging([.notFound: "the image has no such snapshot"]) { here, _ in here }
        try use(operation, target: target) { image throws(OperationError) in
            try check(call(image), operation, target: target, meanings, hints: hints)
        }
    }
}
