internal import Core

/// A backup of a volume, as it was when it was asked for.
public struct Backup: Sendable {
    /// The id.
    public var id: String
    /// The name.
    public var name: String?
    /// `creating`, `available`, `restoring`, `error`, … .
    public var status: String
    /// Bytes of the volume.
    public var size: Int64?
    /// The id of the volume.
    public var volume: String
    /// Where it is kept; with the Ceph driver the pool.
    public var container: String?
    /// Whether it needs an earlier one.
    public var isIncremental: Bool
    /// Whether later ones need it.
    public var hasDependents: Bool
    /// Why it is in `error`.
    public var failReason: String?
    /// When it was made (ISO 8601).
    public var created: String

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string
        status = json["status"]?.string ?? ""
        size = json["size"]?.integer.map { $0 * Size.gibibyte }
        volume = json["volume_id"]?.string ?? ""
        container = json["container"]?.string
        isIncremental = json["is_incremental"]?.boolean ?? false
        hasDependents = json["has_dependent_backups"]?.boolean ?? false
        failReason = json["fail_reason"]?.string
        created = json["created_at"]?.string ?? ""
    }
}

/// What a new backup shall be.
public struct NewBackup: Sendable {
    /// The id of the volume to back up.
    public var volume: String
    /// The name.
    public var name: String
    /// Only what changed since the volume's last backup.
    public var isIncremental = false
    /// Also of a volume that is in use.
    public var force = false
    /// The id of the snapshot of the volume to back up instead of the volume as it is.
    public var snapshot: String?
    /// Where to keep it; nil is the driver's default.
    public var container: String?
    /// What it is for.
    public var description: String?

    /// A backup of a volume.
    public init(volume: String, name: String) {
        self.volume = volume
        self.name = name
    }

    var json: JSON {
        var members: [String: JSON] = [
            "volume_id": .string(volume), "name": .string(name), "incremental": .boolean(isIncremental),
            "force": .boolean(force),
        ]
        for (key, value) in ["snapshot_id": snapshot, "container": container, "description": description] {
            members[key] = value.map { .string($0) }
        }
        return ["backup": .object(members)]
    }
}
