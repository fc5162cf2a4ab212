public import Core

extension Session {
    /// The volumes of Cinder.
    public var volumes: Volumes { Volumes(self) }
}

/// The volumes of Cinder.
public final class Volumes: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// The volumes of the project, or of all projects.
    ///
    /// CLI: `openstack volume list`.
    public func list(
        name: String? = nil, status: String? = nil, allProjects: Bool = false
    ) throws(OperationError) -> [Volume] {
        let query = ["name": name, "status": status, "all_tenants": allProjects ? "1" : nil]
        return try session.pages("block-storage", "/volumes/detail", "volumes", query: query).map(Volume.init)
    }

    /// The volume of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Volume? {
        try session.only("volume", name, list(name: name)) { $0.id }
    }

    /// One volume.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack volume show`.
    public func get(_ id: String) throws(OperationError) -> Volume {
        Volume(json: try session.request("block-storage", "GET", path(id)).body["volume"] ?? .null)
    }

    /// Creates a volume; with a deadline also waits until it is available.
    ///
    /// - Throws: `HTTP_400`, `HTTP_413`; `.badState`, e.g. when no backend can take it; `.timedOut`.
    ///
    /// CLI: `openstack volume create`.
    public func create(_ new: NewVolume, _ deadline: Deadline?) throws(OperationError) -> Volume {
        let answer = try session.request("block-storage", "POST", "/volumes", body: new.json())
        let volume = Volume(json: answer.body["volume"] ?? .null)
        guard let deadline else { return volume }
        return try wait(volume.id, for: "available", deadline)
    }

    /// Removes a volume; with a deadline also waits until it is gone.
    ///
    /// - Parameters:
    ///   - cascade: Remove its snapshots as well.
    ///   - force: Also in a state that does not allow it; for administrators.
    /// - Throws: `HTTP_404`; `HTTP_400` when it is in use or has snapshots; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack volume delete`.
    public func remove(
        _ id: String, cascade: Bool = false, force: Bool = false, _ deadline: Deadline?
    ) throws(OperationError) {
        if force {
            _ = try session.request("block-storage", "POST", path(id) + "/action", body: ["os-force_delete": [:]])
        } else {
            _ = try session.request("block-storage", "DELETE", path(id) + (cascade ? "?cascade=True" : ""))
        }
        guard let deadline else { return }
        try session.waitGone("remove volume", id, deadline) { () throws(OperationError) in
            let volume = try get(id)
            guard volume.status.hasPrefix("error") else { return volume.status }
            throw try failed("remove volume", volume)
        }
    }

    /// Waits until a volume has a status.
    ///
    /// - Throws: `.timedOut` with the last status; `.badState` with what Cinder noted about it.
    public func wait(_ id: String, for status: String, _ deadline: Deadline) throws(OperationError) -> Volume {
        try session.wait("wait for volume", id, for: "\"\(status)\"", deadline) { () throws(OperationError) in
            let volume = try get(id)
            if volume.status == status { return .done(volume) }
            guard volume.status.hasPrefix("error") else { return .pending(volume.status) }
            throw try failed("wait for volume", volume)
        }
    }

    func failed(_ operation: String, _ volume: Volume) throws(OperationError) -> OperationError {
        let fault = try session.volumeFault(volume.id)
        return session.badState(
            operation, label(volume.name, volume.id), volume.status, fault: fault,
            hint: "The reason is in the logs of cinder-scheduler and cinder-volume.")
    }

    /// Cinder's services, as its database knows them; for administrators.
    ///
    /// CLI: `openstack volume service list`.
    public func services() throws(OperationError) -> [ServiceRecord] {
        let answer = try session.request("block-storage", "GET", "/os-services")
        return (answer.body["services"]?.array ?? []).map(ServiceRecord.init)
    }

    private func path(_ id: String) -> String { "/volumes/\(percentEncoded(id))" }
}

extension Session {
    /// Waits until a thing is gone.
    func waitGone(
        _ operation: String, _ target: String, _ deadline: Deadline, status: () throws(OperationError) -> String
    ) throws(OperationError) {
        try wait(operation, target, for: "gone", deadline) { () throws(OperationError) in
            var seen = ""
            let isThere = try exists { () throws(OperationError) in seen = try status() }
            return isThere ? .pending(seen) : .done(())
        }
    }

    /// What Cinder last told its users about a resource; nil where it did not, or is too old to.
    func volumeFault(_ id: String) throws(OperationError) -> String? {
        let path = "/messages?resource_uuid=\(percentEncoded(id))&sort=created_at:desc"
        do {
            // 3.5 is the first version that takes filters.
            let headers = ["OpenStack-API-Version": "volume 3.5"]
            let messages = try request("block-storage", "GET", path, headers: headers).body["messages"]?.array
            return messages?.first?["user_message"]?.string
        } catch {
            if error.code == .cancelled { throw error }
            return nil
        }
    }
}
