internal import CSystem
internal import Glibc

/// The machine-readable reason of an error: a domain, and a name and number in it.
///
/// Codes of the C library (and of librados and librbd, which use the same numbers) have the domain `errno` and
/// their C names; libvirt's have `libvirt` (`VIR_ERR_NO_SECRET`), HTTP's `http` (`HTTP_404`), and what is this
/// project's own `cephlua`.
public struct Code: Hashable, Sendable {
    /// Whose numbers these are.
    public let domain: String
    /// The name to branch on (`ENOENT`).
    public let name: String
    /// The number in that domain.
    public let number: Int

    /// A code of any domain.
    public init(domain: String, name: String, number: Int) {
        self.domain = domain
        self.name = name
        self.number = number
    }

    /// A code of the C library; takes the number with either sign, as librados returns it negative.
    public init(errno number: Int) {
        let positive = abs(number)
        let name = cephlua_errno_name(Int32(truncatingIfNeeded: positive)).map { String(cString: $0) }
        self.init(domain: "errno", name: name ?? "E\(positive)", number: positive)
    }

    /// The code's own text, in lower case: `no such file or directory`.
    public var text: String {
        guard domain == "errno" else { return name }
        let text = cephlua_errno_text(Int32(truncatingIfNeeded: number)).map { String(cString: $0) } ?? name
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    /// Codes are the same when domain and name are.
    public static func == (left: Code, right: Code) -> Bool { left.name == right.name && left.domain == right.domain }

    /// Hashes what `==` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(domain)
        hasher.combine(name)
    }
}

extension Code {
    /// There is no such thing. The C error is `ENOENT`.
    public static let notFound = Code(errno: Int(ENOENT))
    /// It is there already. The C error is `EEXIST`.
    public static let exists = Code(errno: Int(EEXIST))
    /// The rights do not suffice. The C error is `EACCES`.
    public static let accessDenied = Code(errno: Int(EACCES))
    /// Something else uses it. The C error is `EBUSY`.
    public static let busy = Code(errno: Int(EBUSY))
    /// A value cannot be right. The C error is `EINVAL`.
    public static let invalid = Code(errno: Int(EINVAL))
    /// The deadline passed. The C error is `ETIMEDOUT`.
    public static let timedOut = Code(errno: Int(ETIMEDOUT))
    /// It was cancelled, by ^C or because a sibling failed. The C error is `ECANCELED`.
    public static let cancelled = Code(errno: Int(ECANCELED))
    /// The other side does not answer. The C error is `EHOSTUNREACH`.
    public static let unreachable = Code(errno: Int(EHOSTUNREACH))
    /// The thing was closed before. The C error is `EBADF`.
    public static let closed = Code(errno: Int(EBADF))
    /// Input does not have the form it should. The C error is `EBADMSG`.
    public static let malformed = Code(errno: Int(EBADMSG))
    /// This build or this host cannot do that. The C error is `ENOTSUP`.
    public static let notSupported = Code(errno: Int(ENOTSUP))
    /// A command ended with a status other than 0.
    public static let commandFailed = Code(domain: "cephlua", name: "COMMAND_FAILED", number: 1)
    /// A fault of this program itself.
    public static let `internal` = Code(domain: "cephlua", name: "INTERNAL", number: 2)
    /// An error that a script raised as plain text; the message is that text.
    public static let script = Code(domain: "lua", name: "LUA", number: 0)
    /// Wrong arguments.
    public static let usage = Code(domain: "cephlua", name: "USAGE", number: 3)
    /// Something changed between being looked at and being changed, or was changed by somebody else.
    public static let conflict = Code(domain: "cephlua", name: "CONFLICT", number: 4)
}
