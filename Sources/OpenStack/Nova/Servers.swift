public import Core

extension Session {
    /// The servers of Nova.
    public var servers: Servers { Servers(self) }

    /// A request to Nova, in a version of its API that knows servers without networks (2.37, of 2016).
    func compute(
        _ method: String, _ path: String, body: JSON? = nil, version: String = "2.37", timeout: Double? = nil
    ) throws(OperationError) -> ServiceAnswer {
        try request("compute", method, path, body: body, headers: Self.computeHeaders(version), timeout: timeout)
    }

    static func computeHeaders(_ version: String = "2.37") -> [String: String] {
        ["OpenStack-API-Version": "compute \(version)", "X-OpenStack-Nova-API-Version": version]
    }
}

/// The servers of Nova.
public final class Servers: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// The servers of the project, or of all projects.
    ///
    /// CLI: `openstack server list`.
    public func list(
        name: String? = nil, status: String? = nil, host: String? = nil, allProjects: Bool = false
    ) throws(OperationError) -> [Server] {
        // Nova takes the name as a regular expression of its database's dialect.
        let special = name.map { $0.replacing(/[^A-Za-z0-9_-]/) { "\\" + $0.output } }
        let query = [
            "name": special.map { "^\($0)$" }, "status": status, "host": host, "all_tenants": allProjects ? "1" : nil,
        ]
        let headers = Session.computeHeaders()
        let servers = try session.pages("compute", "/servers/detail", "servers", query: query, headers: headers)
        return servers.map(Server.init).filter { name == nil || $0.name == name }
    }

    /// The server of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Server? {
        try session.only("server", name, list(name: name)) { $0.id }
    }

    /// One server.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack server show`.
    public func get(_ id: String) throws(OperationError) -> Server {
        Server(json: try session.compute("GET", path(id)).body["server"] ?? .null)
    }

    /// Creates a server; with a deadline also waits until it is `ACTIVE`.
    ///
    /// - Throws: `HTTP_400`, `HTTP_403`, `HTTP_409`; `.badState` with Nova's fault; `.timedOut`.
    ///
    /// CLI: `openstack server create`.
    public func create(_ new: NewServer, _ deadline: Deadline?) throws(OperationError) -> Server {
        // Naming a host came with 2.74.
        let version = new.host == nil ? "2.37" : "2.74"
        let answer = try session.compute("POST", "/servers", body: new.json(), version: version)
        let id = answer.body["server"]?["id"]?.string ?? ""
        guard let deadline else { return try get(id) }
        return try wait(id, for: "ACTIVE", deadline)
    }

    /// Removes a server; with a deadline also waits until it is gone.
    ///
    /// - Parameter force: At once and whatever its state; for administrators.
    /// - Throws: `HTTP_404`; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack server delete`.
    public func remove(_ id: String, force: Bool = false, _ deadline: Deadline?) throws(OperationError) {
        if force {
            _ = try action(id, "forceDelete", .null)
        } else {
            _ = try session.compute("DELETE", path(id))
        }
        guard let deadline else { return }
        try session.waitGone("remove server", id, deadline) { () throws(OperationError) in
            let server = try get(id)
            // Nova sets the task before it answers, so one in ERROR that is being removed has a task.
            if server.task == nil && server.status == "ERROR" {
                throw failed("remove server", server, server.fault)
            }
            return server.task ?? server.status
        }
    }

    /// Waits until a server has a status and nothing is being done to it.
    ///
    /// - Throws: `.timedOut` with the last status; `.badState` with Nova's fault.
    public func wait(_ id: String, for status: String, _ deadline: Deadline) throws(OperationError) -> Server {
        try session.wait("wait for server", id, for: "\"\(status)\"", deadline) { () throws(OperationError) in
            let server = try get(id)
            if server.status == status && (server.task == nil || status == "ERROR") { return .done(server) }
            if server.status == "ERROR" { throw failed("wait for server", server, server.fault) }
            return .pending(server.task.map { "\(server.status), \($0)" } ?? server.status)
        }
    }

    func failed(_ operation: String, _ server: Server, _ fault: Server.Fault?) -> OperationError {
        var error = session.badState(
            operation, label(server.name, server.id), server.status, fault: fault?.message,
            hint: "The reason is in the logs of nova-scheduler and nova-conductor, and of nova-compute on "
                + "\(server.host ?? "the compute host").")
        error.details = fault?.details
        return error
    }

    /// Starts a stopped server; with a deadline also waits until it is `ACTIVE`.
    ///
    /// - Throws: `HTTP_409` when it is not stopped; `.badState`; `.timedOut`. CLI: `openstack server start`.
    public func start(_ id: String, _ deadline: Deadline?) throws(OperationError) {
        try action(id, "os-start", .null)
        if let deadline { _ = try wait(id, for: "ACTIVE", deadline) }
    }

    /// Stops a server; with a deadline also waits until it is `SHUTOFF`.
    ///
    /// - Throws: `HTTP_409` when it does not run; `.badState`; `.timedOut`. CLI: `openstack server stop`.
    public func stop(_ id: String, _ deadline: Deadline?) throws(OperationError) {
        try action(id, "os-stop", .null)
        if let deadline { _ = try wait(id, for: "SHUTOFF", deadline) }
    }

    /// Nova's services, as its database knows them; for administrators.
    ///
    /// CLI: `openstack compute service list`.
    public func services() throws(OperationError) -> [ServiceRecord] {
        (try session.compute("GET", "/os-services").body["services"]?.array ?? []).map(ServiceRecord.init)
    }

    @discardableResult
    func action(
        _ id: String, _ name: String, _ arguments: JSON, timeout: Double? = nil
    ) throws(OperationError) -> ServiceAnswer {
        try session.compute("POST", path(id) + "/action", body: .object([name: arguments]), timeout: timeout)
    }

    func path(_ id: String) -> String { "/servers/\(percentEncoded(id))" }
}
