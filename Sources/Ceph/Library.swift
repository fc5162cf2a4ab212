internal import CCeph
public import Core

/// librados, which is loaded when first used.
public enum Library {
    /// The version of librados, as "3.0.0".
    ///
    /// - Throws: `.notSupported` if librados is not installed.
    ///
    /// C: `rados_version`. Lua: `ceph.version()`
    public static func version() throws(OperationError) -> String {
        try load("rados_version")
        var (major, minor, extra) = (CInt(0), CInt(0), CInt(0))
        rados_version(&major, &minor, &extra)
        return "\(major).\(minor).\(extra)"
    }

    /// Whether an option of the configuration exists, and takes a value.
    ///
    /// C: `rados_conf_set`.
    package static func takes(_ option: String, _ value: String) throws(OperationError) -> Bool {
        try load("rados_conf_set")
        // On a handle that is never connected: nothing that is in use changes.
        var pointer: rados_t?
        try check(rados_create2(&pointer, "ceph", "client.admin", 0), "rados_create2", target: option)
        defer { rados_shutdown(pointer) }
        return rados_conf_set(pointer, option, value) >= 0
    }

    /// Loads librados; must come before the first `rados_` call.
    package static func load(_ operation: String) throws(OperationError) {
        guard let reason = cephlua_door_ceph_open() else { return }
        throw missing("librados", package: "librados2", reason, operation)
    }

    package static func missing(
        _ library: String, package: String, _ reason: UnsafePointer<CChar>, _ operation: String
    ) -> OperationError {
        OperationError(
            .notSupported, operation, target: library,
            message: "\(library) cannot be loaded: \(String(cString: reason))",
            hint: "Install it on this machine: `apt install \(package)`, or `dnf install \(package)`.")
    }
}
