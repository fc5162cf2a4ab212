public import Core

/// How to reach a cluster, and as whom.
public struct ConnectOptions: Sendable {
    /// Path of a ceph.conf; nil is where librados looks by itself: `$CEPH_CONF`, then `/etc/ceph/ceph.conf`.
    public var conf: String?
    /// `admin` or `client.admin`.
    public var user = "admin"
    /// Path of the user's keyring; nil is what the conf says.
    public var keyring: String?
    /// The key itself, instead of a keyring.
    public var key: Secret?
    /// Monitor addresses, instead of those of the conf.
    public var monHost: String?
    /// Seconds to wait for the monitors when connecting.
    public var timeout = 10.0
    /// Seconds that each operation on monitors and OSDs may take once connected.
    public var operationTimeout = 30.0
    /// Settings of librados and librbd that come after the conf's.
    package var settings: KeyValuePairs<String, String> = [:]

    /// The defaults: client.admin of the cluster in `/etc/ceph/ceph.conf`.
    public init() {}

    /// The user with its type: `client.admin`.
    public var entity: String { entityName(user) }
}

/// The name of a user with its type: `glance` is `client.glance`, `client.glance` and `mgr.x` are themselves.
public func entityName(_ name: String) -> String {
    let types = ["client.", "mon.", "mgr.", "osd.", "mds.", "auth."]
    return types.contains { name.hasPrefix($0) } ? name : "client.\(name)"
}
