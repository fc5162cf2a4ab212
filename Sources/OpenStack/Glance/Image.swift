public import Core

/// An image of Glance, as it was when it was asked for.
public struct Image: Sendable {
    /// The id.
    public var id: String
    /// The name; images need none.
    public var name: String?
    /// `queued`, `saving`, `active`, … .
    public var status: String
    /// `raw`, `qcow2`, … .
    public var diskFormat: String?
    /// `bare`, … .
    public var containerFormat: String?
    /// Bytes of the content; nil until it is there.
    public var size: Int64?
    /// Bytes of the disk that the content describes, when Glance knows.
    public var virtualSize: Int64?
    /// MD5 of the content, hexadecimal.
    public var checksum: String?
    /// The algorithm of ``hash``.
    public var hashAlgorithm: String?
    /// The content's hash, hexadecimal.
    public var hash: String?
    /// Bytes of disk a server needs; whole GiB.
    public var minDisk: Int64
    /// Bytes of memory a server needs; whole MiB.
    public var minRAM: Int64
    /// `private`, `shared`, `community`, `public`.
    public var visibility: String
    /// Whether it cannot be removed.
    public var isProtected: Bool
    /// The id of the project it belongs to.
    public var owner: String?
    /// When it was made (ISO 8601).
    public var created: String
    /// When it was last changed.
    public var updated: String
    /// Its tags.
    public var tags: [String]
    /// The stores it is in, where Glance has several.
    public var stores: [String]
    /// Where the content is (`rbd://fsid/pool/image/snap`), where Glance shows it (`show_image_direct_url`).
    public var directURL: String?
    /// All places of the content, where Glance shows them (`show_multiple_locations`).
    public var locations: [Location]
    /// Whatever else it carries (`hw_disk_bus`, …).
    public var properties: [String: JSON]

    /// One place of the content.
    public struct Location: Sendable {
        /// The address.
        public var url: String
        /// What the store noted about it.
        public var metadata: [String: JSON]
    }

    private static let known: Set<String> = [
        "id", "name", "status", "disk_format", "container_format", "size", "virtual_size", "checksum", "os_hash_algo",
        "os_hash_value", "min_disk", "min_ram", "visibility", "protected", "owner", "created_at", "updated_at", "tags",
        "stores", "direct_url", "locations", "self", "file", "schema", "os_hidden",
    ]

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string
        status = json["status"]?.string ?? ""
        diskFormat = json["disk_format"]?.string
        containerFormat = json["container_format"]?.string
        size = json["size"]?.integer
        virtualSize = json["virtual_size"]?.integer
        checksum = json["checksum"]?.string
        hashAlgorithm = json["os_hash_algo"]?.string
        hash = json["os_hash_value"]?.string
        minDisk = (json["min_disk"]?.integer ?? 0) * Size.gibibyte
        minRAM = (json["min_ram"]?.integer ?? 0) * Size.mebibyte
        visibility = json["visibility"]?.string ?? ""
        isProtected = json["protected"]?.boolean ?? false
        owner = json["owner"]?.string
        created = json["created_at"]?.string ?? ""
        updated = json["updated_at"]?.string ?? ""
        tags = (json["tags"]?.array ?? []).compactMap(\.string)
        stores = (json["stores"]?.string ?? "").split(separator: ",").map(String.init)
        directURL = json["direct_url"]?.string
        locations = (json["locations"]?.array ?? []).map {
            Location(url: $0["url"]?.string ?? "", metadata: $0["metadata"]?.object ?? [:])
        }
        properties = (json.object ?? [:]).filter { !Self.known.contains($0.key) }
    }
}

/// What a new image shall be.
public struct NewImage: Sendable {
    /// The name.
    public var name: String
    /// The file with the content; without one the image stays `queued`.
    public var file: String?
    /// The form of the content.
    public var diskFormat = "raw"
    /// What wraps it.
    public var containerFormat = "bare"
    /// Who sees it; nil is Glance's default.
    public var visibility: String?
    /// Whether it cannot be removed.
    public var isProtected = false
    /// Bytes of disk a server needs; whole GiB.
    public var minDisk: Int64 = 0
    /// Bytes of memory a server needs; whole MiB.
    public var minRAM: Int64 = 0
    /// Its tags.
    public var tags: [String] = []
    /// Further properties.
    public var properties: [String: String] = [:]
    /// The store to put it into, where Glance has several.
    public var store: String?

    /// An image of that name, with the defaults for the rest.
    public init(name: String) { self.name = name }

    func json() throws(OperationError) -> JSON {
        var members: [String: JSON] = properties.mapValues { .string($0) }
        members["name"] = .string(name)
        members["disk_format"] = .string(diskFormat)
        members["container_format"] = .string(containerFormat)
        members["visibility"] = visibility.map { .string($0) }
        if isProtected { members["protected"] = true }
        if !tags.isEmpty { members["tags"] = .array(tags.map { .string($0) }) }
        if minDisk > 0 {
            members["min_disk"] = try Size.units(minDisk, of: Size.gibibyte, "create image", "min_disk of \(name)")
        }
        if minRAM > 0 {
            members["min_ram"] = try Size.units(minRAM, of: Size.mebibyte, "create image", "min_ram of \(name)")
        }
        return .object(members)
    }
}
