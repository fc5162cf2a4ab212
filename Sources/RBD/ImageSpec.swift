public import Ceph
public import Core

/// An image, or a snapshot of one, as operators write it: `vms/vm-1`, `vms/namespace/vm-1`, `images/debian@snap`.
public struct ImageSpec: Sendable, Equatable {
    /// The pool's name.
    public let pool: String
    /// The namespace; empty for the default one.
    public let namespace: String
    /// The image's name.
    public let image: String
    /// The snapshot's name.
    public let snapshot: String?

    /// Takes the text apart.
    ///
    /// - Throws: `.usage` if it names no pool, or no image.
    public init(_ text: String) throws(OperationError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let names = parts[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(names.count), !(names + parts).contains("") else {
            throw OperationError(
                .usage, "read the name of an image", target: "\"\(text)\"",
                message: "pool/image, pool/namespace/image, each with @snapshot or without, expected")
        }
        pool = names[0]
        namespace = names.count == 3 ? names[1] : ""
        image = names[names.count - 1]
        snapshot = parts.count == 2 ? parts[1] : nil
    }
}

extension Image {
    /// Opens an image and its pool.
    ///
    /// - Throws: `.notFound`, which says whether pool, image or snapshot are missing; `.accessDenied`, `EPERM`.
    ///
    /// C: `rados_ioctx_create`, `rbd_open`, `rbd_open_read_only`. Lua: `cluster:open_image()`
    public convenience init(_ cluster: Cluster, _ spec: ImageSpec, readOnly: Bool = false) throws(OperationError) {
        let pool = try Pool(cluster, spec.pool, namespace: spec.namespace)
        try self.init(pool, spec.image, snapshot: spec.snapshot, readOnly: readOnly)
    }
}
