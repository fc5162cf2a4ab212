public import Core
internal import Glibc
internal import Synchronization

/// A lock on a file of this machine, for reading it, changing it and writing it back while nobody else does.
///
/// It is the record lock that crudini takes too, on the whole file, so that both can be used side by side. Who replaces
/// the file under its name replaces what others wait for: the lock is on the file that has the name when it is taken.
public final class FileLock: Sendable {
    /// Where it is.
    public let path: String
    /// Whether there was no such file: an empty one was made.
    public let isNew: Bool
    private let file: Mutex<CInt>

    /// Linux's F_OFD_SETLK, which glibc shows only to programs of C that define _GNU_SOURCE.
    private static let setOpenFileLock: CInt = 37

    /// Waits for the lock.
    ///
    /// - Parameters:
    ///   - shared: Whether others may read meanwhile.
    ///   - create: Whether a file that is not there is made, empty.
    ///   - timeout: How long to wait, in seconds; nil: as long as it takes.
    /// - Throws: `.notFound`, `.permissionDenied`; `EBUSY` after `timeout`; `.cancelled` while it waits.
    /// C: `fcntl(F_OFD_SETLK)`. Lua: `fs.lock(path)`
    public init(
        _ path: String, shared: Bool = false, create: Bool = false, timeout: Double? = nil
    ) throws(OperationError) {
        self.path = path
        let deadline = timeout.map { Deadline(in: $0) } ?? .never
        var made = false
        while true {
            var number = open(path, (shared ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK)
            if number < 0, errno == ENOENT, create, !shared {
                number = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
                // Made by somebody else meanwhile.
                if number < 0, errno == EEXIST { continue }
                made = number >= 0
            }
            guard number >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
            do throws(OperationError) { try Self.wait(number, shared: shared, path, deadline) } catch {
                close(number)
                throw error
            }
            if Self.isAt(path, number) {
                file = Mutex(number)
                break
            }
            close(number)
            made = false
        }
        isNew = made
    }

    deinit { release() }

    /// Gives it back; twice is fine.
    public func release() {
        file.withLock { number in
            if number >= 0 { close(number) }
            number = -1
        }
    }

    /// Whether the file still has its name: it has not once somebody replaced it.
    public var isCurrent: Bool { file.withLock { $0 >= 0 && Self.isAt(path, $0) } }

    /// What is in the file.
    public func read() throws(OperationError) -> [UInt8] {
        let file = try opened("read")
        lseek(file.number, 0, SEEK_SET)
        return try LocalFiles.contents(of: file, size: 4095, limit: 1 << 28, target: path)
    }

    /// Puts a file with other bytes in its place, whole or not at all; whether they differ. The lock stays on the file that
    /// was there: give it back.
    ///
    /// - Parameters:
    ///   - old: What must be in it still: who writes and does not compare waits for no record lock.
    ///   - new: What shall be in it.
    /// - Throws: `CONFLICT` if it is not; what a write throws.
    /// Lua: `lock:replace(old, new)`
    public func replace(_ old: [UInt8], with new: [UInt8]) throws(OperationError) -> Bool {
        do throws(OperationError) {
            return try LocalWrite.run(path, .bytes(new), FileAttributes(), replacing: .bytes(old), under: self)
        } catch {
            throw error.explainingWrite()
        }
    }

    /// Puts other bytes into the file itself, for those who have it open or bound into their own tree. Not atomic: who is
    /// killed here leaves a part.
    public func overwrite(_ bytes: [UInt8]) throws(OperationError) {
        let file = try opened("write")
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(file.number, buffer.baseAddress! + written, buffer.count - written, off_t(written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw OperationError(Code(errno: Int(errno)), "write", target: path) }
            written += count
        }
        guard ftruncate(file.number, off_t(bytes.count)) == 0, fsync(file.number) == 0 else {
            throw OperationError(Code(errno: Int(errno)), "write", target: path)
        }
    }

    /// Another descriptor of the locked file: it stays what it is when the lock is given back meanwhile.
    private func opened(_ operation: String) throws(OperationError) -> Descriptor {
        let copy = Descriptor(file.withLock { fcntl($0, F_DUPFD_CLOEXEC, 0) })
        guard copy.isOpen else {
            throw OperationError(.invalid, operation, target: path, message: "the lock was given back")
        }
        return copy
    }

    /// Tries again and again, more seldom the longer it takes: a wait inside the kernel could not be cancelled.
    private static func wait(
        _ number: CInt, shared: Bool, _ path: String, _ deadline: Deadline
    ) throws(OperationError) {
        var lock = flock()
        lock.l_type = Int16(shared ? F_RDLCK : F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        var pause = 0.001
        // Of the open file, not of the process: another thread that closes the same file does not end it.
        while fcntl(number, Self.setOpenFileLock, &lock) != 0 {
            guard errno == EAGAIN || errno == EACCES else {
                throw OperationError(Code(errno: Int(errno)), "lock", target: path)
            }
            guard !deadline.hasPassed else {
                throw OperationError(
                    Code(errno: Int(EBUSY)), "lock", target: path, message: "another writer holds the lock of the file")
            }
            try Cancellation.sleep(pause, "lock", target: path)
            pause = min(pause * 1.5, 0.05)
        }
    }

    private static func isAt(_ path: String, _ number: CInt) -> Bool {
        var (own, present) = (stat(), stat())
        guard fstat(number, &own) == 0, stat(path, &present) == 0 else { return false }
        return own.st_ino == present.st_ino && own.st_dev == present.st_dev
    }
}
