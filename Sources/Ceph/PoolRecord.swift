internal import Core

/// What a cluster knows about a pool.
public struct PoolRecord: Sendable, Equatable {
    /// The number in placement group ids.
    public let id: Int64
    /// Its name.
    public let name: String
    /// `replicated` or `erasure`
    public let type: String
    /// Copies of each object.
    public let size: Int64
    /// Copies that must be there for IO to go on.
    public let minSize: Int64
    /// Placement groups aimed at; the pool may still be on its way.
    public let pgNum: Int64
    /// `on`, `warn` or `off`
    public let autoscale: String
    /// Who uses it: `rbd`; sorted.
    public let applications: [String]
    /// The number of its CRUSH rule.
    public let crushRule: Int64
    /// Bytes that may be stored; 0 is no limit.
    public let quotaBytes: Int64
    /// Objects that may be stored; 0 is no limit.
    public let quotaObjects: Int64

    /// From an element of `osd pool ls detail`.
    init(_ json: JSON) {
        func integer(_ keys: String...) -> Int64 { keys.lazy.compactMap { json[$0]?.integer }.first ?? 0 }
        id = integer("pool_id", "pool")
        name = json["pool_name"]?.string ?? ""
        type = integer("type") == 3 ? "erasure" : "replicated"
        size = integer("size")
        minSize = integer("min_size")
        pgNum = integer("pg_num_target", "pg_num")
        autoscale = json["pg_autoscale_mode"]?.string ?? "off"
        applications = (json["application_metadata"]?.object ?? [:]).keys.sorted()
        crushRule = integer("crush_rule")
        quotaBytes = integer("quota_max_bytes")
        quotaObjects = integer("quota_max_objects")
    }
}

/// How much is in a pool.
public struct PoolStats: Sendable, Equatable {
    /// How many objects, copies not counted.
    public let objects: UInt64
    /// Bytes of data, before replication.
    public let bytes: UInt64
    /// Bytes on the OSDs.
    public let usedBytes: UInt64
}

/// Whether the number of placement groups follows the pool's size.
public enum AutoscaleMode: String, Sendable, CaseIterable {
    /// It does.
    case on
    /// It does not, but health warns.
    case warn
    /// It does not.
    case off
}
