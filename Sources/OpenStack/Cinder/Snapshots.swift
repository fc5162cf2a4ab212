public import Core

/// A snapshot of a volume, as it was when it was asked for.
public struct Snapshot: Sendable {
    /// The id.
    public var id: String
    /// The name; may be empty.
    public var name: String
    /// `creating`, `available`, `error`, … .
    public var status: String
    /// Bytes of the volume.
    public var size: Int64
    /// The id of the volume.
    public var volume: String
    /// When it was made (ISO 8601).
    public var created: String

    init(json: JSON) {
        id = json["id"]?.string ?? ""
        name = json["name"]?.string ?? ""
        status = json["status"]?.string ?? ""
        size = (json["size"]?.integer ?? 0) * Size.gibibyte
        volume = json["volume_id"]?.string ?? ""
        created = json["created_at"]?.string ?? ""
    }
}

extension Session {
    /// The snapshots of volumes.
    public var snapshots: Snapshots { Snapshots(self) }
}

/// The snapshots of volumes.
public final class Snapshots: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// The snapshots of the project, or of a volume, by its id.
    ///
    /// CLI: `openstack volume snapshot list`.
    public func list(
        name: String? = nil, status: String? = nil, volume: String? = nil
    ) throws(OperationError) -> [Snapshot] {
        let query = ["name": name, "status": status, "volume_id": volume]
        return try session.pages("block-storage", "/snapshots/detail", "snapshots", query: query).map(Snapshot.init)
    }

    /// The snapshot of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Snapshot? {
        try session.only("snapshot", name, list(name: name)) { $0.id }
    }

    /// One snapshot.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack volume snapshot show`.
    public func get(_ id: String) throws(OperationError) -> Snapshot {
        Snapshot(json: try session.request("block-storage", "GET", path(id)).body["snapshot"] ?? .null)
    }

    /// Takes a snapshot of a volume; with a deadline also waits until it is available.
    ///
    /// - Parameter force: Also of a volume that is in use.
    /// - Throws: `HTTP_400` when the volume is in use; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack volume snapshot create`.
    public func create(
        volume: String, name: String, description: String? = nil, force: Bool = false, _ deadline: Deadline?
    ) throws(OperationError) -> Snapshot {
        var members: [String: JSON] = ["volume_id": .string(volume), "name": .string(name), "force": .boolean(force)]
        members["description"] = description.map { .string($0) }
        let body: JSON = ["snapshot": .object(members)]
        let answer = try session.request("block-storage", "POST", "/snapshots", body: body)
        let snapshot = Snapshot(json: answer.body["snapshot"] ?? .null)
        guard let deadline else { return snapshot }
        return try wait(snapshot.id, for: "available", deadline)
    }

    /// Removes a snapshot; with a deadline also waits until it is gone.
    ///
    /// - Throws: `HTTP_404`, `HTTP_400`; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack volume snapshot delete`.
    public func remove(_ id: String, _ deadline: Deadline?) throws(OperationError) {
        _ = try session.request("block-storage", "DELETE", path(id))
        guard let deadline else { return }
        try session.waitGone("remove snapshot", id, deadline) { () throws(OperationError) in
            let snapshot = try get(id)
            guard snapshot.status.hasPrefix("error") else { return snapshot.status }
            throw try failed("remove snapshot", snapshot)
        }
    }

    /// Waits until a snapshot has a status.
    ///
    /// - Throws: `.timedOut` with the last status; `.badState`.
    public func wait(_ id: String, for status: String, _ deadline: Deadline) throws(OperationError) -> Snapshot {
        try session.wait("wait for snapshot", id, for: "\"\(status)\"", deadline) { () throws(OperationError) in
            let snapshot = try get(id)
            if snapshot.status == status { return .done(snapshot) }
            guard snapshot.status.hasPrefix("error") else { return .pending(snapshot.status) }
            throw try failed("wait for snapshot", snapshot)
        }
    }

    private func failed(_ operation: String, _ snapshot: Snapshot) throws(OperationError) -> OperationError {
        session.badState(
            operation, label(snapshot.name, snapshot.id), snapshot.status, fault: try session.volumeFault(snapshot.id),
            hint: "The reason is in cinder-volume's log.")
    }

    private func path(_ id: String) -> String { "/snapshots/\(percentEncoded(id))" }
}
