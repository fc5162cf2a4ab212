internal import CSystem
internal import Core
internal import Glibc

/// A command that runs on a host, in a session of the connection that an `ssh` holds.
///
/// It is asked for over that ssh's control socket, as another `ssh -S` would ask, but without starting one: that costs
/// ten times the CPU. The protocol (OpenSSH's PROTOCOL.mux, version 4) passes our descriptors to the ssh that holds the
/// connection; what the command reads and writes never comes through the socket.
final class MuxSession: RunningCommand {
    let news: Descriptor
    /// Why the session was not opened, as the other side says it; the command never began then.
    private(set) var refusal: String?
    /// Whether the host opened the session: from then on the command may have begun.
    private(set) var isOpen = false
    /// Whether it ended without a status: killed by a signal, or the connection is gone.
    private(set) var endedWithoutStatus = false
    private var received: [UInt8] = []
    private var exitStatus: Int?
    private let ending: (() -> [UInt8]) -> Void

    /// ssh's own status for all that keeps it from knowing the command's.
    static let failed = 255

    private enum Message {
        static let hello: UInt32 = 0x0000_0001
        static let newSession: UInt32 = 0x1000_0002
        static let permissionDenied: UInt32 = 0x8000_0002
        static let failure: UInt32 = 0x8000_0003
        static let exit: UInt32 = 0x8000_0004
        static let opened: UInt32 = 0x8000_0006
    }

    /// Asks for a session that runs a command line.
    ///
    /// - Parameter ending: Ends the command on the host, given what comes on standard error.
    /// - Throws: `.unreachable` if nobody listens on the socket: the command never began.
    init(
        socket path: String, line: String, _ streams: CommandStreams, _ deadline: Deadline, target: String,
        ending: @escaping (() -> [UInt8]) -> Void
    ) throws(OperationError) {
        let number = cephlua_connect_local(path)
        guard number >= 0 else { throw Self.gone(target) }
        news = Descriptor(number)
        self.ending = ending
        let flags: [UInt32] = [0, 0, 0, 0]  // no terminal, no X11, no agent, no subsystem
        let noEscape = UInt32.max
        var session = Packet(Message.newSession, 0)
        session.add("")
        for flag in flags { session.add(flag) }
        session.add(noEscape)
        session.add("")
        session.add(line)
        // The connection's ssh passes on what its configuration lets it (SendEnv).
        for variable in Spawn.environment(adding: ["LC_ALL": "C"]) { session.add(variable) }
        try send(Packet(Message.hello, 4).framed + session.framed, deadline, target: target)
        let descriptors =
            streams.given.count == 3
            ? streams.given.map(\.number) : [streams.given[0].number, STDOUT_FILENO, STDERR_FILENO]
        for descriptor in descriptors {
            try retrying(deadline, target: target) { cephlua_send_descriptor(number, descriptor) == 0 ? 1 : -1 }
        }
        streams.handedOver()
    }

    private static func gone(_ target: String) -> OperationError {
        OperationError(.unreachable, "ssh", target: target, message: "the connection is gone")
    }

    func status() throws(OperationError) -> ExitStatus? {
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = recv(news.number, &buffer, buffer.count, 0)
            if count < 0, errno == EAGAIN || errno == EINTR { return nil }
            // The end of the socket is the end of the session: all output has been passed on then.
            guard count > 0 else { break }
            received += buffer[..<count]
            while let packet = Packet.next(&received) { take(packet) }
            if refusal != nil { break }
        }
        endedWithoutStatus = exitStatus == nil
        return ExitStatus(number: exitStatus ?? Self.failed)
    }

    private func take(_ packet: Packet) {
        var packet = packet
        guard let kind = packet.number() else { return }
        switch kind {
        case Message.exit:
            _ = packet.number()
            exitStatus = packet.number().map(Int.init)
        case Message.opened: isOpen = true
        case Message.failure, Message.permissionDenied:
            _ = packet.number()
            refusal = packet.text() ?? "the session was refused"
        default: break
        }
    }

    func end(errorOutput: () -> [UInt8]) {
        ending(errorOutput)
        news.close()
    }

    private func send(_ bytes: [UInt8], _ deadline: Deadline, target: String) throws(OperationError) {
        var done = 0
        while done < bytes.count {
            done += try retrying(deadline, target: target) {
                bytes.withUnsafeBytes { cephlua_send_quietly(news.number, $0.baseAddress! + done, $0.count - done) }
            }
        }
    }

    /// Repeats a call until the socket takes what it sends.
    @discardableResult private func retrying(
        _ deadline: Deadline, target: String, _ body: () -> Int
    ) throws(OperationError) -> Int {
        let cancellation = Cancellation.current
        while true {
            let count = body()
            if count > 0 { return count }
            guard errno == EAGAIN || errno == EINTR else { throw Self.gone(target) }
            try cancellation?.check("run", target: target)
            guard !deadline.hasPassed else {
                throw OperationError(
                    .timedOut, "run", target: target, message: "did not begin within \(deadline.seconds.formatted) s")
            }
            var polled = Polled()
            polled.add(news.number, POLLOUT)
            if let cancellation { polled.add(cancellation.descriptor, POLLIN) }
            polled.wait(milliseconds: deadline.pollTimeout)
        }
    }
}

/// A packet of that protocol: numbers and texts, in network order.
private struct Packet {
    private var bytes: [UInt8]

    init(_ numbers: UInt32...) {
        bytes = []
        for number in numbers { add(number) }
    }

    mutating func add(_ number: UInt32) { withUnsafeBytes(of: number.bigEndian) { bytes += $0 } }

    mutating func add(_ text: String) {
        add(UInt32(text.utf8.count))
        bytes += text.utf8
    }

    /// With its length before it.
    var framed: [UInt8] { withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { Array($0) } + bytes }

    /// Takes a whole packet from the front of what was received; nil if there is none yet.
    static func next(_ received: inout [UInt8]) -> Packet? {
        guard received.count >= 4 else { return nil }
        let size = Int(received[..<4].reduce(0) { $0 << 8 | UInt32($1) })
        guard received.count - 4 >= size else { return nil }
        var packet = Packet()
        packet.bytes = Array(received[4..<4 + size])
        received.removeFirst(4 + size)
        return packet
    }

    mutating func number() -> UInt32? {
        guard bytes.count >= 4 else { return nil }
        defer { bytes.removeFirst(4) }
        return bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func text() -> String? {
        guard let size = number(), bytes.count >= size else { return nil }
        defer { bytes.removeFirst(Int(size)) }
        return String(decoding: bytes[..<Int(size)], as: UTF8.self)
    }
}
