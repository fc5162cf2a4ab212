internal import CSystem
public import Core
internal import Glibc

/// What can be done only with files of this machine.
public enum LocalFileSystem {
    /// Copies a file's content, written as ``Host/write(_:_:_:)`` does but not held in memory. Holes stay holes.
    ///
    /// C: `copy_file_range`. Lua: `fs.copy(from, to, options)`
    public static func copy(
        _ from: String, to: String, _ attributes: FileAttributes = FileAttributes()
    ) throws(OperationError) {
        let source = try Descriptor.open(from, O_RDONLY | O_NONBLOCK, operation: "copy", target: from)
        let status = try FileStatus(descriptor: source, operation: "copy", target: from)
        guard status.kind != .directory else { throw OperationError(Code(errno: Int(EISDIR)), "copy", target: from) }
        guard status.kind == .file else {
            throw OperationError(.invalid, "copy", target: from, message: "is a \(status.kind), not a regular file")
        }
        let cancellation = Cancellation.current
        do throws(OperationError) {
            let write = try LocalWrite(to, attributes, defaultMode: status.mode)
            try write.replace { (target) throws(OperationError) in
                var position = 0
                let size = Int(status.size)
                while position < size {
                    try cancellation?.check("copy", target: to)
                    let count = cephlua_copy_part(source.number, target.number, &position, size)
                    guard count >= 0 else { throw OperationError(Code(errno: Int(errno)), "copy", target: to) }
                }
            }
        } catch {
            throw error.explainingWrite()
        }
    }

    /// Gives a file or directory another name.
    ///
    /// C: `rename`. Lua: `fs.rename(from, to)`
    public static func rename(_ from: String, to: String) throws(OperationError) {
        guard Glibc.rename(from, to) == 0 else {
            throw OperationError(Code(errno: Int(errno)), "rename", target: "\(from) to \(to)")
        }
    }

    /// Makes a directory that only this user can enter, under `$TMPDIR` or `/tmp`.
    ///
    /// C: `mkdtemp`. Lua: `fs.temporary_directory(prefix)`
    public static func temporaryDirectory(prefix: String = "cephlua") throws(OperationError) -> String {
        let parent = LocalProcess.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(parent)/\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw OperationError(Code(errno: Int(errno)), "mkdtemp", target: parent)
        }
        return template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    /// The path without links, `.` and `..`; nil if there is nothing.
    ///
    /// C: `realpath`. Lua: `fs.real_path(path)`
    public static func realPath(_ path: String) throws(OperationError) -> String? {
        if let real = LocalRemoval.realPath(path) { return real }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw OperationError(Code(errno: Int(errno)), "realpath", target: path)
    }

    /// Bytes of the file system that holds a path: all, and those that are free for this user.
    ///
    /// C: `statvfs`. Lua: `fs.space(path)`
    public static func space(_ path: String) throws(OperationError) -> (total: Int64, free: Int64) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else {
            throw OperationError(Code(errno: Int(errno)), "statvfs", target: path)
        }
        let unit = Int64(status.f_frsize)
        return (Int64(status.f_blocks) * unit, Int64(status.f_bavail) * unit)
    }
}
