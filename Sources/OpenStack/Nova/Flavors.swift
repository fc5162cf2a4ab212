public import Core

/// A flavor of Nova: how large a server is.
public struct Flavor: Sendable {
    /// The id.
    public var id: String
    /// The name.
    public var name: String
    /// Processors.
    public var processors: Int64
    /// Bytes of memory.
    public var memory: Int64
    /// Bytes of the root disk; 0 is as large as the image.
    public var disk: Int64
    /// Whether all projects see it.
    public var isPublic: Bool

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string ?? ""
        processors = json["vcpus"]?.integer ?? 0
        memory = (json["ram"]?.integer ?? 0) * Size.mebibyte
        disk = (json["disk"]?.integer ?? 0) * Size.gibibyte
        isPublic = json["os-flavor-access:is_public"]?.boolean ?? true
    }
}

/// What a new flavor shall be.
public struct NewFlavor: Sendable {
    /// The name.
    public var name: String
    /// Bytes of memory; whole MiB.
    public var memory: Int64
    /// Processors.
    public var processors: Int64 = 1
    /// Bytes of the root disk; whole GiB, 0 is as large as the image.
    public var disk: Int64 = 0
    /// The id; nil lets Nova choose.
    public var id: String?
    /// Whether all projects see it.
    public var isPublic = true

    /// A flavor of that name and memory.
    public init(name: String, memory: Int64) {
        self.name = name
        self.memory = memory
    }

    func json() throws(OperationError) -> JSON {
        [
            "flavor": [
                "name": .string(name), "vcpus": .integer(processors),
                "ram": try Size.units(memory, of: Size.mebibyte, "create flavor", "memory of \(name)"),
                "disk": try Size.units(disk, of: Size.gibibyte, "create flavor", "disk of \(name)"),
                "id": id.map(JSON.string) ?? .null, "os-flavor-access:is_public": .boolean(isPublic),
            ]
        ]
    }
}

extension Session {
    /// The flavors of Nova.
    public var flavors: Flavors { Flavors(self) }
}

/// The flavors of Nova.
public final class Flavors: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// All flavors; for administrators also those that are not public.
    ///
    /// CLI: `openstack flavor list --all`.
    public func list() throws(OperationError) -> [Flavor] {
        let query = ["is_public": "none"]
        let headers = Session.computeHeaders()
        return try session.pages("compute", "/flavors/detail", "flavors", query: query, headers: headers)
            .map(Flavor.init)
    }

    /// The flavor of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Flavor? {
        try session.only("flavor", name, list().filter { $0.name == name }) { $0.id }
    }

    /// One flavor.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack flavor show`.
    public func get(_ id: String) throws(OperationError) -> Flavor {
        Flavor(json: try session.compute("GET", "/flavors/\(percentEncoded(id))").body["flavor"] ?? .null)
    }

    /// Creates a flavor.
    ///
    /// - Throws: `HTTP_409` when the name or the id is taken; `HTTP_403`. CLI: `openstack flavor create`.
    public func create(_ new: NewFlavor) throws(OperationError) -> Flavor {
        Flavor(json: try session.compute("POST", "/flavors", body: new.json()).body["flavor"] ?? .null)
    }

    /// Removes a flavor.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack flavor delete`.
    public func remove(_ id: String) throws(OperationError) {
        _ = try session.compute("DELETE", "/flavors/\(percentEncoded(id))")
    }
}
