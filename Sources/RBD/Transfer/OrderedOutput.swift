internal import CSystem
internal import Core
internal import Glibc

/// Bytes that go out one after the other: into a file that gets its name when it is whole, or into a pipe, a device or
/// standard output.
final class OrderedOutput: @unchecked Sendable {  // `waiting` is used by the transfer's thread only
    let target: String
    private let descriptor: CInt
    private let file: NewFile?
    /// A pipe blocks as long as its reader likes, and is left behind then.
    private let team = Team(threads: 1)
    /// Bytes that go before the next ones of a block.
    private var waiting: [UInt8] = []

    /// Opens it; "-" is standard output.
    ///
    /// - Throws: `.exists` if there is a file or a block device, and it is not to be replaced.
    init(path: String, replacing: Bool) throws(OperationError) {
        guard path == "-" || !NewFile.isFile(path) else {
            let file = try NewFile(path, replacing: replacing)
            (self.file, descriptor, target) = (file, file.descriptor, path)
            return
        }
        if !replacing, NewFile.isDevice(path) { throw NewFile.exists(path) }
        file = nil
        target = path == "-" ? "standard output" : path
        descriptor = path == "-" ? 1 : open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
        _ = fcntl(descriptor, 1031 /* F_SETPIPE_SZ */, CInt(1 << 20))
    }

    deinit { if file == nil, descriptor > 1 { close(descriptor) } }

    /// Adds bytes.
    func add(_ bytes: [UInt8]) { waiting += bytes }

    /// Adds a part of a block, or zeros where it has no bytes; the block is held until it is out.
    func add(_ block: Block, _ range: Range<Int>, _ wrote: @escaping @Sendable (Int) -> Void) {
        let before = waiting
        waiting = []
        team.add { [descriptor, target] in
            do throws(OperationError) {
                try Self.write(before, to: descriptor, target)
                if let bytes = block.bytes {
                    try Self.write(UnsafeRawBufferPointer(rebasing: bytes[range]), to: descriptor, target)
                } else {
                    try Zeros.lend(range.count) { (zeros) throws(OperationError) in
                        try Self.write(zeros, to: descriptor, target)
                    }
                }
                wrote(range.count)
            } catch { block.fail(error) }
        }
    }

    /// Sends what still waits, once no block is under way, and sees to it that all is on the disk.
    func finish(_ deadline: Deadline) throws(OperationError) {
        let last = waiting
        waiting = []
        try attended("write", target: target, deadline) { [descriptor, target] () throws(OperationError) in
            try Self.write(last, to: descriptor, target)
            // What cannot be synchronised, like a pipe, says EINVAL.
            guard fsync(descriptor) == 0 || errno != EIO && errno != ENOSPC else {
                throw OperationError(Code(errno: Int(errno)), "fsync", target: target)
            }
        }
    }

    /// Gives a file its name.
    func commit() throws(OperationError) { try file?.commit() }

    /// Removes a file that was begun.
    func discard() { file?.discard() }

    private static func write(_ bytes: [UInt8], to descriptor: CInt, _ target: String) throws(OperationError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(OperationError) in try write(bytes, to: descriptor, target) }
        }
        try result.get()
    }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: CInt, _ target: String
    ) throws(OperationError) {
        var done = 0
        while done < bytes.count {
            let count = cephlua_write_quietly(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                var watched = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&watched, 1, -1)
                continue
            }
            guard count >= 0 else { throw OperationError(Code(errno: Int(errno)), "write", target: target) }
            done += count
        }
    }
}
