import Ceph
import Core
import Foundation

/// The lab's cluster: live tests run when `CEPHLUA_TEST_LAB` names a lab's state directory, and are skipped otherwise.
enum Lab {
    static let directory = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]
    static let isThere = directory != nil

    static var options: ConnectOptions {
        var options = ConnectOptions()
        options.conf = "\(directory ?? "")/ceph/ceph.conf"
        options.keyring = "\(directory ?? "")/ceph/ceph.client.admin.keyring"
        return options
    }

    static func connect() throws -> Cluster { try Cluster(options) }

    /// A name that no other test uses.
    static func unique(_ kind: String) -> String { "t-\(kind)-\(UInt32.random(in: 0 ... .max))" }

    /// A pool for one test.
    static func withPool<R>(_ cluster: Cluster, _ body: (Pool) throws -> R) throws -> R {
        let name = unique("pool")
        try cluster.createPool(name, pgNum: 1, size: 1, autoscale: .off)
        defer { remove(name, from: cluster) }
        let pool = try Pool(cluster, name)
        defer { pool.close() }
        return try body(pool)
    }

    /// Removes a pool, and leaves the cluster forbidding it as it did before. Tests do this at the same time, so one may
    /// be forbidden what it has just been allowed.
    static func remove(_ pool: String, from cluster: Cluster) {
        for _ in 0..<50 {
            allowPoolDelete(true, on: cluster)
            do { try cluster.removePool(pool, sure: pool) } catch let error where error.code.name == "EPERM" {
                Thread.sleep(forTimeInterval: 0.1)
                continue
            } catch {}
            break
        }
        allowPoolDelete(false, on: cluster)
    }

    static func allowPoolDelete(_ allowed: Bool, on cluster: Cluster) {
        var arguments: [String: JSON] = ["who": "mon", "name": "mon_allow_pool_delete"]
        if allowed { arguments["value"] = "true" }
        _ = try? cluster.command(allowed ? "config set" : "config rm", arguments)
    }

    /// A temporary file with that text.
    static func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(unique("file")).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}

/// The error that a body throws, if it is one of ours.
func failure(_ body: () throws -> Void) -> OperationError? {
    do { try body() } catch let error as OperationError { return error } catch { return nil }
    return nil
}
