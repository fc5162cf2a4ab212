public import Core

extension Servers {
    /// Attaches a volume; with a deadline also waits until the server uses it.
    ///
    /// - Returns: The device's name in the server, when it is known.
    /// - Throws: `HTTP_400` when the volume is not available; `HTTP_404`; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack server add volume`.
    @discardableResult
    public func attach(
        _ id: String, volume: String, device: String? = nil, _ deadline: Deadline?
    ) throws(OperationError) -> String? {
        var members: [String: JSON] = ["volumeId": .string(volume)]
        members["device"] = device.map { .string($0) }
        let body: JSON = ["volumeAttachment": .object(members)]
        let answer = try session.compute("POST", path(id) + "/os-volume_attachments", body: body)
        let given = answer.body["volumeAttachment"]?["device"]?.string
        guard let deadline else { return given }
        let operation = "attach volume \(volume) to server"
        return try session.wait(operation, id, for: "attached", deadline) { () throws(OperationError) in
            let seen = try session.volumes.get(volume)
            if seen.status == "in-use", let attachment = seen.attachments.first(where: { $0.server == id }) {
                return .done(attachment.device ?? given)
            }
            // Nova reserves the volume before it answers, and gives it back when the attachment fails.
            if seen.status == "available" || seen.status.hasPrefix("error") {
                throw try attachmentFailed(operation, id, seen)
            }
            return .pending(seen.status)
        }
    }

    /// Detaches a volume; with a deadline also waits until the server does not use it any more.
    ///
    /// - Throws: `HTTP_404` when it is not attached; `HTTP_409`; `.badState`; `.timedOut`.
    ///
    /// CLI: `openstack server remove volume`.
    public func detach(_ id: String, volume: String, _ deadline: Deadline?) throws(OperationError) {
        _ = try session.compute("DELETE", path(id) + "/os-volume_attachments/\(percentEncoded(volume))")
        guard let deadline else { return }
        let operation = "detach volume \(volume) from server"
        try session.wait(operation, id, for: "detached", deadline) { () throws(OperationError) in
            let seen = try session.volumes.get(volume)
            let isAttached = seen.attachments.contains { $0.server == id }
            if !isAttached && seen.status != "detaching" { return .done(()) }
            // Nova marks it as detaching before it answers, and takes that back when it fails.
            if seen.status == "in-use" || seen.status.hasPrefix("error") {
                throw try attachmentFailed(operation, id, seen)
            }
            return .pending(seen.status)
        }
    }

    private func attachmentFailed(
        _ operation: String, _ id: String, _ volume: Volume
    ) throws(OperationError) -> OperationError {
        let server = try get(id)
        // A running guest has to let go of its disk; Nova asks for minutes, and then gives up.
        let isHeld = operation.hasPrefix("detach") && server.status == "ACTIVE"
        let advice = isHeld ? "Stop the server first. " : ""
        return OperationError(
            .badState, operation, target: label(server.name, id),
            message: "volume \(label(volume.name, volume.id)) is \"\(volume.status)\" again",
            hint: "\(advice)The reason is in nova-compute's log on \(server.host ?? "the compute host").")
    }
}
