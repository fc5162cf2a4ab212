internal import CCeph
public import Core
internal import Glibc

/// A pool that is open for IO. It keeps its cluster.
public final class Pool: Sendable {
    /// Its name.
    public let name: String
    /// The namespace in it that is used, "" for the default one.
    public let namespace: String
    /// Its number.
    public let id: Int64
    /// The cluster it is in.
    public let cluster: Cluster
    package let handle: SharedHandle

    /// "vms", "vms/tenant-1": the pool, with the namespace where one is used.
    public var spec: String { namespace.isEmpty ? name : "\(name)/\(namespace)" }

    /// Opens a pool.
    ///
    /// - Parameter namespace: What is done through it is done in that namespace. Nobody asks whether it exists.
    /// - Throws: `.notFound`; `.closed`.
    ///
    /// C: `rados_ioctx_create`, `rados_ioctx_set_namespace`. CLI: `rbd --namespace`. Lua: `cluster:open_pool()`
    public init(_ cluster: Cluster, _ name: String, namespace: String = "") throws(OperationError) {
        let target = "pool " + (namespace.isEmpty ? name : "\(name)/\(namespace)")
        handle = try cluster.handle.use("rados_ioctx_create", target: target) { pointer throws(OperationError) in
            var io: rados_ioctx_t?
            let result = rados_ioctx_create(pointer, name, &io)
            try check(
                result, "rados_ioctx_create", target: target,
                message: result == -ENOENT ? "there is no such pool" : nil)
            if !namespace.isEmpty { rados_ioctx_set_namespace(io, namespace) }
            return SharedHandle(io!, name: target, parent: cluster.handle) { rados_ioctx_destroy($0) }
        }
        id = try handle.use("rados_ioctx_get_id", target: target) { rados_ioctx_get_id($0) }
        self.name = name
        self.namespace = namespace
        self.cluster = cluster
    }

    /// Closes the pool, and the images that were opened through it; again is fine.
    ///
    /// C: `rados_ioctx_destroy`. Lua: `pool:close()`
    public func close() { handle.close() }

    /// Whether it, or its cluster, was closed.
    public var isClosed: Bool { handle.isClosed }

    /// How much is in it. Fresh to some seconds: OSDs report to the manager in turns.
    ///
    /// C: `rados_ioctx_pool_stat`. CLI: `ceph df`. Lua: `cluster:pool_stats()`
    public func stats() throws(OperationError) -> PoolStats {
        let operation = "rados_ioctx_pool_stat"
        return try handle.use(operation, target: handle.name) { io throws(OperationError) in
            var stats = rados_pool_stat_t()
            try check(rados_ioctx_pool_stat(io, &stats), operation, target: handle.name)
            return PoolStats(objects: stats.num_objects, bytes: stats.num_bytes, usedBytes: stats.num_kb * 1024)
        }
    }

    /// Whether no object is in it, in any namespace, but the tables that RBD leaves in each pool it has worked with.
    ///
    /// Looks at the objects themselves: statistics lag behind. An image, also one in the trash, has objects of other
    /// names (`rbd_header.…`), so a pool for which this is true has none.
    ///
    /// C: `rados_nobjects_list_open`. CLI: `rados --all -p POOL ls`. Lua: `cluster:is_pool_empty()`
    public func isEmpty() throws(OperationError) -> Bool {
        let operation = "rados_nobjects_list_open"
        let tables: Set<String> = ["rbd_directory", "rbd_info", "rbd_children", "rbd_trash", "rbd_mirroring"]
        // A context of its own, as the namespace is a property of the context.
        let all = try Pool(cluster, name)
        defer { all.close() }
        return try all.handle.use(operation, target: handle.name) { io throws(OperationError) in
            rados_ioctx_set_namespace(io, "\u{1}")  // LIBRADOS_ALL_NSPACES, a macro that Swift does not import
            var list: rados_list_ctx_t?
            try check(rados_nobjects_list_open(io, &list), operation, target: handle.name)
            defer { rados_nobjects_list_close(list) }
            while true {
                var entry: UnsafePointer<CChar>?
                let result = rados_nobjects_list_next(list, &entry, nil, nil)
                if result == -ENOENT { return true }
                try check(result, "rados_nobjects_list_next", target: handle.name)
                if let entry, !tables.contains(String(cString: entry)) { return false }
            }
        }
    }
}
