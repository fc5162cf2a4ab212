internal import Core
public import LuaHost
public import RBD

extension Image: LuaObject {
    /// `rbd.Image`, as `lua/meta` describes it.
    public static let luaType = LuaType(Image.self, "rbd.Image") { type in
        type.property("name") { $0.name }
        type.property("spec") { $0.spec }
        type.property("snapshot") { $0.snapshot }
        type.property("read_only") { $0.isReadOnly }
        type.property("pool") { $0.pool.luaValue }
        addClones(type)
        addSnapshots(type)
        addData(type)
        addLocks(type)
        addMaintenance(type)
    }

    /// What `tostring` shows.
    public var luaDescription: String { "rbd.Image \(spec)" }
    /// Closes it; again is fine.
    public func luaClose() throws { try close() }
    /// Whether it was closed.
    public var luaIsClosed: Bool? { isClosed }
}

private func addClones(_ type: LuaTypeBuilder<Image>) {
    type.method("info") { image, _ in .blocking { try image.info().record } }
    type.method("parent") { image, _ in .blocking { try image.parent()?.record } }
    type.method("find_group") { image, _ in .blocking { try image.group()?.record } }
    type.method("children", ["snapshot"]) { image, call in
        let snapshot = try call.optionalString(1, "snapshot")
        return .blocking { try image.children(of: snapshot).map(\.record) }
    }
    type.method("descendants", ["snapshot"]) { image, call in
        let snapshot = try call.optionalString(1, "snapshot")
        return .blocking { try image.descendants(of: snapshot).map(\.record) }
    }
    type.method("flatten", ["options"], .writes) { image, call in
        try call.supervised(try call.options(1, LuaOptions.supervised)) { try image.flatten($0) }
    }
}

private func addSnapshots(_ type: LuaTypeBuilder<Image>) {
    type.method("snapshots") { image, _ in .blocking { try image.snapshots().map(\.record) } }
    type.method("create_snapshot", ["name"], .writes) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.createSnapshot(name) }
    }
    type.method("remove_snapshot", ["name"], .destroys) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.removeSnapshot(name) }
    }
    type.method("protect", ["name"], .writes) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.protect(snapshot: name) }
    }
    type.method("unprotect", ["name"], .writes) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.unprotect(snapshot: name) }
    }
    type.method("is_protected", ["name"]) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.isProtected(snapshot: name) }
    }
    addSnapshotCare(type)
}

private func addSnapshotCare(_ type: LuaTypeBuilder<Image>) {
    type.method("rename_snapshot", ["name", "new_name"], .writes) { image, call in
        let (name, newName) = (try call.string(1, "name"), try call.string(2, "new_name"))
        return .blocking { try image.renameSnapshot(name, to: newName) }
    }
    type.method("remove_snapshot_by_id", ["id"], .destroys) { image, call in
        let id = try call.integer(1, "id")
        return .blocking { try image.removeSnapshot(id: UInt64(clamping: id)) }
    }
    type.method("purge_snapshots", ["options"], .destroys) { image, call in
        try call.supervised(try call.options(1, LuaOptions.supervised)) { [try image.purgeSnapshots($0).luaValue] }
    }
    type.method("rollback", ["name", "options"], .destroys) { image, call in
        let name = try call.string(1, "name")
        return try call.supervised(try call.options(2, LuaOptions.reporting)) { try image.rollback(to: name, $0) }
    }
    type.method("find_snapshot_limit") { image, _ in .blocking { try image.snapshotLimit() } }
    type.method("set_snapshot_limit", ["limit"], .writes) { image, call in
        let limit = try call.integer(1, "limit")
        return .blocking { try image.setSnapshotLimit(UInt64(clamping: limit)) }
    }
    type.method("remove_snapshot_limit", [], .writes) { image, _ in .blocking { try image.setSnapshotLimit(nil) } }
}

private func addData(_ type: LuaTypeBuilder<Image>) {
    let largest = 64 << 20
    type.method("read", ["offset", "length"]) { image, call in
        let (offset, length) = (try call.size(1, "offset"), try call.size(2, "length"))
        guard length <= largest else {
            throw OperationError(
                .usage, call.name, target: "argument 2 (length)",
                message: "at most \(largest) bytes at a time, got \(length)")
        }
        return .blocking { try image.read(at: UInt64(offset), count: length) }
    }
    type.method("write", ["offset", "data"], .writes) { image, call in
        let (offset, data) = (try call.size(1, "offset"), try call.bytes(2, "data"))
        return .blocking { try image.write(data, at: UInt64(offset)) }
    }
    type.method("discard", ["offset", "length"], .destroys) { image, call in
        let (offset, length) = (try call.size(1, "offset"), try call.size(2, "length"))
        return .blocking { try image.discard(at: UInt64(offset), count: UInt64(length)) }
    }
    type.method("flush") { image, _ in .blocking { try image.flush() } }
    type.method("resize", ["size", "options"], .destroys) { image, call in
        let size = try call.size(1, "size")
        let options = try call.options(2, ["shrink"] + LuaOptions.reporting)
        let shrink = try options.boolean("shrink") ?? false
        return try call.supervised(options) { try image.resize(to: UInt64(size), shrink: shrink, $0) }
    }
}

private func addLocks(_ type: LuaTypeBuilder<Image>) {
    type.method("lockers") { image, _ in .blocking { try image.lockers().map(\.record) } }
    type.method("take_lock", ["cookie", "options"], .writes) { image, call in
        let cookie = try call.string(1, "cookie")
        let tag = try call.options(2, ["shared"]).string("shared")
        return .blocking { try image.takeLock(cookie, sharedTag: tag) }
    }
    type.method("release_lock", ["cookie"], .writes) { image, call in
        let cookie = try call.string(1, "cookie")
        return .blocking { try image.releaseLock(cookie) }
    }
    type.method("break_lock", ["client", "cookie", "options"], .destroys) { image, call in
        let (client, cookie) = (try call.string(1, "client"), try call.string(2, "cookie"))
        let force = try call.options(3, ["force"]).boolean("force") ?? false
        return .blocking { try image.breakLock(client: client, cookie: cookie, force: force) }
    }
    type.method("acquire_ownership", [], .writes) { image, _ in .blocking { try image.acquireOwnership() } }
    type.method("release_ownership", [], .writes) { image, _ in .blocking { try image.releaseOwnership() } }
    type.method("is_owner") { image, _ in .blocking { try image.isOwner() } }
    type.method("lock_owners") { image, _ in .blocking { try image.lockOwners().map(\.record) } }
    type.method("watchers") { image, _ in .blocking { try image.watchers().map(\.record) } }
}
