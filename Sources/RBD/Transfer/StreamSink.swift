internal import CSystem
internal import Core
internal import Glibc

/// Standard output, or a pipe or device that takes bytes in order. Zeros are written like all others.
final class StreamSink: TransferSink, Sendable {
    let target: String
    let isOrdered = true
    private let descriptor: CInt
    private let isOwned: Bool
    /// It blocks as long as the reader likes, and is left behind then.
    private let team = Team(threads: 1)

    /// Opens it; "-" is standard output.
    init(path: String) throws(OperationError) {
        isOwned = path != "-"
        target = isOwned ? path : "standard output"
        descriptor = isOwned ? open(path, O_WRONLY | O_CLOEXEC) : 1
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
        _ = fcntl(descriptor, 1031 /* F_SETPIPE_SZ */, CInt(1 << 20))
    }

    deinit { if isOwned, descriptor >= 0 { close(descriptor) } }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {
        team.add { [descriptor, target] in
            do throws(OperationError) {
                if let bytes = block.bytes {
                    try Self.write(bytes, to: descriptor, target)
                } else {
                    try Zeros.lend(block.count) { (zeros) throws(OperationError) in
                        try Self.write(zeros, to: descriptor, target)
                    }
                }
                wrote(block.count)
            } catch { block.fail(error) }
        }
    }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) {
        try attended("fsync", target: target, deadline) { [self] () throws(OperationError) in
            // What cannot be synchronised, like a pipe, says EINVAL.
            guard fsync(descriptor) == 0 || errno != EIO && errno != ENOSPC else {
                throw OperationError(Code(errno: Int(errno)), "fsync", target: target)
            }
        }
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
