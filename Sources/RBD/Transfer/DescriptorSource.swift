internal import Core
internal import Glibc

/// A file, a block device, or whatever else a descriptor may be: a pipe, a socket, a terminal.
final class DescriptorSource: TransferSource, @unchecked Sendable {  // used by the transfer's thread only
    let target: String
    let size: UInt64?
    private let descriptor: CInt
    private let isOwned: Bool
    /// Whether it has offsets and holes.
    private let isFile: Bool
    /// Where it begins: standard input may have been read from before.
    private let start: UInt64
    private var position: UInt64 = 0
    private var nextData: UInt64 = 0
    private var dataEnd: UInt64 = 0

    private static let operation = "read"

    /// Opens a file; "-" is standard input.
    ///
    /// - Parameter size: What it is expected to have.
    convenience init(path: String, size: UInt64?) throws(OperationError) {
        let isStandard = path == "-"
        let descriptor = isStandard ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
        try self.init(descriptor, name: isStandard ? "standard input" : path, isOwned: !isStandard, size: size)
    }

    init(_ descriptor: CInt, name: String, isOwned: Bool, size expected: UInt64?) throws(OperationError) {
        (self.descriptor, self.isOwned, target) = (descriptor, isOwned, name)
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let kind = status.st_mode & S_IFMT
        isFile = isKnown && (kind == S_IFREG || kind == S_IFBLK)
        if kind == S_IFDIR {
            if isOwned { close(descriptor) }
            throw OperationError(Code(errno: Int(EISDIR)), Self.operation, target: name)
        }
        guard isFile else {
            // A pipe of the usual 64 KiB costs a switch between processes for each of them.
            _ = fcntl(descriptor, 1031 /* F_SETPIPE_SZ */, CInt(1 << 20))
            (start, size) = (0, expected)
            return
        }
        start = UInt64(max(0, lseek(descriptor, 0, SEEK_CUR)))
        let end = kind == S_IFREG ? Int(status.st_size) : lseek(descriptor, 0, SEEK_END)
        let actual = UInt64(max(Int(start), end)) - start
        size = actual
        if let expected, expected != actual {
            if isOwned { close(descriptor) }
            throw Self.wrongSize(actual, expected, name)
        }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit { if isOwned { close(descriptor) } }

    private static func wrongSize(_ actual: UInt64, _ expected: UInt64, _ name: String, atLeast: Bool = false)
        -> OperationError
    {
        OperationError(
            .invalid, operation, target: name,
            message: "it has \(atLeast ? "more than " : "")\(actual) bytes, not the \(expected) that `size` says")
    }

    func isHole(_ range: Range<UInt64>) throws(OperationError) -> Bool {
        guard isFile else { return false }
        if range.upperBound <= nextData { return true }
        if range.lowerBound < dataEnd { return false }
        let data = lseek(descriptor, Int(start + range.lowerBound), 3 /* SEEK_DATA */)
        if data < 0 {
            if errno == ENXIO {
                // The rest is a hole, or is not there any longer.
                try checkSize()
                nextData = .max
                return true
            }
            dataEnd = .max  // no file system that knows of holes
            return false
        }
        nextData = UInt64(data) - start
        dataEnd = nextData
        if nextData < range.upperBound {
            let hole = lseek(descriptor, data, 4 /* SEEK_HOLE */)
            dataEnd = hole < 0 ? .max : UInt64(hole) - start
        }
        return range.upperBound <= nextData
    }

    func read(_ block: Block, _ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) -> Bool {
        var done = 0
        while done < block.count {
            if !isFile { try wait(descriptor) }
            let count =
                isFile
                ? pread(descriptor, block.buffer! + done, block.count - done, Int(start + block.offset) + done)
                : Glibc.read(descriptor, block.buffer! + done, block.count - done)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else {
                throw OperationError(
                    Code(errno: Int(errno)), Self.operation, target: "\(target), at \(block.offset + UInt64(done))")
            }
            if count == 0 { break }
            done += count
        }
        position = block.offset + UInt64(done)
        if done < block.count, let size { throw truncated(at: position, size) }
        block.count = done
        return true
    }

    func finish(_ wait: (CInt) throws(OperationError) -> Void) throws(OperationError) {
        if isFile { return try checkSize() }
        guard let size else { return }
        try wait(descriptor)
        var byte: UInt8 = 0
        if Glibc.read(descriptor, &byte, 1) == 1 { throw Self.wrongSize(size, size, target, atLeast: true) }
    }

    private func checkSize() throws(OperationError) {
        var status = stat()
        guard let size, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            UInt64(status.st_size) < start + size
        else { return }
        throw truncated(at: UInt64(max(0, status.st_size - Int(start))), size)
    }

    private func truncated(at offset: UInt64, _ size: UInt64) -> OperationError {
        OperationError(
            isFile ? .conflict : .invalid, Self.operation, target: target,
            message: isFile
                ? "it ends at \(offset), and had \(size) bytes when it was opened"
                : "it ends at \(offset), before the \(size) bytes that `size` says")
    }
}
