internal import CCeph
public import Ceph
public import Core

/// An image in the trash.
public struct TrashEntry: Sendable, Equatable {
    /// The image's id, by which it is named there.
    public let id: String
    /// The name it had.
    public let name: String
    /// Who put it there: `user`, `mirroring`, `migration`, `removing` or `user-parent`.
    public let source: String
    /// Seconds since 1970.
    public let deletedAt: Int64
    /// Seconds since 1970; before, it is only removed by force.
    public let deferredUntil: Int64
}

extension Pool {
    /// The images in the pool's trash, sorted by name.
    ///
    /// C: `rbd_trash_list`. CLI: `rbd trash ls --all`. Lua: `rbd.trash()`
    public func trash() throws(OperationError) -> [TrashEntry] {
        let operation = "rbd_trash_list"
        let entries = try use(operation, target: handle.name) { io throws(OperationError) in
            try filled(64, of: rbd_trash_image_info_t(), { rbd_trash_list(io, $0, &$1) }) {
                result, entries throws(OperationError) in
                try check(result, operation, target: handle.name)
                defer { rbd_trash_list_cleanup(.init(mutating: entries.baseAddress), entries.count) }
                return entries.map(TrashEntry.init)
            }
        }
        return entries.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Moves an image to the trash; clones of it stay usable.
    ///
    /// - Parameter delay: Seconds during which it is only removed by force.
    /// - Throws: `.notFound`; `.busy` if a client has it open.
    ///
    /// C: `rbd_trash_move`. CLI: `rbd trash mv`. Lua: `rbd.move_to_trash()`
    public func moveToTrash(_ name: String, delay: UInt64 = 0) throws(OperationError) {
        let (operation, target) = ("rbd_trash_move", spec(name))
        try use(operation, target: target) { io throws(OperationError) in
            try check(
                rbd_trash_move(io, name, delay), operation, target: target, Pool.removalMeanings,
                hints: Pool.removalHints)
        }
    }

    /// Takes an image out of the trash again.
    ///
    /// - Parameter newName: Instead of the name it had.
    /// - Throws: `.notFound`; `.exists` if an image of that name exists.
    ///
    /// C: `rbd_trash_restore`. CLI: `rbd trash restore`. Lua: `rbd.restore_from_trash()`
    public func restoreFromTrash(_ id: String, as newName: String? = nil) throws(OperationError) {
        let (operation, target) = ("rbd_trash_restore", "\(spec)/trash/\(id)")
        try use(operation, target: target) { io throws(OperationError) in
            try check(
                rbd_trash_restore(io, id, newName ?? ""), operation, target: target,
                [.notFound: "there is no such image in the trash", .exists: "an image of that name exists"])
        }
    }

    /// Removes an image that is in the trash, for good. Not interrupted by ^C.
    ///
    /// - Parameter force: Even if its delay has not passed.
    /// - Throws: `.notFound`; `EPERM` if its delay has not passed; `.busy`; `ENOTEMPTY`.
    ///
    /// C: `rbd_trash_remove_with_progress`. CLI: `rbd trash rm`. Lua: `rbd.remove_from_trash()`
    public func removeFromTrash(
        _ id: String, force: Bool = false, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let (operation, target) = ("rbd_trash_remove_with_progress", "\(spec)/trash/\(id)")
        let meanings = [
            Code.notFound: "there is no such image in the trash",
            .notPermitted: "the image is kept until its delay has passed",
        ]
        try use(operation, target: target) { io throws(OperationError) in
            try supervision.run(
                operation, target: target, stops: false, meanings.merging(Pool.removalMeanings) { here, _ in here },
                hints: Pool.removalHints
            ) { rbd_trash_remove_with_progress(io, id, force, $0, $1) }
        }
    }
}

extension TrashEntry {
    init(_ entry: rbd_trash_image_info_t) {
        id = text(entry.id)
        name = text(entry.name)
        source =
            switch entry.source {
            case RBD_TRASH_IMAGE_SOURCE_USER: "user"
            case RBD_TRASH_IMAGE_SOURCE_MIRRORING: "mirroring"
            case RBD_TRASH_IMAGE_SOURCE_MIGRATION: "migration"
            case RBD_TRASH_IMAGE_SOURCE_REMOVING: "removing"
            case RBD_TRASH_IMAGE_SOURCE_USER_PARENT: "user-parent"
            default: "\(entry.source.rawValue)"
            }
        deletedAt = Int64(entry.deletion_time)
        deferredUntil = Int64(entry.deferment_end_time)
    }
}
