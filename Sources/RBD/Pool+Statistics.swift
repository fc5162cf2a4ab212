internal import CCeph
public import Ceph
public import Core

/// How many images a pool has, and how much they may take.
public struct ImageStatistics: Sendable, Equatable {
    /// How many images.
    public let images: UInt64
    /// Bytes the images seem to have.
    public let provisioned: UInt64
    /// The same with the largest size that each ever had in a snapshot.
    public let maxProvisioned: UInt64
    /// How many snapshots they have.
    public let snapshots: UInt64
}

extension Pool {
    /// What the images of the pool, and those in its trash, add up to.
    ///
    /// Cost: a look at the header of each image. C: `rbd_pool_stats_get`. CLI: `rbd pool stats`.
    /// Lua: `rbd.statistics()`
    public func imageStatistics() throws(OperationError) -> (pool: ImageStatistics, trash: ImageStatistics) {
        let operation = "rbd_pool_stats_get"
        let options = [
            RBD_POOL_STAT_OPTION_IMAGES, RBD_POOL_STAT_OPTION_IMAGE_PROVISIONED_BYTES,
            RBD_POOL_STAT_OPTION_IMAGE_MAX_PROVISIONED_BYTES, RBD_POOL_STAT_OPTION_IMAGE_SNAPSHOTS,
            RBD_POOL_STAT_OPTION_TRASH_IMAGES, RBD_POOL_STAT_OPTION_TRASH_PROVISIONED_BYTES,
            RBD_POOL_STAT_OPTION_TRASH_MAX_PROVISIONED_BYTES, RBD_POOL_STAT_OPTION_TRASH_SNAPSHOTS,
        ]
        return try use(operation, target: handle.name) { io throws(OperationError) in
            var stats: rbd_pool_stats_t?
            rbd_pool_stats_create(&stats)
            defer { rbd_pool_stats_destroy(stats) }
            // librbd keeps the addresses until it fills them.
            let values = UnsafeMutablePointer<UInt64>.allocate(capacity: options.count)
            defer { values.deallocate() }
            values.initialize(repeating: 0, count: options.count)
            for (index, option) in options.enumerated() {
                try check(
                    rbd_pool_stats_option_add_uint64(stats, CInt(option.rawValue), values + index),
                    "rbd_pool_stats_option_add_uint64", target: handle.name)
            }
            try check(rbd_pool_stats_get(io, stats), operation, target: handle.name)
            let of = { (first: Int) in
                ImageStatistics(
                    images: values[first], provisioned: values[first + 1], maxProvisioned: values[first + 2],
                    snapshots: values[first + 3])
            }
            return (of(0), of(4))
        }
    }
}
