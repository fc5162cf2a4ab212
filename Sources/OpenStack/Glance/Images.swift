public import Core

extension Session {
    /// The images of Glance.
    public var images: Images { Images(self) }
}

/// The images of Glance.
public final class Images: Sendable {
    /// The session they are asked for in.
    public let session: Session

    init(_ session: Session) { self.session = session }

    /// All images the user sees, or those of a name, status or visibility.
    ///
    /// CLI: `openstack image list`.
    public func list(
        name: String? = nil, status: String? = nil, visibility: String? = nil
    ) throws(OperationError) -> [Image] {
        let query = ["name": name, "status": status, "visibility": visibility]
        return try session.pages("image", "/v2/images", "images", query: query).map(Image.init)
    }

    /// The image of that name; nil for none.
    ///
    /// - Throws: `.conflict` when several have the name.
    public func find(_ name: String) throws(OperationError) -> Image? {
        try session.only("image", name, list(name: name)) { $0.id }
    }

    /// One image.
    ///
    /// - Throws: `HTTP_404`. CLI: `openstack image show`.
    public func get(_ id: String) throws(OperationError) -> Image {
        Image(json: try session.request("image", "GET", path(id)).body)
    }

    /// Creates an image; with a file also uploads it and waits until it is active. If the upload fails the image is
    /// removed again.
    ///
    /// - Throws: `HTTP_403`, `HTTP_413`; `.notFound` when there is no such file; `.timedOut`; `.badState`.
    ///
    /// CLI: `openstack image create`.
    public func create(_ new: NewImage, _ deadline: Deadline) throws(OperationError) -> Image {
        // The file first: an image that cannot be filled need not be made.
        let file = try new.file.map { path throws(OperationError) in try SourceFile(path, "upload image") }
        let answer = try session.request("image", "POST", "/v2/images", body: new.json())
        let image = Image(json: answer.body)
        guard let file else { return image }
        do throws(OperationError) {
            try send(file, to: image.id, store: new.store, deadline)
            return try wait(image.id, for: "active", deadline)
        } catch {
            // Also after a cancellation: nothing half-made stays. A failure of that must not hide the first one.
            let removal = Cancellation.$current.withValue(nil) {
                Result { () throws(OperationError) in try remove(image.id) }
            }
            var error = error
            if case .failure(let left) = removal { error.details = "The image is left behind: \(left)" }
            throw error
        }
    }

    /// Uploads the content of a queued image, as a stream, and waits until it is active.
    ///
    /// - Throws: `HTTP_409` when it has content; `.notFound` when there is no such file; `.timedOut`; `.badState`.
    ///
    /// Cost: one pass over the file, 512 KiB of memory.
    public func upload(
        _ id: String, file path: String, store: String? = nil, _ deadline: Deadline
    ) throws(OperationError) -> Image {
        try send(SourceFile(path, "upload image"), to: id, store: store, deadline)
        return try wait(id, for: "active", deadline)
    }

    private func send(_ file: SourceFile, to id: String, store: String?, _ deadline: Deadline) throws(OperationError) {
        let url = try session.url("image", path(id) + "/file")
        var request = HTTPRequest("PUT", url, body: .file(file), deadline: deadline)
        request.headers = ["Content-Type": "application/octet-stream", "Accept": "application/json"]
        request.headers["X-Image-Meta-Store"] = store
        _ = try session.send(request)
    }

    /// Downloads the content to a file, as a stream. The file appears under its name only when it is whole.
    ///
    /// - Returns: How many bytes it has.
    /// - Throws: `HTTP_404`; `HTTP_204` when the image has no content; `.timedOut`; what writing the file throws.
    ///
    /// CLI: `openstack image save`.
    public func download(_ id: String, to path: String, _ deadline: Deadline) throws(OperationError) -> Int64 {
        let file = try TargetFile(path, "download image")
        let url = try session.url("image", self.path(id) + "/file")
        var request = HTTPRequest("GET", url, deadline: deadline)
        request.sink = .file(file)
        // What was written before a reset would stay in the file.
        request.isIdempotent = false
        let response = try session.send(request)
        guard response.status == 200 else {
            throw OperationError(
                .http(response.status), request.operation, target: request.origin,
                message: "the image has no content")
        }
        try file.commit()
        return response.written
    }

    /// Removes an image.
    ///
    /// - Throws: `HTTP_404`; `HTTP_403` when it is protected; `HTTP_409` when it is in use, as it has copy-on-write
    ///   children.
    ///
    /// CLI: `openstack image delete`.
    public func remove(_ id: String, _ deadline: Deadline? = nil) throws(OperationError) {
        _ = try session.request("image", "DELETE", path(id))
        guard let deadline else { return }
        // With `delayed_delete` it stays for a while, marked as deleted.
        try session.wait("remove image", id, for: "gone", deadline) { () throws(OperationError) in
            var status = ""
            let isThere = try session.exists { () throws(OperationError) in status = try get(id).status }
            return isThere && !["deleted", "pending_delete"].contains(status) ? .pending(status) : .done(())
        }
    }

    /// Waits until an image has a status.
    ///
    /// - Throws: `.timedOut` with the last status; `.badState`.
    public func wait(_ id: String, for status: String, _ deadline: Deadline) throws(OperationError) -> Image {
        try session.wait("wait for image", id, for: "\"\(status)\"", deadline) { () throws(OperationError) in
            let image = try get(id)
            if image.status == status { return .done(image) }
            if ["killed", "deleted", "pending_delete"].contains(image.status) {
                throw session.badState("wait for image", label(image.name, id), image.status, fault: nil)
            }
            return .pending(image.status)
        }
    }

    private func path(_ id: String) -> String { "/v2/images/\(percentEncoded(id))" }
}
