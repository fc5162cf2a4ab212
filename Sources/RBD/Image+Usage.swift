public import Ceph
public import Core

/// How much space an image, or one of its snapshots, is given and takes.
public struct Usage: Sendable, Equatable {
    /// The snapshot; nil is the image itself.
    public let snapshot: String?
    /// Bytes it seems to have.
    public let provisioned: UInt64
    /// Bytes of objects that were written since the snapshot before, as the clients see them: without copies.
    public let used: UInt64
}

/// How much space an image takes, with its snapshots.
public struct ImageUsage: Sendable, Equatable {
    /// The image's name.
    public let name: String
    /// The snapshots, oldest first, and the image itself as the last.
    public let parts: [Usage]
    /// Whether the object map answered, which is fast; else each object was looked at.
    public let isFast: Bool

    /// Bytes the image has now.
    public var provisioned: UInt64 { parts.last?.provisioned ?? 0 }
    /// Bytes of all parts.
    public var used: UInt64 { parts.reduce(0) { $0 + $1.used } }
}

extension Image {
    /// How much space the image and its snapshots take.
    ///
    /// - Parameter exact: Counts bytes that were written instead of whole objects; this looks at each object.
    /// - Throws: `.cancelled`; `.timedOut`.
    ///
    /// Cost: with fast-diff a look into the object map, else at each object. C: `rbd_diff_iterate2`. CLI: `rbd du`.
    /// Lua: `image:usage()`
    public func usage(exact: Bool = false, _ supervision: Supervision = Supervision()) throws(OperationError)
        -> ImageUsage
    {
        let features = try features()
        let flags = try info().flags
        var parts: [Usage] = []
        var previous: String?
        // A part of a snapshot that is not the users' cannot be opened by name, and counts for the next one.
        let snapshots = try snapshots().filter { $0.namespace == "user" }
        for snapshot in snapshots.map({ Optional($0.name) }) + [nil] {
            let view = try another(at: snapshot)
            defer { view.discardHandle() }
            let provisioned = try view.size()
            let used = try view.written(since: previous, size: provisioned, exact: exact, supervision)
            parts.append(Usage(snapshot: snapshot, provisioned: provisioned, used: used))
            previous = snapshot
        }
        return ImageUsage(
            name: name, parts: parts,
            isFast: !exact && features.contains(.fastDiff) && !flags.contains("fast-diff-invalid"))
    }

    private func written(
        since snapshot: String?, size: UInt64, exact: Bool, _ supervision: Supervision
    ) throws(OperationError) -> UInt64 {
        var bytes: UInt64 = 0
        try eachDifference(
            from: snapshot, size: size, includesParent: false, wholeObjects: !exact, supervision
        ) { _, length, exists in
            if exists { bytes += length }
        }
        return bytes
    }
}

extension Pool {
    /// How much space each image of the pool takes, sorted by name. One that is removed meanwhile is left out.
    ///
    /// - Parameter supervision: Its progress counts images.
    ///
    /// C: `rbd_list2`, `rbd_diff_iterate2`. CLI: `rbd du`. Lua: `rbd.usage()`
    public func usage(exact: Bool = false, _ supervision: Supervision = Supervision()) throws(OperationError)
        -> [ImageUsage]
    {
        let images = try images()
        var usages: [ImageUsage] = []
        for (index, entry) in images.enumerated() {
            supervision.progress?(UInt64(index), UInt64(images.count))
            do {
                let image = try Image(self, entry.name, readOnly: true)
                defer { image.discardHandle() }
                usages.append(try image.usage(exact: exact, Supervision(deadline: supervision.deadline)))
            } catch {
                if error.code != .notFound { throw error }
            }
        }
        supervision.progress?(UInt64(images.count), UInt64(images.count))
        return usages
    }
}
