internal import Core
internal import Glibc

/// What is locked while a file is compared and replaced.
///
/// First the file itself, where its content matters: a record lock, for which crudini and ``FileLock`` wait, shared, as it
/// need only keep out those. Then the directory, which stays when a file is replaced: for all who write here. The kernel
/// releases both with their descriptors, so that no killed writer leaves one behind.
struct WriteLock {
    /// How long others may hold it.
    static let patience = 60.0

    private let record: FileLock?
    private let directory: Descriptor?

    /// Waits for both.
    ///
    /// - Parameters:
    ///   - comparing: Whether the present content matters: then a directory that cannot be locked (it may be written to and
    ///     not read) is an error.
    ///   - held: The record lock, where the caller has it already.
    /// - Throws: `EBUSY` after a minute; `ENOLCK`; `CONFLICT` if `held` is not on the file any more; what cancels the task.
    /// C: `fcntl(F_OFD_SETLK)`, `flock`
    init(_ path: String, comparing: Bool, held: FileLock? = nil) throws(OperationError) {
        while true {
            let record = comparing && held == nil ? try Self.record(path) : nil
            let directory = try Self.directory(LocalFiles.parent(of: path), isNeeded: comparing)
            if let held, !held.isCurrent { throw .fileChanged(path) }
            // Replaced while the directory was waited for: others hold the lock of the new file.
            if record?.isCurrent != false {
                (self.record, self.directory) = (record, directory)
                return
            }
        }
    }

    func release() {
        directory?.close()
        record?.release()
    }

    private static func record(_ path: String) throws(OperationError) -> FileLock? {
        do throws(OperationError) { return try FileLock(path, shared: true, timeout: patience) } catch {
            // Not there: what makes it must find that still so. And a file system may know no record locks.
            if error.code == .notFound || error.code == Code(errno: Int(ENOLCK)) { return nil }
            var error = error
            error.operation = "write"
            throw error
        }
    }

    private static func directory(_ path: String, isNeeded: Bool) throws(OperationError) -> Descriptor? {
        let file = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        // Where there is no such directory the write itself says so.
        guard file.isOpen || errno == ENOENT || errno == ENOTDIR || !isNeeded else {
            throw OperationError(
                Code(errno: Int(ENOLCK)), "write", target: path, message: "the directory cannot be locked")
        }
        let deadline = Deadline(in: patience)
        while file.isOpen, flock(file.number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            try Cancellation.current?.check("write", target: path)
            guard !deadline.hasPassed else {
                throw OperationError(
                    Code(errno: Int(EBUSY)), "write", target: path,
                    message: "another writer holds the lock of the directory")
            }
            usleep(2000)
        }
        return file.isOpen ? file : nil
    }
}
