internal import CCeph
internal import Ceph
public import Core

/// librbd, which is loaded when first used.
public enum ImageLibrary {
    /// The version of librbd, as "1.16.0".
    ///
    /// - Throws: `.notSupported` if librbd is not installed.
    ///
    /// C: `rbd_version`. Lua: `rbd.version()`
    public static func version() throws(OperationError) -> String {
        try load("rbd_version")
        var (major, minor, extra) = (CInt(0), CInt(0), CInt(0))
        rbd_version(&major, &minor, &extra)
        return "\(major).\(minor).\(extra)"
    }

    /// Loads librbd; must come before the first `rbd_` call.
    static func load(_ operation: String) throws(OperationError) {
        guard let reason = cephlua_door_rbd_open() else { return }
        throw Library.missing("librbd", package: "librbd1", reason, operation)
    }
}

extension Pool {
    /// Lends the context for a call of librbd.
    func use<R>(
        _ operation: String, target: String, _ body: (UnsafeMutableRawPointer) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        try ImageLibrary.load(operation)
        return try handle.use(operation, target: target, body)
    }
}
