internal import Core

/// A volume of Cinder, as it was when it was asked for.
public struct Volume: Sendable {
    /// The id.
    public var id: String
    /// The name; may be empty.
    public var name: String
    /// `creating`, `available`, `in-use`, `error`, … .
    public var status: String
    /// Bytes.
    public var size: Int64
    /// Whether a server can boot from it.
    public var isBootable: Bool
    /// The name of its type.
    public var type: String?
    /// `host@backend#pool`; for administrators.
    public var host: String?
    /// The availability zone.
    public var zone: String?
    /// The id of the image it was made from.
    public var image: String?
    /// The id of the snapshot it was made from.
    public var snapshot: String?
    /// The id of the volume it was cloned from.
    public var source: String?
    /// Whether it is encrypted.
    public var isEncrypted: Bool
    /// Where it is attached.
    public var attachments: [Attachment]
    /// Its metadata.
    public var metadata: [String: String]
    /// When it was made (ISO 8601).
    public var created: String

    /// One server that uses it.
    public struct Attachment: Sendable {
        /// The server's id.
        public var server: String
        /// The device's name in the server.
        public var device: String?
        /// The attachment's own id.
        public var id: String
    }

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string ?? ""
        status = json["status"]?.string ?? ""
        size = (json["size"]?.integer ?? 0) * Size.gibibyte
        isBootable = json["bootable"]?.string == "true"
        type = json["volume_type"]?.string
        host = json["os-vol-host-attr:host"]?.string
        zone = json["availability_zone"]?.string
        image = json["volume_image_metadata"]?["image_id"]?.string
        snapshot = json["snapshot_id"]?.string
        source = json["source_volid"]?.string
        isEncrypted = json["encrypted"]?.boolean ?? false
        attachments = (json["attachments"]?.array ?? []).map {
            Attachment(
                server: $0["server_id"]?.string ?? "", device: $0["device"]?.string,
                id: $0["attachment_id"]?.string ?? "")
        }
        metadata = (json["metadata"]?.object ?? [:]).compactMapValues(\.string)
        created = json["created_at"]?.string ?? ""
    }
}

/// What a new volume shall be: blank, or from an image, a snapshot or another volume.
public struct NewVolume: Sendable {
    /// The name.
    public var name: String
    /// Bytes, whole GiB; may be left out with a snapshot or a volume.
    public var size: Int64?
    /// The id of the image to fill it from.
    public var image: String?
    /// The id of the snapshot to make it from.
    public var snapshot: String?
    /// The id of the volume to clone.
    public var source: String?
    /// The name of its type; nil is Cinder's default.
    public var type: String?
    /// The availability zone.
    public var zone: String?
    /// What it is for.
    public var description: String?
    /// Its metadata.
    public var metadata: [String: String] = [:]

    /// A volume of that name.
    public init(name: String) { self.name = name }

    func json() throws(OperationError) -> JSON {
        var members: [String: JSON] = ["name": .string(name)]
        if let size { members["size"] = try Size.units(size, of: Size.gibibyte, "create volume", name) }
        let texts = [
            "imageRef": image, "snapshot_id": snapshot, "source_volid": source, "volume_type": type,
            "availability_zone": zone, "description": description,
        ]
        for (key, value) in texts { members[key] = value.map { .string($0) } }
        if !metadata.isEmpty { members["metadata"] = .object(metadata.mapValues { .string($0) }) }
        return ["volume": .object(members)]
    }
}
