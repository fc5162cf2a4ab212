public import Core

/// What is at a path.
public struct FileStatus: Sendable, Equatable {
    /// The kinds of things in a file system.
    public enum Kind: String, Sendable {
        case file, directory, link, fifo, socket, block, character
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// Bytes.
    public var size: Int64
    /// The owner's name, or the number where it has none.
    public var owner: String
    /// The group's name, or the number where it has none.
    public var group: String
    /// The owner's number.
    public var uid: UInt32
    /// The group's number.
    public var gid: UInt32
    /// Permission bits, with set-user-id, set-group-id and sticky.
    public var mode: UInt32
    /// Where a symbolic link points.
    public var target: String?
    /// When the content last changed, in seconds since 1970.
    public var modified: Double

    /// The permission bits as text: `0640`.
    public var permissions: String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// An entry of a directory.
public struct DirectoryEntry: Sendable, Equatable {
    /// Its name, without the directory.
    public var name: String
    /// What it is; links are not followed.
    public var status: FileStatus
}

/// Who may do what with a file; nil leaves it as it is.
public struct FileAttributes: Sendable, Equatable {
    /// A user's name or number.
    public var owner: String?
    /// A group's name or number.
    public var group: String?
    /// Permission bits.
    public var mode: UInt32?

    /// Attributes; what is left out stays as it is.
    public init(owner: String? = nil, group: String? = nil, mode: UInt32? = nil) {
        self.owner = owner
        self.group = group
        self.mode = mode
    }

    /// Permission bits from text: `640`, `0640`, `0o640`; nil if it is none.
    public static func mode(parsing text: String) -> UInt32? {
        let digits = text.hasPrefix("0o") ? String(text.dropFirst(2)) : text
        guard let bits = UInt32(digits, radix: 8), bits <= 0o7777, !digits.hasPrefix("+") else { return nil }
        return bits
    }
}

/// What is written to a file.
public enum FileContent: Sendable {
    /// Bytes.
    case bytes([UInt8])
    /// A secret; a new file is readable for its owner only.
    case secret(Secret)

    /// Text as UTF-8.
    public init(_ text: String) { self = .bytes(Array(text.utf8)) }

    /// How many bytes it has.
    public var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .secret(let secret): secret.count
        }
    }

    /// The mode of a new file.
    var defaultMode: UInt32 { if case .secret = self { 0o600 } else { 0o644 } }

    /// Lends the bytes.
    func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        switch self {
        case .bytes(let bytes):
            return try bytes.withUnsafeBufferPointer { (buffer) throws(E) -> R in
                try body(UnsafeRawBufferPointer(buffer))
            }
        case .secret(let secret):
            return try secret.withBytes { (buffer) throws(E) -> R in try body(UnsafeRawBufferPointer(buffer)) }
        }
    }
}

/// What a file has to be for a write to take its place: what it was when its new content was made of it.
///
/// Compared and replaced under one lock: of two that read a file and write it, the second is refused, and nothing is lost.
public enum ExpectedFile: Sendable, Equatable {
    /// Not there.
    case none
    /// A file with exactly this content.
    case bytes([UInt8])

    /// What tells its content: a SHA-256 in hexadecimal, `none`.
    var digest: String {
        get throws(OperationError) {
            guard case .bytes(let bytes) = self else { return "none" }
            let sha = try SHA256()
            bytes.withUnsafeBytes { sha.update($0) }
            return sha.finish()
        }
    }
}

/// A file with what is in it.
public struct FoundFile: Sendable {
    /// What it is; a symbolic link was followed.
    public var status: FileStatus
    /// Its content: a secret if it was asked for as one.
    public var content: FileContent
}

/// Files of a host. Both ways to them mean the same: syscalls here, and shell scripts elsewhere.
protocol HostFiles: Sendable {
    func read(_ path: String, limit: Int) throws(OperationError) -> [UInt8]
    func readSecret(_ path: String, limit: Int) throws(OperationError) -> Secret
    func find(_ path: String, limit: Int, secret: Bool) throws(OperationError) -> FoundFile?
    func write(
        _ path: String, _ content: FileContent, _ attributes: FileAttributes, replacing expected: ExpectedFile?
    ) throws(OperationError) -> Bool
    func status(_ path: String, follow: Bool) throws(OperationError) -> FileStatus?
    func list(_ path: String) throws(OperationError) -> [DirectoryEntry]
    func remove(_ path: String, recursive: Bool) throws(OperationError) -> Bool
    func makeDirectory(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool
    func setAttributes(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool
    func link(_ path: String, to target: String) throws(OperationError) -> Bool
}

/// Names of the temporary files that a write makes beside its target: `.NAME.cephlua-NUMBER-PID`.
///
/// The pid at the end tells a leftover of a killed writer from the file of one that is still at work.
enum TemporaryName {
    static func prefix(for name: String) -> String {
        // A name may have 255 bytes.
        let bytes = Array(name.utf8)
        return "." + (bytes.count <= 200 ? name : String(decoding: bytes.prefix(200), as: UTF8.self)) + ".cephlua-"
    }
}

extension OperationError {
    /// The error for a file that is not what it was expected to be.
    static func fileChanged(_ target: String) -> OperationError {
        OperationError(
            .conflict, "write", target: target, message: "the file was changed by somebody else since it was read",
            hint: "Read it again, and make the change anew.")
    }

    /// The error of a write, where the reader must know what became of the old file or what to look for: no space (ENOSPC,
    /// EDQUOT), and a refusal that owner and mode do not explain (EPERM).
    func explainingWrite() -> OperationError {
        var error = self
        switch code.name {
        case "ENOSPC", "EDQUOT":
            error.message = "\(code.text); the old file is intact"
            error.hint = "Free space on the file system that holds it, then run again."
        case "EPERM" where operation == "write":
            error.hint = "The file or its directory may be immutable or append-only: `lsattr -d` shows it."
        default: break
        }
        return error
    }
}
