internal import CCeph
public import Core
internal import Glibc

/// A connection to a cluster.
///
/// Thread safe. Its calls block, for `operationTimeout` at most. Pools and images keep it; closing it closes them.
public final class Cluster: Sendable {
    /// The cluster's id, a UUID in lower case.
    public let fsid: String
    /// Who this connection is: `client.admin`.
    public let user: String
    package let handle: SharedHandle
    private let options: ConnectOptions

    /// Connects.
    ///
    /// - Throws: `.timedOut` if no monitor answered, with the addresses that were tried; `.notFound` if there is no conf,
    ///   no monitor address, no keyring, or no key of the user in it; `.accessDenied` if the monitors refuse the key, or
    ///   the user has no rights; `.invalid`, `.malformed` for a conf or keyring that does not parse; `.cancelled`.
    ///
    /// Cost: a handshake with one monitor, 10–20 ms. C: `rados_create2`, `rados_connect`. Lua: `ceph.connect()`
    public init(_ options: ConnectOptions = ConnectOptions()) throws(OperationError) {
        try Library.load("rados_connect")
        user = options.entity
        self.options = options
        var pointer: rados_t?
        let target = options.conf ?? options.monHost ?? "the default cluster"
        try Cancellation.current?.check("rados_connect", target: target)
        try check(rados_create2(&pointer, "ceph", options.entity, 0), "rados_create2", target: target)
        let settings = Settings(pointer!)
        do {
            try settings.apply(options)
            try settings.connect(options)
            fsid = try settings.fsid()
        } catch {
            // A connect that was cancelled still works on the handle, and shuts it down when it returns.
            if error.code != .cancelled { rados_shutdown(pointer) }
            throw error
        }
        handle = SharedHandle(pointer!, name: "cluster \(fsid)") { rados_shutdown($0) }
    }

    /// Connects once more, as the same user, with settings of librados and librbd that hold for that connection only.
    ///
    /// - Parameter deadline: Its operations need not be waited for any longer than that; without one they wait for ever.
    package func again(
        settings: KeyValuePairs<String, String>, deadline: Deadline
    ) throws(OperationError) -> Cluster {
        var options = options
        options.settings = settings
        options.timeout = min(options.timeout, deadline.remaining)
        options.operationTimeout = deadline.remaining
        return try Cluster(options)
    }

    /// Closes the connection, and the pools and images that were opened through it; again is fine.
    ///
    /// C: `rados_shutdown`. Lua: `cluster:close()`
    public func close() { handle.close() }

    /// Whether it was closed.
    public var isClosed: Bool { handle.isClosed }

    /// This connection's own number: the one in `client.4123`.
    ///
    /// C: `rados_get_instance_id`.
    public func instance() throws(OperationError) -> UInt64 {
        try handle.use("rados_get_instance_id", target: handle.name) { rados_get_instance_id($0) }
    }

    /// The value of a configuration option as this client sees it; nil for an option that does not exist.
    ///
    /// C: `rados_conf_get`.
    public func setting(_ option: String) throws(OperationError) -> String? {
        try handle.use("rados_conf_get", target: option) { Settings($0).value(option) }
    }
}
