import Core
import Foundation
import Testing

@testable import Virt

/// The way to another host's libvirt, as far as it can be gone without one.
struct SSHTests {
    @Test func buildsURIs() {
        var uri = ConnectionURI(host: "192.168.0.122")
        #expect(uri.text == "qemu+ssh://192.168.0.122/system?no_tty=1")
        uri.user = "ro ot"
        uri.port = 2222
        uri.key = "/etc/k&y"
        uri.config = "/c onfig"
        uri.knownHosts = "/known"
        uri.sudo = true
        #expect(
            uri.text == "qemu+ssh://ro%20ot@192.168.0.122:2222/system?no_tty=1&keyfile=/etc/k%26y"
                + "&ssh_config=/c%20onfig&ssh_known_hosts=/known&ssh_sudo=1")
        #expect(ConnectionURI(host: "fd00::1").text == "qemu+ssh://[fd00::1]/system?no_tty=1")
    }

    @Test func makesAScriptForWhatLibvirtCannotBeTold() throws {
        var uri = ConnectionURI(host: "h")
        uri.config = "/it's here"
        uri.sudo = true
        let transport = try SSHTransport(uri.text, timeout: 7)
        let command = try #require(
            transport.uri.split(separator: "&").last?.split(separator: "=").last.map(String.init))
        #expect(transport.uri == "qemu+ssh://h/system?no_tty=1&command=\(command)")
        let folder = URL(fileURLWithPath: command).deletingLastPathComponent()
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
        // The script runs `ssh` from PATH: one that shows its arguments stands in for it.
        let shown = folder.appendingPathComponent("bin")
        try FileManager.default.createDirectory(at: shown, withIntermediateDirectories: false)
        try "#!/bin/sh\nprintf '%s|' \"$@\"".write(
            to: shown.appendingPathComponent("ssh"), atomically: false, encoding: .utf8)
        chmod(shown.appendingPathComponent("ssh").path, 0o700)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = ["-T", "--", "h", "sh -c 'a b'"]
        process.environment = ["PATH": "\(shown.path):/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        process.waitUntilExit()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(output == "-o|ConnectTimeout=7|-F|/it's here|-T|--|h|sudo -n sh -c 'a b'|")
        try FileManager.default.removeItem(at: shown)
        transport.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func leavesOtherURIsAlone() throws {
        #expect(try SSHTransport("test:///default?a=b", timeout: 1).uri == "test:///default?a=b")
        let own = "qemu+ssh://h/system?command=/usr/bin/ssh"
        #expect(try SSHTransport(own, timeout: 1).uri == own)
        #expect(throws: OperationError.self) { try SSHTransport(own + "&ssh_config=/x", timeout: 1) }
    }

    @Test func saysThatNobodyListens() throws {
        let error = try #require(throws: OperationError.self) {
            try Connection("qemu+ssh://root@127.0.0.1:1/system?no_tty=1", timeout: 10)
        }
        #expect(error.code == .unreachable && error.message.contains("refused"))
        #expect(error.hint != nil && error.cause?.error.code.domain == "libvirt")
    }

    @Test func endsAnSSHThatHangs() throws {
        // A server that takes the connection and says nothing.
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = bind(listener, pointer, length)
                _ = listen(listener, 5)
                _ = getsockname(listener, pointer, &length)
            }
        }
        let port = UInt16(bigEndian: address.sin_port)
        let start = ContinuousClock.now
        let error = try #require(throws: OperationError.self) {
            try Connection("qemu+ssh://root@127.0.0.1:\(port)/system?no_tty=1", timeout: 1.5)
        }
        #expect(error.code == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(4))
        for _ in 0..<50 where hasSSH(to: port) { usleep(100_000) }
        #expect(!hasSSH(to: port))
    }

    private func hasSSH(to port: UInt16) -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.contains { process in
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return false }
            return String(decoding: line, as: UTF8.self).contains("\0-p\0\(port)\0")
        }
    }
}
