internal import CCeph
public import Ceph
public import Core

/// An image in a group.
public struct GroupImage: Sendable, Equatable {
    /// The pool it is in.
    public let pool: String
    /// Its name.
    public let name: String
    /// Whether it is a member; else adding or removing it was begun and not ended.
    public let isAttached: Bool
}

/// A snapshot of all images of a group.
public struct GroupSnapshot: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Whether it was taken of all images; else taking or removing it was begun and not ended.
    public let isComplete: Bool
}

/// The group that an image, or a snapshot of one, is a part of.
public struct GroupMembership: Sendable, Equatable {
    /// The pool the group is in.
    public let pool: String
    /// The group's name.
    public let group: String
    /// The group's snapshot, for a snapshot.
    public let snapshot: String?

    /// "vms/nightly", "vms/nightly@monday"
    public var spec: String { "\(pool)/\(group)" + (snapshot.map { "@\($0)" } ?? "") }
}

/// A group of images whose snapshots are taken at one moment. It keeps its pool.
public final class Group: Sendable {
    /// Its name when it was opened.
    public let name: String
    /// The pool it is in.
    public let pool: Pool

    /// "vms/nightly"
    public var spec: String { "\(pool.spec)/\(name)" }

    /// Finds a group.
    ///
    /// - Throws: `.notFound`.
    ///
    /// C: `rbd_group_list`. Lua: `rbd.open_group()`
    public init(_ pool: Pool, _ name: String) throws(OperationError) {
        self.name = name
        self.pool = pool
        try checkExists("rbd_group_list")
    }

    /// Throws unless the group is there: librbd takes one that is not for one that is empty.
    func checkExists(_ operation: String) throws(OperationError) {
        if try pool.groups().contains(name) { return }
        throw OperationError(.notFound, operation, target: spec, message: "there is no such group")
    }

    /// The images of the group, sorted by pool and name.
    ///
    /// C: `rbd_group_image_list`. CLI: `rbd group image ls`. Lua: `group:images()`
    public func images() throws(OperationError) -> [GroupImage] {
        let size = MemoryLayout<rbd_group_image_info_t>.size
        let images = try use("rbd_group_image_list") { io, operation throws(OperationError) in
            try filled(64, of: rbd_group_image_info_t(), { rbd_group_image_list(io, name, $0, size, &$1) }) {
                result, entries throws(OperationError) in
                try check(result, operation, target: spec, Group.meanings)
                defer { rbd_group_image_list_cleanup(.init(mutating: entries.baseAddress), size, entries.count) }
                return try entries.map { entry throws(OperationError) in
                    GroupImage(
                        pool: try pool.cluster.poolName(entry.pool) ?? "", name: text(entry.name),
                        isAttached: entry.state == RBD_GROUP_IMAGE_STATE_ATTACHED)
                }
            }
        }
        if images.isEmpty { try checkExists("rbd_group_image_list") }
        return images.sorted { ($0.pool, $0.name) < ($1.pool, $1.name) }
    }

    /// Adds an image.
    ///
    /// - Parameter imagePool: Where it is; the group's own pool if nil.
    /// - Throws: `.notFound` if there is no such image; `.exists` if it is in the group; `.busy` if it is in another.
    ///
    /// C: `rbd_group_image_add`. CLI: `rbd group image add`. Lua: `group:add_image()`
    public func add(_ image: String, of imagePool: Pool? = nil) throws(OperationError) {
        try withImage(
            image, imagePool, "rbd_group_image_add",
            [
                .notFound: "there is no such image, or the group is gone", .exists: "the image is in a group already",
                .busy: "the image is in another group",
            ]
        ) { rbd_group_image_add($0, name, $1, image) }
    }

    /// Takes an image out of the group.
    ///
    /// - Throws: `.notFound` if there is no such image in it.
    ///
    /// C: `rbd_group_image_remove`. CLI: `rbd group image rm`. Lua: `group:remove_image()`
    public func remove(_ image: String, of imagePool: Pool? = nil) throws(OperationError) {
        try withImage(
            image, imagePool, "rbd_group_image_remove",
            [.notFound: "there is no such image in the group", .invalid: "the image is not in the group"]
        ) { rbd_group_image_remove($0, name, $1, image) }
    }

    private func withImage(
        _ image: String, _ imagePool: Pool?, _ operation: String, _ meanings: [Code: String],
        _ call: (UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let imagePool = imagePool ?? pool
        let target = "\(spec), \(imagePool.spec(image))"
        try pool.use(operation, target: target) { io throws(OperationError) in
            try imagePool.use(operation, target: target) { imageIO throws(OperationError) in
                try check(call(io, imageIO), operation, target: target, meanings)
            }
        }
    }

    /// Lends the context of the group's pool.
    func use<R>(
        _ operation: String, target: String? = nil,
        _ body: (UnsafeMutableRawPointer, String) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        try pool.use(operation, target: target ?? spec) { io throws(OperationError) in try body(io, operation) }
    }

    static let meanings: [Code: String] = [.notFound: "there is no such group"]
}
