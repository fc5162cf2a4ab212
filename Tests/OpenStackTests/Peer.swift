import Core
import Glibc

/// A peer at the wire: a real HTTP server on loopback that does what its handler says with each connection.
///
/// It stands in for no service. It shows what the client does when bytes come slowly, late, halfway or not at all,
/// which no well-behaved server would show on demand.
final class Peer: Sendable {
    let port: UInt16
    private let listener: CInt

    /// One accepted connection, in the hands of a handler.
    struct Connection {
        let descriptor: CInt

        /// The request's head, and the body unless `headOnly`.
        func request(headOnly: Bool = false) -> (head: String, body: [UInt8]) {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            var head: String?
            while true {
                if head == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                    head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                    bytes.removeSubrange(..<end.upperBound)
                    if head!.lowercased().contains("expect: 100-continue") { send("HTTP/1.1 100 Continue\r\n\r\n") }
                }
                if let head {
                    let length = head.lowercased().firstMatch(of: /content-length: ([0-9]+)/).flatMap {
                        Int($0.output.1)
                    }
                    if headOnly || bytes.count >= length ?? 0 { return (head, bytes) }
                }
                let count = read(descriptor, &buffer, buffer.count)
                if count <= 0 { return (head ?? "", bytes) }
                bytes += buffer[..<count]
            }
        }

        func send(_ text: String) { send(Array(text.utf8)) }

        func send(_ bytes: [UInt8]) {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                sent += count
            }
        }

        func answer(_ status: Int, _ body: String = "", type: String = "application/json", headers: String = "") {
            send(
                "HTTP/1.1 \(status) X\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n"
                    + body)
        }

        /// Ends the connection with a TCP reset.
        func reset() {
            var option = linger(l_onoff: 1, l_linger: 0)
            setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        }
    }

    /// Serves each connection on a thread of its own; `handler` gets its number, from 0.
    init(_ handler: @escaping @Sendable (Int, Connection) -> Void) {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length)
                listen(descriptor, 16)
                return getsockname(descriptor, address, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        spawn {
            var number = 0
            while true {
                let accepted = accept(descriptor, nil, nil)
                if accepted < 0 {
                    close(descriptor)
                    return
                }
                let mine = number
                number += 1
                spawn {
                    handler(mine, Connection(descriptor: accepted))
                    close(accepted)
                }
            }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    // The thread that accepts closes the listener: closed here, its number could be another peer's by the next accept.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }
}

private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Runs on a new thread.
func spawn(_ body: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Work(body)).toOpaque()
    pthread_create(
        &thread, nil,
        {
            Unmanaged<Work>.fromOpaque($0!).takeRetainedValue().body(); return nil
        }, context)
    pthread_detach(thread)
}

/// The error that a body throws, nil if none.
func failure(_ body: () throws(OperationError) -> Void) -> OperationError? {
    do throws(OperationError) { try body() } catch { return error }
    return nil
}

/// A file with a path that is removed at the end.
final class TemporaryFile {
    let path = "/tmp/cephlua-openstack-\(getpid())-\(UInt32.random(in: .min ... .max))"

    init(_ bytes: [UInt8] = []) {
        let file = fopen(path, "w")
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    deinit { unlink(path) }
}

/// Starts a program with nothing to read and nowhere to write; its process id.
func run(_ program: String, _ arguments: [String]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    for descriptor in [0, 1, 2] as [CInt] {
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    defer { posix_spawn_file_actions_destroy(&actions) }
    var strings = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var id: pid_t = 0
    return posix_spawnp(&id, program, &actions, nil, &strings, environ) == 0 ? id : nil
}

/// Waits for a program's end; its exit status.
func wait(for id: pid_t) -> CInt {
    var status: CInt = 0
    waitpid(id, &status, 0)
    return status >> 8
}
