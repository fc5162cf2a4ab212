public import Core

extension Session {
    /// The backups of volumes.
    public var backups: Backups { Backups(self) }
}

/// The backups of volumes.
public final class Backups: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// The backups of the project, or of a volume, by its id.
    ///
    /// CLI: `openstack volume backup list`.
    public func list(
        name: String? = nil, status: String? = nil, volume: String? = nil
    ) throws(OperationError) -> [Backup] {
        let query = ["name": name, "status": status, "volume_id": volume]
        return try session.pages("block-storage", "/backups/detail", "backups", query: query).map(Backup.init)
    }

    /// The backup of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Backup? {
        try session.only("backup", name, list(name: name)) { $0.id }
    }

    /// One backup.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack volume backup show`.
    public func get(_ id: String) throws(OperationError) -> Backup {
        Backup(json: try session.request("block-storage", "GET", path(id)).body["backup"] ?? .null)
    }

    /// Backs a volume up; unless `isWaiting` is false it waits until that is done.
    ///
    /// After a restart cinder-backup cannot be scheduled to for up to 70 s although the service list says that it is
    /// up: a failure of that kind is tried again until the deadline.
    ///
    /// - Throws: `HTTP_400` when the volume is in use; `.badState` with the service's reason; `.timedOut`.
    ///
    /// CLI: `openstack volume backup create`.
    public func create(
        _ new: NewBackup, wait isWaiting: Bool = true, _ deadline: Deadline
    ) throws(OperationError) -> Backup {
        while true {
            do throws(OperationError) { return try createOnce(new, isWaiting, deadline) } catch {
                guard isUnschedulable(error), deadline.remaining > 5 else { throw error }
                try Cancellation.sleep(3, error.operation, target: error.target)
            }
        }
    }

    private func createOnce(
        _ new: NewBackup, _ isWaiting: Bool, _ deadline: Deadline
    ) throws(OperationError) -> Backup {
        let answer = try session.request("block-storage", "POST", "/backups", body: new.json)
        let backup = Backup(json: answer.body["backup"] ?? .null)
        guard isWaiting else { return backup }
        do throws(OperationError) { return try wait(backup.id, for: "available", deadline) } catch {
            if isUnschedulable(error) { try remove(backup.id, nil) }
            throw error
        }
    }

    /// Cinder's API refuses with a 500 or 503, its scheduler puts the backup into `error`; both with this text.
    private func isUnschedulable(_ error: OperationError) -> Bool {
        let text = error.message.lowercased()
        return [.badState, .http(500), .http(503), .http(404)].contains(error.code)
            && (text.contains("service not found") || text.contains("cinder-backup could not be found"))
    }

    /// Restores a backup into a volume, which is overwritten, or into a new one, and waits until that is done.
    ///
    /// - Parameters:
    ///   - volume: The id of the volume; nil makes a new one.
    ///   - name: The name of the new one.
    /// - Returns: The volume.
    /// - Throws: `HTTP_400`; `HTTP_413` when the volume is smaller; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack volume backup restore`.
    public func restore(
        _ id: String, into volume: String? = nil, name: String? = nil, _ deadline: Deadline?
    ) throws(OperationError) -> Volume {
        var members: [String: JSON] = [:]
        members["volume_id"] = volume.map { .string($0) }
        members["name"] = name.map { .string($0) }
        let body: JSON = ["restore": .object(members)]
        let answer = try session.request("block-storage", "POST", path(id) + "/restore", body: body)
        let target = answer.body["restore"]?["volume_id"]?.string ?? volume ?? ""
        guard let deadline else { return try session.volumes.get(target) }
        // The backup is "restoring" from the first moment, the volume may not be: so the backup counts.
        _ = try wait(id, for: "available", deadline)
        return try session.volumes.wait(target, for: "available", deadline)
    }

    /// Removes a backup; with a deadline also waits until it is gone.
    ///
    /// - Throws: `HTTP_404`; `HTTP_400` when others build on it; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack volume backup delete`.
    public func remove(_ id: String, force: Bool = false, _ deadline: Deadline?) throws(OperationError) {
        if force {
            _ = try session.request("block-storage", "POST", path(id) + "/action", body: ["os-force_delete": [:]])
        } else {
            _ = try session.request("block-storage", "DELETE", path(id))
        }
        guard let deadline else { return }
        try session.waitGone("remove backup", id, deadline) { () throws(OperationError) in
            let backup = try get(id)
            guard backup.status.hasPrefix("error") else { return backup.status }
            throw failed("remove backup", backup)
        }
    }

    /// Waits until a backup has a status.
    ///
    /// - Throws: `.timedOut` with the last status; `.badState` with the service's reason.
    public func wait(_ id: String, for status: String, _ deadline: Deadline) throws(OperationError) -> Backup {
        try session.wait("wait for backup", id, for: "\"\(status)\"", deadline) { () throws(OperationError) in
            let backup = try get(id)
            if backup.status == status { return .done(backup) }
            guard backup.status.hasPrefix("error") else { return .pending(backup.status) }
            throw failed("wait for backup", backup)
        }
    }

    private func failed(_ operation: String, _ backup: Backup) -> OperationError {
        session.badState(
            operation, label(backup.name, backup.id), backup.status, fault: backup.failReason,
            hint: "The reason is in cinder-backup's log.")
    }

    private func path(_ id: String) -> String { "/backups/\(percentEncoded(id))" }
}
