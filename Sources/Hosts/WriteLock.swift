internal import Core
internal import Glibc

/// The lock that those who replace files of a directory hold: on the directory, which stays when a file is replaced.
///
/// The kernel releases it with the descriptor, so that no killed writer leaves one behind.
struct WriteLock {
    private static let patience = 60.0

    private let directory: Descriptor?

    /// Waits for the lock. One that may not be had (a directory that may be written to and not read) is an error only
    /// where it is needed.
    ///
    /// - Throws: `EBUSY` after a minute; `ENOLCK`; what cancels the task.
    /// C: `flock`
    init(directory path: String, isNeeded: Bool) throws(OperationError) {
        let file = Descriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        // Where there is no such directory the write itself says so.
        guard file.isOpen || errno == ENOENT || errno == ENOTDIR || !isNeeded else {
            throw OperationError(
                Code(errno: Int(ENOLCK)), "write", target: path, message: "the directory cannot be locked")
        }
        let deadline = Deadline(in: Self.patience)
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
        directory = file.isOpen ? file : nil
    }

    func release() { directory?.close() }
}
