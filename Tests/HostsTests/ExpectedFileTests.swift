import Core
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Hosts

/// Writes that must not lose what somebody else wrote.
@Suite(.serialized) struct ExpectedFileTests {
    @Test(arguments: Way.allCases) func refusesAFileThatIsNotWhatWasRead(_ way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let path = directory + "/f"
            #expect(try host.write(path, FileContent("1"), replacing: ExpectedFile.none))
            #expect(
                failure { _ = try host.write(path, FileContent("2"), replacing: ExpectedFile.none) }?.code == .conflict)
            #expect(try host.write(path, FileContent("2"), replacing: .bytes(Array("1".utf8))))
            let error = failure { _ = try host.write(path, FileContent("3"), replacing: .bytes(Array("1".utf8))) }
            #expect(error?.code == .conflict && error?.target.hasSuffix(path) == true)
            #expect(try host.read(path) == Array("2".utf8))
            _ = try host.remove(path)
            #expect(failure { _ = try host.write(path, FileContent("3"), replacing: .bytes([])) }?.code == .conflict)
            #expect(try host.list(directory).isEmpty)
        }
    }

    /// Each adds a line of its own, at the same time.
    @Test(arguments: [[.ssh], Way.allCases]) func thirtyWritersLoseNothing(_ ways: [Way]) async throws {
        let path = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test") + "/f"
        defer { _ = try? LocalFiles().remove(LocalFiles.parent(of: path), recursive: true) }
        let hosts = try ways.map { try $0.host() }
        await Self.parallel(30) { number in Self.add(number, to: path, hosts[number % hosts.count]) }
        #expect(try Self.keys(of: path) == Array(0..<30))
    }

    /// crudini knows nothing of the lock on the directory, and compares nothing. Ours add until the last of it has ended.
    @Test(.enabled(if: crudini != nil, "needs crudini"), arguments: Way.allCases, [true, false])
    func besideCrudiniNothingIsLost(_ way: Way, isNew: Bool) async throws {
        let path = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test") + "/f"
        defer { _ = try? LocalFiles().remove(LocalFiles.parent(of: path), recursive: true) }
        let host = try way.host()
        if !isNew { _ = try host.write(path, FileContent("[s]\n")) }
        let (theirs, ours) = (10, 3)
        let running = Atomic(theirs)
        let added = Mutex(Array(0..<theirs))
        await Self.parallel(theirs + ours) { number in
            if number < theirs {
                _ = try? shell("\"$1\" --set \"$2\" s k$3 1", Self.crudini ?? "", path, String(number))
                running.subtract(1, ordering: .relaxed)
                return
            }
            var next = number
            while running.load(ordering: .relaxed) > 0 {
                Self.add(next, to: path, host)
                added.withLock { $0.append(next) }
                next += ours
            }
        }
        #expect(try Self.keys(of: path) == added.withLock { $0.sorted() })
    }

    @Test(arguments: Way.allCases) func waitsForTheRecordLock(_ way: Way) async throws {
        let path = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test") + "/f"
        defer { _ = try? LocalFiles().remove(LocalFiles.parent(of: path), recursive: true) }
        let host = try way.host()
        _ = try host.write(path, FileContent("old"))
        let lock = try FileLock(path)
        let result = Mutex<Code?>(nil)
        async let writing: Void = Self.parallel(1) { _ in
            let error = failure { _ = try host.write(path, FileContent("late"), replacing: .bytes(Array("old".utf8))) }
            result.withLock { $0 = error?.code }
        }
        // Time to do it wrongly.
        try await Task.sleep(for: .milliseconds(500))
        #expect(result.withLock { $0 } == nil)
        #expect(try lock.replace(Array("old".utf8), with: Array("new".utf8)))
        lock.release()
        await writing
        #expect(result.withLock { $0 } == .conflict)
        #expect(try host.read(path) == Array("new".utf8))
    }

    private static let crudini = ["/usr/bin/crudini", "/var/cache/cephlua-peers/crudini/bin/crudini"]
        .first { (path: String) in access(path, X_OK) == 0 }

    private static func parallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async {
        let threads: [Thread] = (0..<count).map { number in
            let thread = Thread { body(number) }
            thread.start()
            return thread
        }
        while !threads.allSatisfy(\.isFinished) { try? await Task.sleep(for: .milliseconds(10)) }
    }

    private static func keys(of path: String) throws -> [Int] {
        let lines = String(decoding: try Host.here().read(path), as: UTF8.self).split(separator: "\n")
        return lines.filter { $0.hasPrefix("k") }.compactMap { Int($0.dropFirst().prefix { $0.isNumber }) }.sorted()
    }

    /// As `ini.edit` does it.
    private static func add(_ number: Int, to path: String, _ host: Host) {
        while true {
            do throws(OperationError) {
                let old = try host.find(path)?.content
                var new = Array("[s]\n".utf8)
                var expected = ExpectedFile.none
                if case .bytes(let bytes)? = old {
                    expected = .bytes(bytes)
                    // One that crudini has made and not yet written is empty.
                    if !bytes.isEmpty { new = bytes }
                }
                _ = try host.write(path, .bytes(new + Array("k\(number) = 1\n".utf8)), replacing: expected)
                return
            } catch {
                if error.code == .conflict { continue }
                Issue.record(error)
                return
            }
        }
    }

    @Test(
        .enabled(if: access("/usr/bin/python3", X_OK) == 0, "the test sets attributes with Python"),
        arguments: Way.allCases)
    func keepsAccessListsAndAttributes(_ way: Way) throws {
        let host = try way.host()
        // Version 2: owner rw-, user 1 r--, group r--, mask r--, others nothing.
        let prepare = """
            import os, struct, sys
            entries = [(1, 6, -1), (2, 4, 1), (4, 4, -1), (16, 4, -1), (32, 0, -1)]
            packed = b"".join(struct.pack("<HHi", *entry) for entry in entries)
            os.setxattr(sys.argv[1], "system.posix_acl_access", struct.pack("<I", 2) + packed)
            os.setxattr(sys.argv[1], "user.note", b"kept")
            """
        let show = """
            import os, sys
            for name in sorted(os.listxattr(sys.argv[1])): print(name, os.getxattr(sys.argv[1], name).hex())
            """
        try withDirectory { directory in
            let path = directory + "/f"
            _ = try host.write(path, FileContent("1"))
            try shell("/usr/bin/python3 -c \"$1\" \"$2\"", prepare, path)
            let before = try shell("/usr/bin/python3 -c \"$1\" \"$2\"", show, path)
            #expect(before.contains("posix_acl_access") && before.contains("user.note"))
            _ = try host.write(path, FileContent("2"))
            #expect(try shell("/usr/bin/python3 -c \"$1\" \"$2\"", show, path) == before)
            #expect(try host.status(path)?.mode == 0o640)
        }
    }
}
