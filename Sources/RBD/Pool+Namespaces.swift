internal import CCeph
public import Ceph
public import Core

extension Pool {
    /// The namespaces of the pool, sorted; the default one, which has no name, is not among them.
    ///
    /// C: `rbd_namespace_list`. CLI: `rbd namespace ls`. Lua: `rbd.namespaces()`
    public func namespaces() throws(OperationError) -> [String] {
        let operation = "rbd_namespace_list"
        return try use(operation, target: handle.name) { io throws(OperationError) in
            try RBD.names(operation, target: handle.name) { rbd_namespace_list(io, $0, &$1) }
        }
    }

    /// Whether the pool has a namespace.
    ///
    /// C: `rbd_namespace_exists`. CLI: `rbd namespace ls`. Lua: `rbd.has_namespace()`
    public func hasNamespace(_ name: String) throws(OperationError) -> Bool {
        try onNamespace(name, "rbd_namespace_exists") { io, operation, target throws(OperationError) in
            var exists = false
            let result = rbd_namespace_exists(io, name, &exists)
            // A pool that RBD has never worked with has no list of them.
            if Code(errno: Int(result)) == .notFound { return false }
            try check(result, operation, target: target)
            return exists
        }
    }

    /// Creates a namespace: images in it are seen by nobody whose capabilities are for another one.
    ///
    /// - Throws: `.exists`; `.invalid` for a name with / or @.
    ///
    /// C: `rbd_namespace_create`. CLI: `rbd namespace create`. Lua: `rbd.create_namespace()`
    public func createNamespace(_ name: String) throws(OperationError) {
        try checkName(name, "rbd_namespace_create", target: "\(self.name)/\(name)")
        try onNamespace(name, "rbd_namespace_create") { io, operation, target throws(OperationError) in
            try check(
                rbd_namespace_create(io, name), operation, target: target,
                [.exists: "the pool has a namespace of that name"])
        }
    }

    /// Removes a namespace that is empty.
    ///
    /// - Throws: `.notFound`; `.busy` if images, also in the trash, or groups are in it.
    ///
    /// C: `rbd_namespace_remove`. CLI: `rbd namespace remove`. Lua: `rbd.remove_namespace()`
    public func removeNamespace(_ name: String) throws(OperationError) {
        try onNamespace(name, "rbd_namespace_remove") { io, operation, target throws(OperationError) in
            try check(
                rbd_namespace_remove(io, name), operation, target: target,
                [
                    .notFound: "the pool has no namespace of that name",
                    .busy: "the namespace has images, maybe in its trash, or groups",
                ],
                hints: [.busy: "Open the pool with it (`namespace`) and see rbd.images, rbd.trash and rbd.groups."])
        }
    }

    private func onNamespace<R>(
        _ name: String, _ operation: String,
        _ body: (UnsafeMutableRawPointer, String, String) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        let target = "\(self.name)/\(name)"
        return try use(operation, target: target) { io throws(OperationError) in try body(io, operation, target) }
    }
}
