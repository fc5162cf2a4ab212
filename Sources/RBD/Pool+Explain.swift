public import Ceph
public import Core

extension Pool {
    /// Why an image cannot be removed, cloned or unprotected: its clones, wherever they are, snapshots, watchers, locks,
    /// group, migration and features. Changes nothing.
    ///
    /// - Parameter name: The image's name; the name or id of one in the trash, if none in the pool has it.
    /// - Throws: `.notFound` if there is none in the trash either; `.accessDenied`.
    ///
    /// Cost: opens the image and each of its clones. C: `rbd_list_children3`, `rbd_list_lockers`, `rbd_watchers_list`,
    /// `rbd_get_group`, `rbd_migration_status` and others. Lua: `rbd.explain()`
    public func explain(_ name: String) throws(OperationError) -> Explanation {
        let (image, trashed) = try opened(name)
        defer { image.discardHandle() }
        let snapshots = try image.snapshots()
        var findings: [Finding] = []
        if let trashed { findings.append(.trashed(trashed)) }
        findings += try image.findingsOfClones(snapshots)
        findings += snapshots.map { Finding.of($0, spec(image.name, $0.originalName ?? $0.name)) }
        findings += try image.findingsOfClients()
        findings += try image.findingsOfTies()
        findings += try image.findingsOfFeatures(snapshots)
        return Explanation(
            spec: trashed.map { spec($0.name) } ?? image.spec, id: try image.id(), isInTrash: trashed != nil,
            findings: findings)
    }

    private func opened(_ name: String) throws(OperationError) -> (Image, TrashEntry?) {
        do { return (try Image(self, name, readOnly: true), nil) } catch {
            guard error.code == .notFound else { throw error }
            // The latest, where several had that name.
            let entries = try trash().filter { $0.name == name || $0.id == name }
            guard let entry = entries.max(by: { $0.deletedAt < $1.deletedAt }) else {
                var error = error
                error.message = "there is no such image, and none in the trash"
                throw error
            }
            return (try Image(self, id: entry.id, readOnly: true), entry)
        }
    }
}

extension Image {
    /// Its clones: which snapshot each needs, and how much it needs it.
    fileprivate func findingsOfClones(_ snapshots: [Snapshot]) throws(OperationError) -> [Finding] {
        var findings: [Finding] = []
        for child in try children() {
            try Cancellation.current?.check("rbd_list_children3", target: spec)
            // What cannot be looked at still is there.
            let (isOld, parent) = (try? look(at: child)) ?? (true, nil)
            let snapshot = snapshots.first { $0.id == parent?.snapshotID }
            let name = snapshot.map { $0.originalName ?? $0.name } ?? "a snapshot"
            let place = child.isInTrash ? ", in the trash (id \(child.id))" : ""
            findings.append(
                Finding(
                    kind: .child, subject: child.spec, blocks: isOld ? [.remove, .unprotect] : [.remove],
                    message: "a clone of \(name)\(place)"
                        + (isOld ? "" : "; the snapshot may be unprotected all the same"),
                    hint: child.isInTrash
                        ? "Remove it from the trash of its pool, or restore it and flatten it."
                        : "Flatten it (`rbd flatten \(child.spec)`), or remove it."))
        }
        return findings
    }

    /// Whether a clone is of format 1, and what of it is shared.
    private func look(at child: ImageChild) throws(OperationError) -> (Bool, ImageParent?) {
        let pool = try Pool(pool.cluster, child.pool, namespace: child.namespace)
        defer { pool.close() }
        let image = try Image(pool, id: child.id, readOnly: true)
        defer { image.discardHandle() }
        return (try !image.operationFeatures().contains(.cloneChild), try image.parent())
    }

    /// Who has it open, and who holds locks.
    fileprivate func findingsOfClients() throws(OperationError) -> [Finding] {
        let own = "client.\(try pool.cluster.instance())"
        let watchers = try watchers()
        let open = watchers.map { watcher in
            let client = "client.\(watcher.client)"
            return Finding(
                kind: .watcher, subject: "\(client) at \(watcher.address)", blocks: [.remove],
                message: client == own ? "this connection has the image open" : "a client has the image open",
                hint: client == own
                    ? "Close it." : "Stop what uses it there; one that has died is gone after half a minute.")
        }
        let locks = try lockers().map { locker in
            let isAlive = watchers.contains { $0.address == locker.address || "client.\($0.client)" == locker.client }
            // The exclusive-lock feature's own lock is taken over from a client that is gone; an advisory one is not, and
            // librbd waits for it for ever.
            let isManaged = locker.cookie.hasPrefix("auto ")
            let kind = isManaged ? "owns the image" : "holds an advisory lock, \(locker.cookie)"
            return Finding(
                kind: .lock, subject: "\(locker.client) at \(locker.address)",
                blocks: isAlive || !isManaged ? [.remove] : [],
                message: "it \(kind)" + (isAlive ? "" : ", and is gone"),
                hint: isAlive
                    ? "Stop what uses it there, or let it release the lock."
                    : "Break it: image:break_lock(\"\(locker.client)\", \"\(locker.cookie)\").")
        }
        return open + locks
    }

    /// Its group, its migration and its parent.
    fileprivate func findingsOfTies() throws(OperationError) -> [Finding] {
        var findings: [Finding] = []
        if let group = try group() {
            findings.append(
                Finding(
                    kind: .group, subject: group.spec, blocks: [.remove], message: "the image is in this group",
                    hint: "Take it out: `rbd group image rm \(group.spec) \(spec)` (group:remove_image())."))
        }
        if try features().contains(.migrating), let migration = try pool.findMigration(of: name) {
            findings.append(
                Finding(
                    kind: .migration, subject: "\(migration.sourcePool)/\(migration.sourceName)", blocks: [.remove],
                    message: "the image is being migrated from there, and is \(migration.state)",
                    hint:
                        "End it (rbd.commit_migration()) once it is executed, or take it back (rbd.abort_migration()).")
            )
        }
        if let parent = try parent() {
            findings.append(
                Finding(
                    kind: .parent, subject: parent.spec, blocks: [],
                    message: "the image is a clone of this" + (parent.isInTrash ? ", which is in the trash" : ""),
                    hint: parent.isInTrash
                        ? "The trash keeps the parent until this image is flattened or removed."
                        : "image:flatten() makes it independent of its parent."))
        }
        return findings
    }

    /// What it lacks for a clone.
    fileprivate func findingsOfFeatures(_ snapshots: [Snapshot]) throws(OperationError) -> [Finding] {
        var findings: [Finding] = []
        if try !features().contains(.layering) {
            findings.append(
                Finding(
                    kind: .feature, subject: "layering", blocks: [.clone], message: "the image lacks the feature",
                    hint: "It is given at creation only: copy the image."))
        }
        let users = snapshots.filter { $0.namespace == "user" }
        if users.isEmpty {
            findings.append(
                Finding(
                    kind: .snapshot, subject: spec, blocks: [.clone], message: "there is no snapshot to clone",
                    hint: "Take one: image:create_snapshot(name)."))
        } else if !users.contains(where: \.isProtected) {
            findings.append(
                Finding(
                    kind: .snapshot, subject: spec, blocks: [],
                    message: "no snapshot is protected, which clones of format 1 need",
                    hint: "Clones of format 2, the default of rbd.clone, need none."))
        }
        return findings
    }
}

extension Finding {
    fileprivate static func trashed(_ entry: TrashEntry) -> Finding {
        Finding(
            kind: .trash, subject: entry.id, blocks: [.clone],
            message: "the image is in the trash, put there by \(entry.source)",
            hint:
                "rbd.restore_from_trash(pool, \"\(entry.id)\") takes it out; before its delay has passed it is removed "
                + "by force only.")
    }

    fileprivate static func of(_ snapshot: Snapshot, _ spec: String) -> Finding {
        func finding(_ message: String, _ hint: String) -> Finding {
            Finding(kind: .snapshot, subject: spec, blocks: [.remove], message: message, hint: hint)
        }
        switch snapshot.namespace {
        case "trash":
            return finding(
                "it was removed, but clones need it", "It goes when the last of its clones is flattened or removed.")
        case "group":
            return finding(
                "it is a part of the group snapshot \(snapshot.group?.spec ?? "")",
                "Remove the group's snapshot: group:remove_snapshot().")
        case "mirror":
            return finding("mirroring needs it", "Disable mirroring of the image: `rbd mirror image disable`.")
        default:
            if snapshot.name.hasPrefix(BackupPoint.snapshotPrefix) {
                return finding(
                    "the next backup copies what changed since it",
                    "With it gone, the next backup has to be a full one.")
            }
            return snapshot.isProtected
                ? finding("it is protected", "image:unprotect(\"\(snapshot.name)\"), then remove it.")
                : finding(
                    "it is a snapshot of the image", "image:remove_snapshot(\"\(snapshot.name)\"), or purge them all.")
        }
    }
}
