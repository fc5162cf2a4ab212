internal import Core
internal import Glibc

/// Users and groups of this machine, by the C library (and so by whatever nsswitch.conf names).
enum Accounts {
    /// Whether this process has root's rights.
    static var isRoot: Bool { geteuid() == 0 }

    /// A user's name, or the number where it has none.
    static func userName(_ uid: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withBuffer { buffer, size in
            getpwuid_r(uid, &entry, buffer, size, &found) == 0 && found != nil ? String(cString: entry.pw_name) : nil
        } ?? String(uid)
    }

    /// A group's name, or the number where it has none.
    static func groupName(_ gid: gid_t) -> String {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        return withBuffer { buffer, size in
            getgrgid_r(gid, &entry, buffer, size, &found) == 0 && found != nil ? String(cString: entry.gr_name) : nil
        } ?? String(gid)
    }

    /// A user's number, from a name or a number.
    static func uid(_ user: String, target: String) throws(OperationError) -> uid_t {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let uid: uid_t? = withBuffer { buffer, size in
            getpwnam_r(user, &entry, buffer, size, &found) == 0 && found != nil ? entry.pw_uid : nil
        }
        if let uid = uid ?? UInt32(user) { return uid }
        throw OperationError(.invalid, "chown", target: target, message: "there is no user \(user)")
    }

    /// A group's number, from a name or a number.
    static func gid(_ name: String, target: String) throws(OperationError) -> gid_t {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        let gid: gid_t? = withBuffer { buffer, size in
            getgrnam_r(name, &entry, buffer, size, &found) == 0 && found != nil ? entry.gr_gid : nil
        }
        if let gid = gid ?? UInt32(name) { return gid }
        throw OperationError(.invalid, "chown", target: target, message: "there is no group \(name)")
    }

    private static func withBuffer<R>(_ body: (UnsafeMutablePointer<CChar>, Int) -> R) -> R {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 65536) { body($0.baseAddress!, $0.count) }
    }
}
