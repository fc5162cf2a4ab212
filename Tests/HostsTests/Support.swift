import Core
import Foundation
import Glibc
import Testing

@testable import Hosts

/// Foundation has a Host too.
typealias Host = Hosts.Host

/// The error that a body throws, if it is one of ours.
func failure(_ body: () throws -> Void) -> OperationError? {
    do { try body() } catch let error as OperationError { return error } catch { return nil }
    return nil
}

/// A directory for one test, removed after it.
func withDirectory<R>(_ body: (String) throws -> R) throws -> R {
    let path = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test")
    defer { _ = try? LocalFiles().remove(path, recursive: true) }
    return try body(path)
}

/// Runs a shell script here.
@discardableResult
func shell(_ script: String, _ arguments: String...) throws -> String {
    try LocalProcess.run(Command(["sh", "-c", script, "sh"] + arguments)).text
}

/// The three ways to a host, which must all mean the same.
enum Way: String, CaseIterable, CustomTestStringConvertible {
    /// Syscalls.
    case local
    /// Shell scripts, run here.
    case shell
    /// Shell scripts over ssh to an sshd of the tests' own.
    case ssh

    var testDescription: String { rawValue }

    func host() throws -> Host {
        switch self {
        case .local: return Host.here()
        case .shell:
            let transport = LocalTransport(sudo: false)
            return Host(
                name: "shell", address: "localhost", isLocal: true, transport: transport,
                files: ShellFiles(transport: transport))
        case .ssh: return try Host.connect("good", Daemon.shared.get().options)
        }
    }
}

/// An sshd on a high port of 127.0.0.1 with keys of its own. It ends, and its files go, when this process ends.
struct Daemon: Sendable {
    let directory: String
    let port: Int

    /// Names in its ssh_config: `good`, `unknown` (no known host key), `changed` (another one), `wrong` (a key that is not
    /// accepted), `closed` (a port nobody listens on), `nowhere` (a name that does not resolve).
    var options: SSHOptions {
        var options = SSHOptions()
        options.configuration = directory + "/config"
        options.timeout = 20
        return options
    }

    static let shared = Result { try start() }

    private static func start() throws -> Daemon {
        guard LocalProcess.find("sshd") != nil || access("/usr/sbin/sshd", X_OK) == 0 else {
            throw OperationError(.notFound, "start", target: "sshd", hint: "Install openssh-server for these tests.")
        }
        let directory = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-sshd")
        let port = try freePort()
        try shell(
            """
            set -e; cd "$1"; port=$2
            for key in host other good bad; do ssh-keygen -q -t ed25519 -N '' -f $key; done
            cp good.pub authorized
            [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
            cat >sshd_config <<END
            Port $port
            ListenAddress 127.0.0.1
            HostKey $1/host
            AuthorizedKeysFile $1/authorized
            PidFile $1/pid
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            MaxStartups 100
            END
            echo "[127.0.0.1]:$port $(cat host.pub)" >known
            echo "[127.0.0.1]:$port $(cat other.pub)" >known.other
            : >known.none
            cat >config <<END
            Host unknown
                UserKnownHostsFile $1/known.none
            Host changed
                UserKnownHostsFile $1/known.other
            Host wrong
                IdentityFile $1/bad
            Host !wrong *
                IdentityFile $1/good
            Host closed
                Port 1
            Host nowhere
                HostName nowhere.invalid
            Host *
                HostName 127.0.0.1
                Port $port
                User $(id -un)
                IdentitiesOnly yes
                UserKnownHostsFile $1/known
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
            END
            """, directory, String(port))
        // The pipe closes when this process ends, however it ends.
        let keeper = """
            sshd=$(command -v sshd || echo /usr/sbin/sshd)
            "$sshd" -D -e -f '\(directory)/sshd_config' 2>'\(directory)/sshd.log' & cat >/dev/null; kill $!; wait; rm -r '\(directory)'
            """
        guard popen(keeper, "we") != nil else { throw OperationError(Code(errno: Int(errno)), "popen", target: "sshd") }
        let deadline = Deadline(in: 10)
        while access(directory + "/pid", F_OK) != 0 {
            guard !deadline.hasPassed else {
                let log = try? String(contentsOfFile: directory + "/sshd.log", encoding: .utf8)
                throw OperationError(.timedOut, "start", target: "sshd", details: log)
            }
            usleep(20_000)
        }
        return Daemon(directory: directory, port: port)
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        guard bound else { throw OperationError(Code(errno: Int(errno)), "bind", target: "127.0.0.1") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
