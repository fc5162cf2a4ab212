internal import CCeph
public import Core

/// A clone of an image.
public struct ImageChild: Sendable, Equatable {
    /// The pool it is in.
    public let pool: String
    /// Its namespace, "" where none.
    public let namespace: String
    /// Its name.
    public let name: String
    /// Its id.
    public let id: String
    /// Whether it is in the trash.
    public let isInTrash: Bool

    /// "vms/vm-1"
    public var spec: String { "\(pool)/\(namespace.isEmpty ? "" : namespace + "/")\(name)" }
}

extension Image {
    /// The clones of the image, in all pools, those in the trash too; of one snapshot where it is named, or where the image
    /// was opened at it. Sorted by pool and name.
    ///
    /// - Throws: `.notFound` if there is no such snapshot.
    ///
    /// C: `rbd_list_children3`. CLI: `rbd children --all`. Lua: `image:children()`
    public func children(of snapshot: String? = nil) throws(OperationError) -> [ImageChild] {
        if let snapshot, snapshot != self.snapshot {
            // A handle of its own, as the snapshot is a property of the handle.
            let image = try another(at: snapshot)
            defer { image.discardHandle() }
            return try image.children()
        }
        return try linked("rbd_list_children3", rbd_list_children3)
    }

    /// The clones of the image, the clones of these, and so on; otherwise as ``children(of:)``.
    ///
    /// C: `rbd_list_descendants`. CLI: `rbd children --descendants --all`. Lua: `image:descendants()`
    public func descendants(of snapshot: String? = nil) throws(OperationError) -> [ImageChild] {
        if let snapshot, snapshot != self.snapshot {
            let image = try another(at: snapshot)
            defer { image.discardHandle() }
            return try image.descendants()
        }
        return try linked("rbd_list_descendants", rbd_list_descendants)
    }

    private func linked(
        _ operation: String,
        _ list: (rbd_image_t?, UnsafeMutablePointer<rbd_linked_image_spec_t>?, UnsafeMutablePointer<Int>?) -> CInt
    ) throws(OperationError) -> [ImageChild] {
        let children = try use(operation) { image throws(OperationError) in
            try filled(64, of: rbd_linked_image_spec_t(), { list(image, $0, &$1) }) {
                result, specs throws(OperationError) in
                try check(result, operation, target: spec)
                defer { rbd_linked_image_spec_list_cleanup(.init(mutating: specs.baseAddress), specs.count) }
                return specs.map {
                    ImageChild(
                        pool: text($0.pool_name), namespace: text($0.pool_namespace), name: text($0.image_name),
                        id: text($0.image_id), isInTrash: $0.trash)
                }
            }
        }
        return children.sorted { ($0.pool, $0.name, $0.id) < ($1.pool, $1.name, $1.id) }
    }

    /// Copies what the image shares with its parent into it, and cuts the tie.
    ///
    /// - Throws: `.invalid` if it is no clone; `.cancelled`, `.timedOut`, after which it still is one, and may be
    ///   flattened again.
    ///
    /// C: `rbd_flatten_with_progress`. CLI: `rbd flatten`. Lua: `image:flatten()`
    public func flatten(_ supervision: Supervision = Supervision()) throws(OperationError) {
        let operation = "rbd_flatten_with_progress"
        try use(operation) { image throws(OperationError) in
            try supervision.run(operation, target: spec, [.invalid: "the image is no clone"]) {
                rbd_flatten_with_progress(image, $0, $1)
            }
        }
    }
}
