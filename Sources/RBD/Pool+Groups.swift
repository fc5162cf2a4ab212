internal import CCeph
public import Ceph
public import Core

extension Pool {
    /// The names of the groups in the pool, sorted.
    ///
    /// C: `rbd_group_list`. CLI: `rbd group ls`. Lua: `rbd.groups()`
    public func groups() throws(OperationError) -> [String] {
        let operation = "rbd_group_list"
        return try use(operation, target: handle.name) { io throws(OperationError) in
            try RBD.names(operation, target: handle.name) { rbd_group_list(io, $0, &$1) }
        }
    }

    /// Creates a group without images.
    ///
    /// - Throws: `.exists`; `.invalid` for a name with / or @.
    ///
    /// C: `rbd_group_create`. CLI: `rbd group create`. Lua: `rbd.create_group()`
    public func createGroup(_ name: String) throws(OperationError) {
        try checkName(name, "rbd_group_create", target: "\(spec)/\(name)")
        try onGroup(name, "rbd_group_create", [.exists: "a group of that name exists"]) { rbd_group_create($0, name) }
    }

    /// Removes a group, with its snapshots. The images stay.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rbd_group_remove`. CLI: `rbd group rm`. Lua: `rbd.remove_group()`
    public func removeGroup(_ name: String) throws(OperationError) {
        // librbd takes one that is not there for a success.
        _ = try Group(self, name)
        try onGroup(name, "rbd_group_remove") { rbd_group_remove($0, name) }
    }

    /// Gives a group another name.
    ///
    /// - Throws: `.notFound`; `.exists`; `.invalid` for a name with / or @.
    ///
    /// C: `rbd_group_rename`. CLI: `rbd group rename`. Lua: `rbd.rename_group()`
    public func renameGroup(_ name: String, to newName: String) throws(OperationError) {
        try checkName(newName, "rbd_group_rename", target: "\(spec)/\(name)")
        try onGroup(name, "rbd_group_rename", [.exists: "a group of that name exists"]) {
            rbd_group_rename($0, name, newName)
        }
    }

    private func onGroup(
        _ name: String, _ operation: String, _ meanings: [Code: String] = [:],
        _ call: (UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let target = "\(spec)/\(name)"
        try use(operation, target: target) { io throws(OperationError) in
            try check(call(io), operation, target: target, meanings.merging(Group.meanings) { here, _ in here })
        }
    }
}

extension Image {
    /// The group that the image is in, nil if it is in none.
    ///
    /// C: `rbd_get_group`. CLI: `rbd info`. Lua: `image:find_group()`
    public func group() throws(OperationError) -> GroupMembership? {
        let (operation, size) = ("rbd_get_group", MemoryLayout<rbd_group_info_t>.size)
        return try use(operation) { image throws(OperationError) in
            var group = rbd_group_info_t()
            try check(rbd_get_group(image, &group, size), operation, target: spec)
            defer { rbd_group_info_cleanup(&group, size) }
            guard group.pool >= 0 else { return nil }
            return GroupMembership(
                pool: try pool.cluster.poolName(group.pool) ?? "", group: text(group.name), snapshot: nil)
        }
    }
}
