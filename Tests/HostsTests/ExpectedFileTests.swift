import Core
import Foundation
import Glibc
import Testing

@testable import Hosts

/// Writes that must not lose what somebody else wrote.
struct ExpectedFileTests {
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

    /// Each adds its lines, ten of them over each way, at the same time.
    @Test func thirtyWritersLoseNothing() async throws {
        let path = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test") + "/f"
        defer { _ = try? LocalFiles().remove(LocalFiles.parent(of: path), recursive: true) }
        let hosts = try Way.allCases.map { try $0.host() }
        _ = try hosts[0].write(path, FileContent(""))
        let threads = (0..<30).map { number in
            let thread = Thread {
                let host = hosts[number % hosts.count]
                while true {
                    guard let old = try? host.read(path) else { return }
                    let new = old + Array("\(number)\n".utf8)
                    do {
                        _ = try host.write(path, .bytes(new), replacing: .bytes(old))
                        return
                    } catch {
                        guard (error as? OperationError)?.code == .conflict else { return }
                    }
                }
            }
            thread.start()
            return thread
        }
        while !threads.allSatisfy(\.isFinished) { try await Task.sleep(for: .milliseconds(10)) }
        let text = String(decoding: try hosts[0].read(path), as: UTF8.self)
        #expect(text.split(separator: "\n").compactMap { Int($0) }.sorted() == Array(0..<30))
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
