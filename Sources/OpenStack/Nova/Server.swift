internal import Core
internal import FoundationEssentials

/// A server of Nova, as it was when it was asked for.
public struct Server: Sendable {
    /// The id.
    public var id: String
    /// The name.
    public var name: String
    /// `BUILD`, `ACTIVE`, `ERROR`, `SHUTOFF`, … .
    public var status: String
    /// What is being done to it.
    public var task: String?
    /// The compute host it is on; for administrators.
    public var host: String?
    /// What libvirt calls it; for administrators.
    public var instance: String?
    /// The id of the image it was booted from; nil when that was a volume.
    public var image: String?
    /// The id of its flavor.
    public var flavor: String?
    /// The ids of the volumes it has.
    public var volumes: [String]
    /// Its addresses.
    public var addresses: [String]
    /// Why it is in `ERROR`.
    public var fault: Fault?
    /// Its metadata.
    public var metadata: [String: String]
    /// When it was made (ISO 8601).
    public var created: String

    /// Why a server is in `ERROR`.
    public struct Fault: Sendable {
        /// An HTTP status that goes with it.
        public var code: Int64
        /// The reason.
        public var message: String
        /// More of it; for administrators.
        public var details: String?
    }

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string ?? ""
        status = json["status"]?.string ?? ""
        task = json["OS-EXT-STS:task_state"]?.string
        host = json["OS-EXT-SRV-ATTR:host"]?.string
        instance = json["OS-EXT-SRV-ATTR:instance_name"]?.string
        image = json["image"]?["id"]?.string
        flavor = json["flavor"]?["id"]?.string
        volumes = (json["os-extended-volumes:volumes_attached"]?.array ?? []).compactMap { $0["id"]?.string }
        let networks = (json["addresses"]?.object ?? [:]).sorted { $0.key < $1.key }
        addresses = networks.flatMap { ($0.value.array ?? []).compactMap { $0["addr"]?.string } }
        fault = json["fault"].map {
            Fault(
                code: $0["code"]?.integer ?? 0, message: $0["message"]?.string ?? "", details: $0["details"]?.string)
        }
        metadata = (json["metadata"]?.object ?? [:]).compactMapValues(\.string)
        created = json["created"]?.string ?? ""
    }
}

/// What a new server shall be.
public struct NewServer: Sendable {
    /// The name.
    public var name: String
    /// The id of its flavor.
    public var flavor: String
    /// The id of the image to boot from.
    public var image: String?
    /// The id of the volume to boot from.
    public var volume: String?
    /// Whether ``volume`` is removed with the server.
    public var removesVolume = false
    /// What it is connected to.
    public var networks = Networks.automatic
    /// The availability zone.
    public var zone: String?
    /// The compute host it must be on; for administrators.
    public var host: String?
    /// The name of a key pair.
    public var key: String?
    /// For cloud-init.
    public var userData: String?
    /// Whether it gets a config drive.
    public var hasConfigDrive: Bool?
    /// Its metadata.
    public var metadata: [String: String] = [:]

    /// What a server can be connected to.
    public enum Networks: Sendable {
        /// What the project has.
        case automatic
        /// Nothing.
        case none
        /// Networks by their ids.
        case networks([String])
    }

    /// A server of that name and flavor.
    public init(name: String, flavor: String) {
        self.name = name
        self.flavor = flavor
    }

    func json() throws(OperationError) -> JSON {
        guard (image == nil) != (volume == nil) else {
            throw OperationError(
                .invalid, "create server", target: name, message: "it needs either an image or a volume to boot from")
        }
        var members: [String: JSON] = ["name": .string(name), "flavorRef": .string(flavor)]
        for (key, value) in ["imageRef": image, "availability_zone": zone, "host": host, "key_name": key] {
            members[key] = value.map { .string($0) }
        }
        if let volume {
            members["block_device_mapping_v2"] = [
                [
                    "boot_index": 0, "uuid": .string(volume), "source_type": "volume", "destination_type": "volume",
                    "delete_on_termination": .boolean(removesVolume),
                ]
            ]
        }
        switch networks {
        case .automatic: members["networks"] = "auto"
        case .none: members["networks"] = "none"
        case .networks(let ids): members["networks"] = .array(ids.map { ["uuid": .string($0)] })
        }
        members["user_data"] = userData.map { .string(Data($0.utf8).base64EncodedString()) }
        members["config_drive"] = hasConfigDrive.map { .boolean($0) }
        if !metadata.isEmpty { members["metadata"] = .object(metadata.mapValues { .string($0) }) }
        return ["server": .object(members)]
    }
}
