public import Core

/// A disk of a domain, out of its XML.
public struct DomainDisk: Sendable, Equatable {
    /// `vda`.
    public var target: String?
    /// `virtio`.
    public var bus: String?
    /// `disk`, `cdrom`.
    public var device: String
    /// `network`, `file`, `block`.
    public var type: String
    /// `rbd`.
    public var protocolName: String?
    /// `vms/…_disk` for rbd, a path for a file or block device.
    public var source: String?
    /// The monitors, as `address:port`.
    public var hosts: [String]
    /// The user it is opened as.
    public var user: String?
    /// The secret with that user's key, by UUID.
    public var secretUUID: String?
    /// The same by usage name.
    public var secretUsage: String?
}

extension Domain {
    /// Its disks.
    ///
    /// CLI: `virsh domblklist --details`. Lua: `domain:disks()`
    public func disks() throws(OperationError) -> [DomainDisk] {
        try devices().all("disk").map(DomainDisk.init)
    }

    /// The file on its host that its console is logged to; nil if there is none.
    ///
    /// Nova's guests have a serial port of type `pty` with a log, or of type `file`.
    /// Lua: `domain:console_file()`
    public func consoleFile() throws(OperationError) -> String? {
        let devices = try devices()
        let ports = devices.all("serial") + devices.all("console")
        return ports.lazy.compactMap { port in
            port["log"]?.attributes["file"]
                ?? (port.attributes["type"] == "file" ? port["source"]?.attributes["path"] : nil)
        }.first
    }

    private func devices() throws(OperationError) -> XMLElement {
        guard let root = XMLElement(parsing: try xml()) else {
            throw OperationError(
                .malformed, "virDomainGetXMLDesc", target: "domain \(name)", message: "not well-formed")
        }
        return root["devices"] ?? XMLElement(name: "devices")
    }
}

extension DomainDisk {
    init(_ disk: XMLElement) {
        let source = disk["source"]
        // libvirt writes <auth> below <disk>, or below <source> since 2.1.
        let auth = source?["auth"] ?? disk["auth"]
        let secret = auth?["secret"]
        let attributes = source?.attributes ?? [:]
        self.init(
            target: disk["target"]?.attributes["dev"],
            bus: disk["target"]?.attributes["bus"],
            device: disk.attributes["device"] ?? "disk",
            type: disk.attributes["type"] ?? "file",
            protocolName: attributes["protocol"],
            source: attributes["name"] ?? attributes["file"] ?? attributes["dev"] ?? attributes["volume"],
            hosts: (source?.all("host") ?? []).compactMap { host in
                host.attributes["name"].map { name in host.attributes["port"].map { "\(name):\($0)" } ?? name }
            },
            user: auth?.attributes["username"],
            secretUUID: secret?.attributes["uuid"],
            secretUsage: secret?.attributes["usage"])
    }
}
