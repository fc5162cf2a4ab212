public import Core
internal import Glibc
internal import Synchronization

/// One run at a time on a site. The kernel gives the lock back when its holder ends, however it ends.
public final class RunLock: Sendable {
    private let descriptor: Mutex<CInt>

    /// Takes the lock of a site.
    ///
    /// - Parameters:
    ///   - name: The site: any text.
    ///   - holder: Who takes it and what for, in words: what another run is told.
    ///   - folder: Where locks are; the default is beside the archive of runs.
    /// - Throws: `.busy`, with who holds it, if it is not given back within two seconds.
    /// C: `flock`. Lua: `journal.lock(name, holder)`
    public init(_ name: String, holder: String, folder: String? = nil) throws(OperationError) {
        let folder = folder ?? RunArchive.stateFolder() + "/locks"
        try DurableFile.createFolders(folder)
        let path = "\(folder)/\(RunArchive.fileName(name)).lock"
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw OperationError(Code(errno: Int(errno)), "lock", target: path) }
        if let reason = Self.acquire(file) {
            defer { close(file) }
            guard reason == EWOULDBLOCK else { throw OperationError(Code(errno: Int(reason)), "lock", target: path) }
            throw OperationError(
                .busy, "lock", target: name, message: Self.holder(file) ?? "another run is at work on it",
                hint: "One run at a time: wait until that one has ended, or end it.")
        }
        descriptor = Mutex(file)
        _ = ftruncate(file, 0)
        let bytes = Array(holder.utf8)
        _ = pwrite(file, bytes, bytes.count, 0)
    }

    deinit { release() }

    /// Gives it back; twice is fine.
    public func release() {
        descriptor.withLock { file in
            guard file >= 0 else { return }
            _ = ftruncate(file, 0)
            close(file)
            file = -1
        }
    }

    /// Tries for two seconds: a command that a killed run was just starting has a copy of its descriptors until it is
    /// executed, and with it the lock. Gives the reason for which it failed.
    private static func acquire(_ file: CInt) -> CInt? {
        let deadline = Deadline(in: 2)
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EWOULDBLOCK, !deadline.hasPassed else { return reason }
            usleep(20_000)
        }
        return nil
    }

    private static func holder(_ file: CInt) -> String? {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = pread(file, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }
}
