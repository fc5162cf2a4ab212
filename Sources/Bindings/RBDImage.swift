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
        addSnapshots(type)
        addData(type)
        addLocks(type)
    }

    /// What `tostring` shows.
    public var luaDescription: String { "rbd.Image \(spec)" }
    /// Closes it; again is fine.
    public func luaClose() throws { try close() }
}

private func addSnapshots(_ type: LuaTypeBuilder<Image>) {
    type.method("info") { image, _ in .blocking { try image.info().record } }
    type.method("parent") { image, _ in .blocking { try image.parent()?.record } }
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
    type.method("children", ["snapshot"]) { image, call in
        let snapshot = try call.optionalString(1, "snapshot")
        return .blocking { try image.children(of: snapshot).map(\.record) }
    }
    type.method("flatten", [], .writes) { image, _ in .blocking { try image.flatten() } }
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
        let shrink = try call.options(2, ["shrink"]).boolean("shrink") ?? false
        return .blocking { try image.resize(to: UInt64(size), shrink: shrink) }
    }
}

private func addLocks(_ type: LuaTypeBuilder<Image>) {
    type.method("lockers") { image, _ in .blocking { try image.lockers().map(\.record) } }
    type.method("break_lock", ["client", "cookie"], .destroys) { image, call in
        let (client, cookie) = (try call.string(1, "client"), try call.string(2, "cookie"))
        return .blocking { try image.breakLock(client: client, cookie: cookie) }
    }
    type.method("lock_owners") { image, _ in .blocking { try image.lockOwners().map(\.record) } }
    type.method("watchers") { image, _ in .blocking { try image.watchers().map(\.record) } }
}
