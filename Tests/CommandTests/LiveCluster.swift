import Foundation
import Testing

/// The cluster that live tests use: that of the lab which `CEPHLUA_TEST_LAB` names.
enum LiveCluster {
    static let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

    /// A ceph.conf that names the administrator's keyring, too: the prompt connects by it alone.
    static func conf(in files: Scratch) throws -> String {
        let folder = (lab ?? "") + "/ceph/"
        return try conf(folder + "ceph.conf", keyring: folder + "ceph.client.admin.keyring", in: files)
    }

    static func conf(_ path: String, keyring: String, in files: Scratch) throws -> String {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        return try files.write("ceph.conf", "\(text)\n[client.admin]\nkeyring = \(keyring)\n")
    }
}

/// A cluster of one test's own, whose monitor and OSD may be stopped: those of the lab have other users.
final class OwnCluster {
    let conf: String
    private let files: Scratch
    private let state: String
    private static let playbook = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../playbooks/lab/ceph.lua").standardized.path

    init(in files: Scratch) throws {
        self.files = files
        // The last part of it names a cgroup, of which the machine has one.
        state = files.folder + "/ceph-" + (files.folder.split(separator: "-").last.map(String.init) ?? "")
        let port = Int.random(in: 200..<300) * 100
        try OwnCluster.run(["up", "--state", state, "--port", "\(port)"])
        conf = try LiveCluster.conf(
            state + "/client.conf", keyring: state + "/etc/ceph.client.admin.keyring", in: files)
    }

    /// Ends it, and what was stopped with it.
    func remove() throws { try OwnCluster.run(["down", "--state", state]) }

    func stop(_ daemon: String) throws { try signal(daemon, SIGSTOP) }
    func go(_ daemon: String) throws { try signal(daemon, SIGCONT) }

    private static func run(_ words: [String]) throws {
        let result = try Program.run(["--yes", playbook] + words)
        try #require(result.status == 0, "\(result.errors)")
    }

    /// Its processes have the cluster's folder as their root.
    private func signal(_ daemon: String, _ number: Int32) throws {
        let all = try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
        let own = all.filter { pid in
            let root = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/root")
            let name = (try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8))?.prefix { $0 != "\0" }
            return root == state + "/root" && name == daemon[...]
        }
        try #require(own.count == 1, "processes of \(daemon): \(own)")
        try #require(kill(own[0], number) == 0)
    }
}
