package import Core
internal import Glibc

extension OperationError {
    /// The one place where a negative result of librados becomes an error.
    ///
    /// `message` and `hint` are what the caller knows better than the bare number says.
    package init(
        rados result: some BinaryInteger, _ operation: String, target: String, message: String? = nil,
        hint: String? = nil
    ) {
        let code = Code(errno: Int(result))
        self.init(
            code, operation, target: target, message: message ?? OperationError.radosMessage(code),
            hint: hint ?? OperationError.radosHint(code))
    }

    private static func radosMessage(_ code: Code) -> String? {
        switch Int32(code.number) {
        case ENOENT: "there is no such thing in the cluster"
        case EACCES, EPERM: "the cluster does not allow it"
        case ETIMEDOUT: "the cluster did not answer in time"
        case ESHUTDOWN: "the cluster has blocklisted this client"
        case ENOTCONN: "the connection to the cluster is gone"
        default: nil
        }
    }

    /// What helps against a failure whatever was being done; librbd's errors have the same causes.
    package static func radosHint(_ code: Code) -> String? {
        switch Int32(code.number) {
        case EACCES, EPERM:
            "The capabilities of the user do not suffice; `ceph auth get USER` shows them."
        case ETIMEDOUT:
            "See whether monitors and OSDs are up (`ceph -s`), and reachable from here; raise `operation_timeout` if the "
                + "cluster is merely slow."
        case ESHUTDOWN:
            "Connect again; if it happens at once, `ceph osd blocklist ls` shows whether this address is still listed."
        default: nil
        }
    }
}

/// Throws if a librados call failed.
func check(
    _ result: CInt, _ operation: String, target: String, message: String? = nil, hint: String? = nil
) throws(OperationError) {
    if result < 0 { throw OperationError(rados: result, operation, target: target, message: message, hint: hint) }
}
