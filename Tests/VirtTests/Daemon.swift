import Core
import Foundation
import Testing
import Virt

/// A libvirtd of our own, without rights and with all it keeps in a folder of its own.
final class Daemon {
    static let program: String? = ["/usr/sbin/libvirtd", "/usr/bin/libvirtd"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    let process = Process()
    let folder: URL
    var uri: String { "qemu:///session?socket=\(folder.path)/run/libvirt/libvirt-sock" }

    init() throws {
        // Not the usual temporary folder: a socket's path has at most 107 bytes.
        folder = URL(fileURLWithPath: "/tmp/cephlua-virt-\(UUID().uuidString.prefix(8))")
        for name in ["", "run", "config", "cache", "data"] {
            let path = folder.appendingPathComponent(name).path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
            if getuid() == 0 { chown(path, 65534, 65534) }
        }
        // Root's libvirtd would be the system's, with the system's secrets.
        let asNobody = ["--reuid=65534", "--regid=65534", "--clear-groups", Daemon.program ?? ""]
        process.executableURL = URL(fileURLWithPath: getuid() == 0 ? "/usr/bin/setpriv" : Daemon.program ?? "")
        process.arguments = getuid() == 0 ? asNobody : []
        process.environment = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path + "/run",
            "XDG_CONFIG_HOME": folder.path + "/config", "XDG_CACHE_HOME": folder.path + "/cache",
            "XDG_DATA_HOME": folder.path + "/data",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 20)
        // The socket is there a moment before anybody listens on it.
        while (try? Connection(uri, timeout: 5)) == nil {
            try #require(Date() < deadline && process.isRunning, "libvirtd does not start")
            usleep(50_000)
        }
    }

    func stop() {
        // Not politely: a session's libvirtd without a bus to log in at takes its time to end.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }
}
