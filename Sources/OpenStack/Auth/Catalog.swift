internal import Core

/// The services that Keystone knows, and where they are.
public struct Catalog: Sendable {
    /// One service.
    public struct Service: Sendable {
        /// What it is (`image`, `volumev3`).
        public var type: String
        /// What it is called (`glance`).
        public var name: String
        /// Its addresses.
        public var endpoints: [Endpoint]
    }

    /// One address of a service.
    public struct Endpoint: Sendable {
        /// `public`, `internal` or `admin`.
        public var interface: String
        /// The region.
        public var region: String
        /// The address.
        public var url: String
    }

    /// All of them, in Keystone's order.
    public var services: [Service]

    init(json: JSON) {
        services = (json.array ?? []).map { service in
            let endpoints = (service["endpoints"]?.array ?? []).map { endpoint in
                let region = endpoint["region_id"]?.string ?? endpoint["region"]?.string ?? ""
                let interface = endpoint["interface"]?.string ?? ""
                return Endpoint(interface: interface, region: region, url: endpoint["url"]?.string ?? "")
            }
            let type = service["type"]?.string ?? ""
            return Service(type: type, name: service["name"]?.string ?? type, endpoints: endpoints)
        }
    }

    /// The types under which the same service is registered, the official one first.
    private static let aliases = [["block-storage", "volumev3", "block-store", "volume"]]

    /// The address of a service by type, or by another name of its type; nil if there is none.
    public func endpoint(_ type: String, interface: String, region: String?) -> String? {
        let types = Self.aliases.first { $0.contains(type) } ?? [type]
        for type in types {
            for service in services where service.type == type {
                let match = service.endpoints.first {
                    $0.interface == interface && (region == nil || $0.region == region)
                }
                if let match { return match.url }
            }
        }
        return nil
    }
}
