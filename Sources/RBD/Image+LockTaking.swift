internal import CCeph
internal import Ceph
public import Core

extension Image {
    /// Takes an advisory lock: it keeps others from taking one, and from nothing else. For images without the
    /// exclusive-lock feature; those that have it know ``acquireOwnership()``.
    ///
    /// - Parameter cookie: What tells this lock from others of this connection.
    /// - Parameter tag: Makes it a shared lock, for all who use the same tag.
    /// - Throws: `.busy` if somebody holds a lock, with these in `details`; `.exists` if it is this connection's own
    ///   already; `.conflict` if the image has the exclusive-lock feature; `EROFS`.
    ///
    /// C: `rbd_lock_exclusive`, `rbd_lock_shared`. CLI: `rbd lock add`. Lua: `image:take_lock()`
    public func takeLock(_ cookie: String, sharedTag tag: String? = nil) throws(OperationError) {
        let operation = tag == nil ? "rbd_lock_exclusive" : "rbd_lock_shared"
        guard try !features().contains(.exclusiveLock) else {
            // librbd would take it for that feature's lock, and wait for its end, for ever and without a pause: at the
            // next flush, also that of closing, and when the image is removed.
            throw OperationError(
                .conflict, operation, target: "\(spec), \(cookie)",
                message: "the image has the exclusive-lock feature, which takes such a lock for its own",
                hint: "image:acquire_ownership() keeps others from writing.")
        }
        do {
            try use(operation) { image throws(OperationError) in
                let result = tag.map { rbd_lock_shared(image, cookie, $0) } ?? rbd_lock_exclusive(image, cookie)
                try check(
                    result, operation, target: "\(spec), \(cookie)",
                    [
                        .busy: "another lock is held on the image",
                        .exists: "this connection holds that lock already",
                    ])
            }
        } catch {
            guard error.code == .busy, let lockers = try? lockers() else { throw error }
            var detailed = error
            detailed.details = lockers.map { "\($0.client) at \($0.address), \($0.cookie)" }.joined(separator: "\n")
            throw detailed
        }
    }

    /// Releases an advisory lock that this connection took.
    ///
    /// - Throws: `.notFound` if it holds no such lock.
    ///
    /// C: `rbd_unlock`. CLI: `rbd lock rm`. Lua: `image:release_lock()`
    public func releaseLock(_ cookie: String) throws(OperationError) {
        try use("rbd_unlock") { image throws(OperationError) in
            try check(
                rbd_unlock(image, cookie), "rbd_unlock", target: "\(spec), \(cookie)",
                [.notFound: "this connection holds no such lock"])
        }
    }

    /// Takes the lock of the exclusive-lock feature and keeps it: others who want to write are refused it until
    /// ``releaseOwnership()``, or until the image is closed.
    ///
    /// - Throws: `EROFS` if another client keeps it; `.invalid` if the image has no such feature.
    ///
    /// C: `rbd_lock_acquire`. Lua: `image:acquire_ownership()`
    public func acquireOwnership() throws(OperationError) {
        try use("rbd_lock_acquire") { image throws(OperationError) in
            try check(
                rbd_lock_acquire(image, RBD_LOCK_MODE_EXCLUSIVE), "rbd_lock_acquire", target: spec,
                [.invalid: "the image has no exclusive-lock feature"])
        }
    }

    /// Gives the lock of the exclusive-lock feature back. This handle does not write from then on, unless it acquires it
    /// again.
    ///
    /// - Throws: `.invalid` if this image does not have it.
    ///
    /// C: `rbd_lock_release`. Lua: `image:release_ownership()`
    public func releaseOwnership() throws(OperationError) {
        try use("rbd_lock_release") { image throws(OperationError) in
            try check(
                rbd_lock_release(image), "rbd_lock_release", target: spec,
                [.invalid: "this image does not own the lock"])
        }
    }

    /// Whether this very handle owns the lock of the exclusive-lock feature.
    ///
    /// C: `rbd_is_exclusive_lock_owner`. Lua: `image:is_owner()`
    public func isOwner() throws(OperationError) -> Bool {
        try use("rbd_is_exclusive_lock_owner") { image throws(OperationError) in
            var isOwner: CInt = 0
            try check(rbd_is_exclusive_lock_owner(image, &isOwner), "rbd_is_exclusive_lock_owner", target: spec)
            return isOwner != 0
        }
    }

    /// Breaks a lock that ``lockers()`` lists, of a client that has died. The client is blocklisted first, so that it
    /// cannot go on writing should it live.
    ///
    /// - Parameter force: Even if the client is alive, or is not going to be blocklisted.
    /// - Throws: `.notFound` if there is no such lock any more; `.busy` if the client watches the image, which the living
    ///   do; `.conflict` if this client's settings forbid to blocklist, or the lock is this connection's own;
    ///   `.accessDenied` without the capability to blocklist.
    ///
    /// C: `rbd_break_lock`. CLI: `rbd lock rm`. Lua: `image:break_lock()`
    public func breakLock(client: String, cookie: String, force: Bool = false) throws(OperationError) {
        let (operation, target) = ("rbd_break_lock", "\(spec), \(client)")
        try checkBreaking(client, cookie, force: force, operation, target: target)
        try use(operation) { image throws(OperationError) in
            try check(
                rbd_break_lock(image, client, cookie), operation, target: target,
                [.notFound: "the client holds no such lock"],
                hints: [.accessDenied: "Breaking a lock needs mon 'profile rbd', which may blocklist the client."])
        }
    }

    private func checkBreaking(
        _ client: String, _ cookie: String, force: Bool, _ operation: String, target: String
    ) throws(OperationError) {
        let lockers = try lockers()
        guard let locker = lockers.first(where: { $0.client == client && $0.cookie == cookie }) else {
            let others = lockers.map { "\($0.client) at \($0.address), \($0.cookie)" }.joined(separator: "\n")
            throw OperationError(
                .notFound, operation, target: target, message: "the client holds no such lock",
                details: others.isEmpty ? nil : others)
        }
        if client == "client.\(try pool.cluster.instance())" {
            throw OperationError(
                .conflict, operation, target: target, message: "this connection itself holds the lock",
                hint: "Release it instead (image:release_lock()): breaking it would blocklist this connection.")
        }
        if force { return }
        // An address is of one client only, whatever has opened the image through it.
        let watchers = try watchers()
        if let watcher = watchers.first(where: { $0.address == locker.address || "client.\($0.client)" == client }) {
            throw OperationError(
                .busy, operation, target: target,
                message: "\(client) at \(watcher.address) holds the lock and is alive: it watches the image",
                hint:
                    "Stop what runs there. If it cannot be reached, say `force = true`: it is blocklisted then, and its "
                    + "writes fail. One that has just died counts as alive for half a minute.")
        }
        if let setting = try pool.cluster.setting("rbd_blocklist_on_break_lock"), setting != "true" {
            throw OperationError(
                .conflict, operation, target: target,
                message: "the client would not be blocklisted, and could go on writing",
                hint: "Set rbd_blocklist_on_break_lock to true for this client; or say `force = true` if it is certain "
                    + "that the other one is dead.")
        }
    }
}
