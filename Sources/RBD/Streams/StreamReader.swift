internal import Core
internal import Glibc

/// Reads a file or standard input from its beginning to its end, exactly as many bytes as are asked for.
final class StreamReader {
    let target: String
    /// Bytes of a file; nil for a pipe.
    let size: UInt64?
    /// Bytes that were read.
    private(set) var position: UInt64 = 0
    private let descriptor: CInt
    private let isOwned: Bool
    private let deadline: Deadline
    private let cancellation = Cancellation.current
    /// What was read ahead: heads of records are short.
    private var ahead: ArraySlice<UInt8> = []

    /// Opens it; "-" is standard input.
    init(path: String, deadline: Deadline) throws(OperationError) {
        isOwned = path != "-"
        target = isOwned ? path : "standard input"
        descriptor = isOwned ? open(path, O_RDONLY | O_CLOEXEC) : 0
        self.deadline = deadline
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), "open", target: path) }
        var status = stat()
        fstat(descriptor, &status)
        size = status.st_mode & S_IFMT == S_IFREG ? UInt64(status.st_size) : nil
    }

    deinit { if isOwned { close(descriptor) } }

    /// The next bytes.
    ///
    /// - Throws: `.malformed` if there are not as many.
    func bytes(_ count: Int) throws(OperationError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(OperationError) in try read(into: buffer) }
        }
        try result.get()
        return bytes
    }

    func number() throws(OperationError) -> UInt64 { StreamFormat.number(try bytes(8)) }

    /// A text behind its length.
    func text() throws(OperationError) -> String {
        let count = Int(StreamFormat.number(try bytes(4)))
        guard count <= 1 << 20 else { throw malformed("a name of \(count) bytes") }
        return String(decoding: try bytes(count), as: UTF8.self)
    }

    /// Fills the buffer.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(OperationError) {
        var done = 0
        while done < buffer.count {
            if ahead.isEmpty, buffer.count - done < 4096 { ahead = try more() }
            if ahead.isEmpty {
                let count = try some(UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
                if count == 0 { throw malformed("it ends too early") }
                done += count
            } else {
                let part = ahead.prefix(buffer.count - done)
                for (place, byte) in zip(done..., part) { buffer[place] = byte }
                ahead = ahead.dropFirst(part.count)
                done += part.count
            }
        }
        position += UInt64(buffer.count)
    }

    private func more() throws(OperationError) -> ArraySlice<UInt8> {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(OperationError) in try some(buffer) }
        }
        return bytes.prefix(try result.get())
    }

    private func some(_ buffer: UnsafeMutableRawBufferPointer) throws(OperationError) -> Int {
        while true {
            try wait()
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else {
                throw OperationError(Code(errno: Int(errno)), "read", target: "\(target), at \(position)")
            }
            return count
        }
    }

    /// Waits until there is something to read.
    private func wait() throws(OperationError) {
        if size != nil { return }
        while true {
            try cancellation?.check("read", target: target)
            if deadline.hasPassed {
                throw OperationError(
                    .timedOut, "read", target: target,
                    message: "it was not done within \(deadline.seconds.wholeDuration) s")
            }
            var watched = [descriptor, cancellation?.descriptor ?? -1].map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            poll(&watched, 2, deadline.pollTimeout)
            if watched[0].revents != 0 { return }
        }
    }

    /// It is not what it should be.
    func malformed(_ message: String, hint: String? = nil) -> OperationError {
        OperationError(.malformed, "read", target: "\(target), at \(position)", message: message, hint: hint)
    }
}
