internal import CCeph
public import Ceph
public import Core

/// An image in a pool's directory.
public struct ImageEntry: Sendable, Equatable {
    /// The id, which stays when the name changes.
    public let id: String
    /// The name.
    public let name: String
}

extension Pool {
    /// Prepares the pool for RBD: sets its application, and checks that it works. Doing it again is fine.
    ///
    /// - Throws: `.conflict` if another application has the pool; it is left alone then.
    ///
    /// C: `rbd_pool_init`. CLI: `rbd pool init`. Lua: `cluster:init_pool()`
    public func initialize() throws(OperationError) {
        try cluster.refuseOtherApplication("rbd", onPool: name, "rbd_pool_init")
        try use("rbd_pool_init", target: handle.name) { io throws(OperationError) in
            try check(rbd_pool_init(io, false), "rbd_pool_init", target: handle.name)
        }
    }

    /// The images in the pool, sorted by name.
    ///
    /// C: `rbd_list2`. CLI: `rbd ls`. Lua: `rbd.images()`
    public func images() throws(OperationError) -> [ImageEntry] {
        let entries = try use("rbd_list2", target: handle.name) { io throws(OperationError) in
            try filled(128, of: rbd_image_spec_t(), { rbd_list2(io, $0, &$1) }) {
                result, specs throws(OperationError) in
                try check(result, "rbd_list2", target: handle.name)
                defer { rbd_image_spec_list_cleanup(.init(mutating: specs.baseAddress), specs.count) }
                return specs.map { ImageEntry(id: text($0.id), name: text($0.name)) }
            }
        }
        return entries.sorted { $0.name < $1.name }
    }

    /// What is known of the image of that name; nil if there is none.
    ///
    /// C: `rbd_open_read_only`, `rbd_stat`. CLI: `rbd info`. Lua: `rbd.find_image()`
    public func findImage(_ name: String) throws(OperationError) -> ImageInfo? {
        do {
            let image = try Image(self, name, readOnly: true)
            defer { image.discardHandle() }
            return try image.info()
        } catch {
            if error.code == .notFound { return nil }
            throw error
        }
    }

    /// Creates an image.
    ///
    /// - Parameter size: Bytes.
    /// - Throws: `.exists`; `.invalid` for a bad name, object size, stripe or combination of features; `.notFound` for
    ///   a data pool that does not exist.
    ///
    /// C: `rbd_create4`. CLI: `rbd create`. Lua: `rbd.create()`
    public func createImage(
        _ name: String, size: UInt64, options: ImageOptions = ImageOptions()
    ) throws(OperationError) {
        let (operation, target) = ("rbd_create4", spec(name))
        try checkName(name, operation, target: target)
        try use(operation, target: target) { io throws(OperationError) in
            try options.withOptions(operation, target: target) { options throws(OperationError) in
                try check(
                    rbd_create4(io, name, size, options), operation, target: target,
                    [
                        .exists: "an image of that name exists",
                        .invalid: "librbd does not take these options together",
                        .notFound: namespace.isEmpty
                            ? "there is no such pool for the data" : "there is no such namespace, or no such data pool",
                    ])
            }
        }
    }

    /// Makes a copy-on-write clone, in this pool, of a snapshot in that or any other.
    ///
    /// - Parameter format: 2 needs no protected snapshot, and clients since Mimic; 1 is for older ones.
    /// - Throws: `.notFound` if parent or snapshot do not exist; `.exists`; `.invalid` if the snapshot is not protected, for
    ///   format 1.
    ///
    /// C: `rbd_clone3`. CLI: `rbd clone`. Lua: `rbd.clone()`
    public func clone(
        _ parent: String, snapshot: String, of parentPool: Pool, to name: String,
        options: ImageOptions = ImageOptions(), format: UInt64 = 2
    ) throws(OperationError) {
        let operation = "rbd_clone3"
        let target = "\(parentPool.spec(parent, snapshot)) to \(spec(name))"
        try checkName(name, operation, target: target)
        try use(operation, target: target) { io throws(OperationError) in
            try parentPool.handle.use(operation, target: target) { parentIO throws(OperationError) in
                try options.withOptions(operation, target: target, cloneFormat: format) {
                    options throws(OperationError) in
                    try check(
                        rbd_clone3(parentIO, parent, snapshot, io, name, options), operation, target: target,
                        [
                            .notFound: "there is no such image or snapshot to clone",
                            .exists: "an image of that name exists",
                            .invalid: format == 1
                                ? "the snapshot is not protected, or librbd does not take these options"
                                : "librbd does not take these options",
                        ],
                        hints: [.invalid: "Format 1 needs a protected snapshot, and every clone the feature layering."])
                }
            }
        }
    }

    /// Removes an image, and waits until its data is gone.
    ///
    /// Not interrupted by ^C: half an image would be left.
    ///
    /// - Parameter looksFirst: Looks for a client that has the exclusive lock before anything else. `rbd_remove` itself
    ///   asks it for the lock, and only then sees that the image is in use.
    /// - Throws: `.notFound`; `.busy` if a client has it open; `ENOTEMPTY` if it has snapshots.
    ///
    /// C: `rbd_remove_with_progress`. CLI: `rbd rm`. Lua: `rbd.remove()`
    public func removeImage(
        _ name: String, _ supervision: Supervision = Supervision(), looksFirst: Bool = false
    ) throws(OperationError) {
        let (operation, target) = ("rbd_remove_with_progress", spec(name))
        if looksFirst, isOwned(name) {
            throw OperationError(
                .busy, operation, target: target, message: Pool.removalMeanings[.busy] ?? "",
                hint: Pool.removalHints[.busy])
        }
        try use(operation, target: target) { io throws(OperationError) in
            try supervision.run(operation, target: target, stops: false, Pool.removalMeanings, hints: Pool.removalHints)
            {
                rbd_remove_with_progress(io, name, $0, $1)
            }
        }
    }

    /// Whether a client that lives has a lock on the image. One that only watches, as a mirror does, is for librbd to judge;
    /// and an image that cannot be looked at may be removed all the same.
    private func isOwned(_ name: String) -> Bool {
        guard let image = try? Image(self, name, readOnly: true) else { return false }
        defer { image.discardHandle() }
        guard let lockers = try? image.lockers(), !lockers.isEmpty, let watchers = try? image.watchers() else {
            return false
        }
        return lockers.contains { locker in watchers.contains { "client.\($0.client)" == locker.client } }
    }

    /// Gives an image another name. Who has it open goes on with it.
    ///
    /// - Throws: `.notFound`; `.exists`; `.invalid` for a name with / or @.
    ///
    /// C: `rbd_rename`. CLI: `rbd rename`. Lua: `rbd.rename()`
    public func renameImage(_ name: String, to newName: String) throws(OperationError) {
        let (operation, target) = ("rbd_rename", "\(spec(name)) to \(newName)")
        try checkName(newName, operation, target: target)
        try use(operation, target: target) { io throws(OperationError) in
            try check(
                rbd_rename(io, name, newName), operation, target: target, [.exists: "an image of that name exists"])
        }
    }

    /// What is known of each image, sorted by name. One that is removed meanwhile is left out.
    ///
    /// Cost: opens one image after the other. C: `rbd_list2`, `rbd_open_read_only`, `rbd_stat`. CLI: `rbd ls --long`.
    /// Lua: `rbd.infos()`
    public func imageInfos() throws(OperationError) -> [ImageInfo] {
        var infos: [ImageInfo] = []
        for entry in try images() {
            try Cancellation.current?.check("rbd_open_read_only", target: spec(entry.name))
            if let info = try findImage(entry.name) { infos.append(info) }
        }
        return infos
    }

    static let removalMeanings: [Code: String] = [
        .busy: "a client has the image open, or had it half a minute ago and died",
        .notEmpty: "the image has snapshots",
        .inGroup: "the image is in a group",
    ]
    static let removalHints: [Code: String] = [
        .busy: "`rbd status IMAGE` (image:watchers()) shows which client.",
        .inGroup: "Take it out of the group first: `rbd group image rm` (group:remove_image()).",
        .notEmpty: "Remove the snapshots first; one that has clones must wait until these are flattened or removed.",
    ]

    /// "vms/vm-1", "images/debian@snap"
    func spec(_ image: String, _ snapshot: String? = nil) -> String {
        "\(self.spec)/\(image)" + (snapshot.map { "@\($0)" } ?? "")
    }
}
