internal import CSystem
internal import Core
internal import Glibc

/// An open file descriptor; closes with the last reference, or before.
final class Descriptor {
    private(set) var number: CInt

    init(_ number: CInt) { self.number = number }
    deinit { close() }

    var isOpen: Bool { number >= 0 }

    func close() {
        guard number >= 0 else { return }
        _ = Glibc.close(number)
        number = -1
    }

    /// Gives the descriptor away: who calls this closes it.
    func release() -> CInt {
        defer { number = -1 }
        return number
    }

    func setNonBlocking() { _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK) }

    /// Both ends of a pipe, closed on exec.
    static func pipe(target: String) throws(OperationError) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [CInt] = [-1, -1]
        let result = cephlua_pipe(&ends)
        guard result == 0 else { throw OperationError(Code(errno: Int(errno)), "pipe2", target: target) }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Opens a file, closed on exec.
    static func open(
        _ path: String, _ flags: CInt, mode: mode_t = 0, operation: String, target: String
    ) throws(OperationError) -> Descriptor {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw OperationError(Code(errno: Int(errno)), operation, target: target) }
        return Descriptor(number)
    }
}
