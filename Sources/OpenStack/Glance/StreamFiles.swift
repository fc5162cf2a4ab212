package import Core
internal import Glibc
internal import Synchronization

/// A regular file that is open for reading.
package final class SourceFile: Sendable {
    package let descriptor: CInt
    package let length: Int64

    package init(_ path: String, _ operation: String) throws(OperationError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), operation, target: path) }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw OperationError(.invalid, operation, target: path, message: "it is not a regular file")
        }
        length = Int64(status.st_size)
    }

    deinit { close(descriptor) }
}

/// A file that appears under its name only when it is committed; until then it has another one in the same folder.
package final class TargetFile: Sendable {
    package let descriptor: CInt
    private let path: String
    private let temporary: String
    private let operation: String
    private let isCommitted = Atomic(false)

    package init(_ path: String, _ operation: String) throws(OperationError) {
        temporary = "\(path).\(String(UInt32.random(in: .min ... .max), radix: 36))"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), operation, target: path) }
        self.path = path
        self.operation = operation
    }

    package func commit() throws(OperationError) {
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
            throw OperationError(Code(errno: Int(errno)), operation, target: path)
        }
        isCommitted.store(true, ordering: .relaxed)
    }

    deinit {
        close(descriptor)
        if !isCommitted.load(ordering: .relaxed) { unlink(temporary) }
    }
}
