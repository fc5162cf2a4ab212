internal import Core

/// One running service (`cinder-volume` on a host) as the database of Cinder or Nova knows it.
public struct ServiceRecord: Sendable {
    /// The program (`nova-compute`).
    public var binary: String
    /// Where it runs (`compute`, `blockstorage@ceph`).
    public var host: String
    /// The availability zone.
    public var zone: String
    /// Whether work is given to it.
    public var isEnabled: Bool
    /// Whether it has reported lately.
    public var isUp: Bool
    /// When it last reported.
    public var updated: String?
    /// Why it is disabled.
    public var reason: String?

    init(json: JSON) {
        binary = json["binary"]?.string ?? ""
        host = json["host"]?.string ?? ""
        zone = json["zone"]?.string ?? ""
        isEnabled = json["status"]?.string == "enabled"
        isUp = json["state"]?.string == "up"
        updated = json["updated_at"]?.string
        reason = json["disabled_reason"]?.string
    }
}
