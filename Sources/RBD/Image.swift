internal import CCeph
public import Ceph
public import Core

/// An open image. It keeps its pool, and with it the cluster.
///
/// Thread safe; calls block.
public final class Image: Sendable {
    /// Its name when it was opened.
    public let name: String
    /// The snapshot it was opened at.
    public let snapshot: String?
    /// Whether it was opened for reading only.
    public let isReadOnly: Bool
    /// The pool it is in.
    public let pool: Pool
    private let handle: SharedHandle
    /// The id it was opened by, which also finds one in the trash; nil where it was opened by its name.
    private let openedID: String?

    /// "vms/vm-1", "images/debian@snap"
    public var spec: String { pool.spec(name, snapshot) }

    /// Opens an image.
    ///
    /// - Parameter snapshot: Opens it as it was then, for reading only.
    /// - Parameter readOnly: Takes no lock, and is no watcher that others would see.
    /// - Throws: `.notFound`, which says whether image or snapshot are missing; `.accessDenied`, `EPERM`.
    ///
    /// C: `rbd_open`, `rbd_open_read_only`. Lua: `rbd.open()`
    public init(
        _ pool: Pool, _ name: String, snapshot: String? = nil, readOnly: Bool = false
    ) throws(OperationError) {
        let isReadOnly = readOnly || snapshot != nil
        let operation = isReadOnly ? "rbd_open_read_only" : "rbd_open"
        let spec = pool.spec(name, snapshot)
        handle = try pool.use(operation, target: spec) { io throws(OperationError) in
            var image: rbd_image_t?
            let result = (isReadOnly ? rbd_open_read_only : rbd_open)(io, name, &image, snapshot)
            if result < 0, let snapshot, Image.exists(io, name) {
                try check(result, operation, target: spec, [.notFound: "the image has no snapshot \(snapshot)"])
            }
            try check(result, operation, target: spec)
            return SharedHandle(image!, name: "image \(spec)", parent: pool.handle) { _ = rbd_close($0) }
        }
        self.name = name
        self.snapshot = snapshot
        self.isReadOnly = isReadOnly
        self.pool = pool
        openedID = nil
    }

    /// Opens an image by its id: also one in the trash, whose name does not open it.
    ///
    /// - Throws: `.notFound` if there is no such image or snapshot; `.accessDenied`, `EPERM`.
    ///
    /// C: `rbd_open_by_id`, `rbd_open_by_id_read_only`. CLI: `rbd --image-id`. Lua: `rbd.open_by_id()`
    public init(
        _ pool: Pool, id: String, snapshot: String? = nil, readOnly: Bool = false
    ) throws(OperationError) {
        let isReadOnly = readOnly || snapshot != nil
        let operation = isReadOnly ? "rbd_open_by_id_read_only" : "rbd_open_by_id"
        let target = "\(pool.spec)/id \(id)" + (snapshot.map { "@\($0)" } ?? "")
        let opened = try pool.use(operation, target: target) { io throws(OperationError) in
            var image: rbd_image_t?
            let result = (isReadOnly ? rbd_open_by_id_read_only : rbd_open_by_id)(io, id, &image, snapshot)
            try check(
                result, operation, target: target, [.notFound: "there is no image of that id, or no such snapshot"])
            let handle = SharedHandle(image!, name: "image \(target)", parent: pool.handle) { _ = rbd_close($0) }
            let name = try filled(256, of: CChar(0), { rbd_get_name(image!, $0, &$1) }) {
                result, buffer throws(OperationError) in
                try check(result, "rbd_get_name", target: target)
                return text(buffer.baseAddress)
            }
            return (handle, name)
        }
        handle = opened.0
        // One in the trash has no name in the pool's directory any more.
        name = opened.1.isEmpty ? id : opened.1
        self.snapshot = snapshot
        self.isReadOnly = isReadOnly
        self.pool = pool
        openedID = id
    }

    /// A handle of its own for the same image, for reading; maybe at another snapshot.
    func another(at snapshot: String? = nil) throws(OperationError) -> Image {
        if let openedID { return try Image(pool, id: openedID, snapshot: snapshot, readOnly: true) }
        return try Image(pool, name, snapshot: snapshot, readOnly: true)
    }

    private static func exists(_ io: UnsafeMutableRawPointer, _ name: String) -> Bool {
        var image: rbd_image_t?
        guard rbd_open_read_only(io, name, &image, nil) >= 0 else { return false }
        rbd_close(image)
        return true
    }

    /// Closes the image; again is fine. What was written is flushed first.
    ///
    /// - Throws: What the flush throws; the image is closed all the same.
    ///
    /// C: `rbd_close`. Lua: `image:close()`
    public func close() throws(OperationError) {
        defer { handle.close() }
        guard !isReadOnly, !handle.isClosed else { return }
        do { try flush() } catch {
            // One that gave its lock back wrote everything out then, and may no longer write.
            if error.code != .readOnly { throw error }
        }
    }

    /// Whether it, or its pool, was closed.
    public var isClosed: Bool { handle.isClosed }

    /// Closes an image that was only read.
    func discardHandle() { handle.close() }

    /// Lends the handle for a call.
    func use<R>(
        _ operation: String, target: String? = nil,
        _ body: (UnsafeMutableRawPointer) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        try handle.use(operation, target: target ?? spec, body)
    }
}
