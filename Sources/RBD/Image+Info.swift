internal import CCeph
internal import Ceph
public import Core
internal import Glibc

/// What the header of an image says.
public struct ImageInfo: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The id, which stays when the name changes.
    public let id: String
    /// Bytes.
    public let size: UInt64
    /// Objects have 2^order bytes.
    public let order: Int64
    /// Bytes of an object.
    public let objectSize: UInt64
    /// How many objects it has when all are written.
    public let objects: UInt64
    /// `rbd_data.10226b8b4567`
    public let objectPrefix: String
    /// Its features.
    public let features: Features
    /// What has been done with it: `clone-parent`, `clone-child`, `group`, `snap-trash`.
    public let operationFeatures: OperationFeatures
    /// What is wrong with it: `object-map-invalid`, `fast-diff-invalid`.
    public let flags: [String]
    /// Bytes that go into one object before the next one of a stripe is used.
    public let stripeUnit: UInt64
    /// How many objects a stripe goes over.
    public let stripeCount: UInt64
    /// The pool its data is in: its own, unless another was given at creation. Nil if that pool is gone.
    public let dataPool: String?
    /// Seconds since 1970.
    public let createdAt: Int64
    /// Seconds since 1970; brought up to date once a day at most, or as `rbd_atime_update_interval` says.
    public let accessedAt: Int64
    /// Seconds since 1970; brought up to date once a minute at most, or as `rbd_mtime_update_interval` says.
    public let modifiedAt: Int64
    /// What it is a clone of.
    public let parent: ImageParent?
}

/// The snapshot that an image is a clone of.
public struct ImageParent: Sendable, Equatable {
    /// The pool of the parent.
    public let pool: String
    /// Its namespace, "" where none.
    public let namespace: String
    /// Its name.
    public let image: String
    /// Its id.
    public let imageID: String
    /// The snapshot's name.
    public let snapshot: String
    /// The snapshot's id.
    public let snapshotID: UInt64
    /// Whether the parent is in the trash.
    public let isInTrash: Bool
    /// Bytes that the child shares with it.
    public let overlap: UInt64

    /// "images/debian@snap"
    public var spec: String {
        "\(pool)/\(namespace.isEmpty ? "" : namespace + "/")\(image)@\(snapshot)"
    }
}

extension Image {
    /// Everything about the image that its header knows.
    ///
    /// C: `rbd_stat`, `rbd_get_features`, `rbd_get_op_features`, `rbd_get_flags`, `rbd_get_stripe_unit`,
    /// `rbd_get_stripe_count`, `rbd_get_data_pool_id`, `rbd_get_create_timestamp`, `rbd_get_access_timestamp`,
    /// `rbd_get_modify_timestamp`, `rbd_get_id`, `rbd_get_block_name_prefix`. CLI: `rbd info`. Lua: `image:info()`
    public func info() throws(OperationError) -> ImageInfo {
        let parent = try parent()
        return try use("rbd_stat") { image throws(OperationError) in
            var stat = rbd_image_info_t()
            try check(rbd_stat(image, &stat, MemoryLayout<rbd_image_info_t>.size), "rbd_stat", target: spec)
            func number(
                _ operation: String, _ get: (rbd_image_t, UnsafeMutablePointer<UInt64>) -> CInt
            ) throws(OperationError) -> UInt64 {
                var value: UInt64 = 0
                try check(get(image, &value), operation, target: spec)
                return value
            }
            func time(
                _ operation: String, _ get: (rbd_image_t, UnsafeMutablePointer<timespec>) -> CInt
            ) throws(OperationError) -> Int64 {
                var time = timespec()
                try check(get(image, &time), operation, target: spec)
                return Int64(time.tv_sec)
            }
            let flags = try number("rbd_get_flags") { rbd_get_flags($0, $1) }
            let operations = try number("rbd_get_op_features") { rbd_get_op_features($0, $1) }
            return ImageInfo(
                name: name, id: try id(), size: stat.size, order: Int64(stat.order), objectSize: stat.obj_size,
                objects: stat.num_objs,
                objectPrefix: try string("rbd_get_block_name_prefix") { rbd_get_block_name_prefix(image, $0, $1) },
                features: try features(), operationFeatures: OperationFeatures(rawValue: operations),
                flags: flagNames(flags),
                stripeUnit: try number("rbd_get_stripe_unit") { rbd_get_stripe_unit($0, $1) },
                stripeCount: try number("rbd_get_stripe_count") { rbd_get_stripe_count($0, $1) },
                dataPool: try pool.cluster.poolName(rbd_get_data_pool_id(image)),
                createdAt: try time("rbd_get_create_timestamp") { rbd_get_create_timestamp($0, $1) },
                accessedAt: try time("rbd_get_access_timestamp") { rbd_get_access_timestamp($0, $1) },
                modifiedAt: try time("rbd_get_modify_timestamp") { rbd_get_modify_timestamp($0, $1) }, parent: parent)
        }
    }

    /// Its id, which stays when the name changes.
    ///
    /// C: `rbd_get_id`.
    public func id() throws(OperationError) -> String {
        try use("rbd_get_id") { image throws(OperationError) in
            try string("rbd_get_id") { rbd_get_id(image, $0, $1) }
        }
    }

    /// Its features.
    ///
    /// C: `rbd_get_features`.
    func features() throws(OperationError) -> Features {
        try use("rbd_get_features") { image throws(OperationError) in
            var features: UInt64 = 0
            try check(rbd_get_features(image, &features), "rbd_get_features", target: spec)
            return Features(rawValue: features)
        }
    }

    /// What has been done with it that old clients must know of.
    ///
    /// C: `rbd_get_op_features`.
    func operationFeatures() throws(OperationError) -> OperationFeatures {
        try use("rbd_get_op_features") { image throws(OperationError) in
            var features: UInt64 = 0
            try check(rbd_get_op_features(image, &features), "rbd_get_op_features", target: spec)
            return OperationFeatures(rawValue: features)
        }
    }

    /// Its size in bytes; of the snapshot, where it was opened at one.
    ///
    /// C: `rbd_get_size`.
    public func size() throws(OperationError) -> UInt64 {
        try use("rbd_get_size") { image throws(OperationError) in
            var size: UInt64 = 0
            try check(rbd_get_size(image, &size), "rbd_get_size", target: spec)
            return size
        }
    }

    /// The snapshot that the image is a clone of, nil if it is none.
    ///
    /// C: `rbd_get_parent`, `rbd_get_overlap`. CLI: `rbd info`. Lua: `image:parent()`
    public func parent() throws(OperationError) -> ImageParent? {
        try use("rbd_get_parent") { image throws(OperationError) in
            var parent = rbd_linked_image_spec_t()
            var snapshot = rbd_snap_spec_t()
            let result = rbd_get_parent(image, &parent, &snapshot)
            if result == -ENOENT { return nil }
            try check(result, "rbd_get_parent", target: spec)
            defer {
                rbd_linked_image_spec_cleanup(&parent)
                rbd_snap_spec_cleanup(&snapshot)
            }
            var overlap: UInt64 = 0
            try check(rbd_get_overlap(image, &overlap), "rbd_get_overlap", target: spec)
            return ImageParent(
                pool: text(parent.pool_name), namespace: text(parent.pool_namespace), image: text(parent.image_name),
                imageID: text(parent.image_id), snapshot: text(snapshot.name), snapshotID: snapshot.id,
                isInTrash: parent.trash, overlap: overlap)
        }
    }

    private func string(
        _ operation: String, _ get: (UnsafeMutablePointer<CChar>, Int) -> CInt
    ) throws(OperationError) -> String {
        let size = 256  // ids and prefixes are a few dozen bytes
        return try filled(size, of: CChar(0), { buffer, _ in get(buffer, size) }) {
            result, buffer throws(OperationError) in
            try check(result, operation, target: spec)
            return text(buffer.baseAddress)
        }
    }

    private func flagNames(_ flags: UInt64) -> [String] {
        let names = [
            (UInt64(RBD_FLAG_OBJECT_MAP_INVALID), "object-map-invalid"),
            (UInt64(RBD_FLAG_FAST_DIFF_INVALID), "fast-diff-invalid"),
        ]
        return names.filter { flags & $0.0 != 0 }.map(\.1)
    }
}
