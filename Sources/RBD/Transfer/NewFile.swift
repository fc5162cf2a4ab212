internal import Core
internal import Glibc

/// A file that is written beside its place, and gets its name when it is whole.
final class NewFile: Sendable {
    let path: String
    let descriptor: CInt
    private let temporary: String
    private let replaces: Bool

    static let operation = "write"

    /// Begins it.
    ///
    /// - Throws: `.exists` if there is one and it is not to be replaced.
    init(_ path: String, replacing: Bool) throws(OperationError) {
        (self.path, replaces) = (path, replacing)
        if access(path, F_OK) == 0, !replacing { throw Self.exists(path) }
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        temporary = "\(path[..<slash]).\(path[slash...]).cephlua-\(UInt64.random(in: 0 ... .max))"
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), Self.operation, target: path) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    static func exists(_ path: String) -> OperationError {
        OperationError(
            .exists, operation, target: path, message: "it exists",
            hint: "Say `replace = true` if it is to be replaced.")
    }

    /// Gives it a size, of holes.
    func setSize(_ size: UInt64) throws(OperationError) {
        guard ftruncate(descriptor, Int(size)) == 0 else {
            throw OperationError(Code(errno: Int(errno)), Self.operation, target: path)
        }
    }

    /// Waits until it is on the disk.
    func sync(_ deadline: Deadline) throws(OperationError) {
        try attended("fsync", target: path, deadline) { [self] () throws(OperationError) in
            guard fsync(descriptor) == 0 else { throw OperationError(Code(errno: Int(errno)), "fsync", target: path) }
        }
    }

    /// Gives it its name.
    func commit() throws(OperationError) {
        // link refuses a name that is taken meanwhile; rename would not.
        let result = replaces ? rename(temporary, path) : link(temporary, path)
        guard result == 0 else {
            if errno == EEXIST { throw Self.exists(path) }
            throw OperationError(Code(errno: Int(errno)), replaces ? "rename" : "link", target: path)
        }
        if !replaces { unlink(temporary) }
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// Removes what was begun.
    func discard() { unlink(temporary) }

    /// Whether a block device is there, which nothing is written to unasked.
    static func isDevice(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFBLK
    }

    /// Whether a file is or would be there, rather than a pipe or a device.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return true }
        return [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }
}
