internal import CLibvirt

/// What libvirt knows of a secret, without its value.
public struct SecretDefinition: Sendable, Equatable {
    /// What a secret is for; with the usage name this is unique on a host.
    public enum UsageType: String, Sendable, CaseIterable {
        case none, volume, ceph, iscsi, tls, vtpm

        var number: Int32 {
            switch self {
            case .none: Int32(VIR_SECRET_USAGE_TYPE_NONE.rawValue)
            case .volume: Int32(VIR_SECRET_USAGE_TYPE_VOLUME.rawValue)
            case .ceph: Int32(VIR_SECRET_USAGE_TYPE_CEPH.rawValue)
            case .iscsi: Int32(VIR_SECRET_USAGE_TYPE_ISCSI.rawValue)
            case .tls: Int32(VIR_SECRET_USAGE_TYPE_TLS.rawValue)
            case .vtpm: Int32(VIR_SECRET_USAGE_TYPE_VTPM.rawValue)
            }
        }

        /// The element that holds the usage name.
        var element: String {
            switch self {
            case .volume: "volume"
            case .iscsi: "target"
            case .none, .ceph, .tls, .vtpm: "name"
            }
        }
    }

    /// The UUID; nil lets libvirt choose.
    public var uuid: String?
    /// What it is for.
    public var usageType: UsageType
    /// The usage name.
    public var usage: String?
    /// A text for people.
    public var description: String?
    /// Whether it is never written to disk.
    public var isEphemeral: Bool
    /// Whether its value is never given out.
    public var isPrivate: Bool

    /// A definition.
    public init(
        uuid: String? = nil, usageType: UsageType = .ceph, usage: String?, description: String? = nil,
        isEphemeral: Bool = false, isPrivate: Bool = false
    ) {
        self.uuid = uuid
        self.usageType = usageType
        self.usage = usage
        self.description = description
        self.isEphemeral = isEphemeral
        self.isPrivate = isPrivate
    }

    /// Reads libvirt's XML.
    init?(xml: String) {
        guard let root = XMLElement(parsing: xml), root.name == "secret" else { return nil }
        let usage = root["usage"]
        let type = usage?.attributes["type"].flatMap(UsageType.init) ?? .none
        self.init(
            uuid: root["uuid"]?.text, usageType: type, usage: usage?[type.element]?.text,
            description: root["description"]?.text, isEphemeral: root.attributes["ephemeral"] == "yes",
            isPrivate: root.attributes["private"] == "yes")
    }

    /// As libvirt takes it.
    var xml: String {
        var xml = "<secret ephemeral='\(isEphemeral ? "yes" : "no")' private='\(isPrivate ? "yes" : "no")'>"
        if let uuid { xml += "<uuid>\(XMLElement.escaped(uuid))</uuid>" }
        if let description { xml += "<description>\(XMLElement.escaped(description))</description>" }
        if let usage {
            let element = usageType.element
            xml += "<usage type='\(usageType.rawValue)'><\(element)>\(XMLElement.escaped(usage))</\(element)></usage>"
        }
        return xml + "</secret>"
    }
}
