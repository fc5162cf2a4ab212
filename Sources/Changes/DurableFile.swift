internal import Core
internal import Glibc

/// Files that survive a crash of the machine once a call has returned, readable for their owner only.
struct DurableFile: ~Copyable {
    private let descriptor: CInt
    let path: String

    private init(_ descriptor: CInt, _ path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    /// Makes a file that is not there yet, in a folder that is.
    static func create(_ path: String) throws(OperationError) -> DurableFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", path) }
        let file = DurableFile(descriptor, path)
        let name = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try syncFolder(name)
        return file
    }

    /// Makes a folder that only its owner can enter; false if there is something of that name.
    static func createFolder(_ path: String) throws(OperationError) -> Bool {
        guard mkdir(path, 0o700) != 0 else { return true }
        guard errno == EEXIST else { throw failure("mkdir", path) }
        return false
    }

    /// Makes a folder and those above it; what is there stays as it is.
    static func createFolders(_ path: String) throws(OperationError) {
        var made = ""
        for part in path.split(separator: "/") {
            made += "/" + part
            _ = try createFolder(made)
        }
    }

    /// Adds bytes, all or none, and waits until they are on disk.
    func append(_ bytes: UnsafeRawBufferPointer) throws(OperationError) {
        let end = lseek(descriptor, 0, SEEK_END)
        var offset = 0
        while offset < bytes.count {
            let count = write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let error = Self.failure("write", path)
                _ = ftruncate(descriptor, end)
                throw error
            }
            offset += count
        }
        guard fdatasync(descriptor) == 0 else { throw Self.failure("fsync", path) }
    }

    private static func syncFolder(_ path: String) throws(OperationError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("fsync", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("fsync", path) }
    }

    private static func failure(_ operation: String, _ path: String) -> OperationError {
        OperationError(Code(errno: Int(errno)), operation, target: path)
    }
}
