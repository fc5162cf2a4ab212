import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// An import that was interrupted, and goes on.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct ResumeTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private static let size = 24 * MiB + 123

    private static func options(slowly: Bool = false) -> ImportOptions {
        var options = ImportOptions()
        options.resume = true
        options.image.objectSize = UInt64(MiB)
        options.transfer.verify = !slowly
        if slowly { options.transfer.rate = UInt64(16 * MiB) }
        return options
    }

    /// A file of which an import was cancelled half-way.
    private func withHalf(_ body: (Pool, String) throws -> Void) throws {
        try Lab.withPoolAndFolder(cluster) { pool, folder in
            let path = folder + "/in"
            try Scratch.write(path, size: Self.size, data: [0..<20 * MiB, 22 * MiB..<Self.size])
            let progress = TransferProgress()
            let error = cancelling(when: { progress.snapshot.written > UInt64(8 * MiB) }) {
                _ = try pool.importImage("vm", from: path, Self.options(slowly: true), progress: progress)
            }
            #expect(error?.code == .cancelled)
            #expect(try pool.names == ["vm"])
            try body(pool, path)
        }
    }

    @Test func whatIsThereIsNotWrittenAgain() throws {
        try withHalf { pool, path in
            // Without being told to go on with it, it is an image like others.
            let plain = failure { _ = try pool.importImage("vm", from: path) }
            #expect(plain?.code == .exists)
            let done = try pool.importImage("vm", from: path, Self.options())
            #expect(done.isVerified && done.written < UInt64(15 * MiB), "\(done.written)")
            let (found, wanted) = (try pool.bytes("vm"), try Scratch.bytes(path))
            #expect(areSame(found, wanted))
            let image = try Image(pool, "vm", readOnly: true)
            let metadata = try image.metadata()
            try image.close()
            #expect(metadata.isEmpty)
            // It is complete, so nothing goes on with it.
            let again = failure { _ = try pool.importImage("vm", from: path, Self.options()) }
            let message = "there is such an image, and no import with `resume` left it"
            #expect(again?.code == .exists && again?.message == message, "\(String(describing: again))")
        }
    }

    @Test func anotherSourceIsWhatTheImageIsThen() throws {
        try withHalf { pool, path in
            try Scratch.write(path, size: Self.size, data: [2 * MiB + 5..<3 * MiB, 7 * MiB..<9 * MiB])
            _ = try pool.importImage("vm", from: path, Self.options())
            let (found, wanted) = (try pool.bytes("vm"), try Scratch.bytes(path))
            #expect(areSame(found, wanted))
        }
    }

    @Test func anotherSizeIsRefused() throws {
        try withHalf { pool, path in
            try Scratch.write(path, size: Self.size + 1, data: [0..<10])
            let error = failure { _ = try pool.importImage("vm", from: path, Self.options()) }
            #expect(error?.code == .invalid && error?.message.contains("it was begun for \(Self.size) bytes") == true)
            #expect(try pool.names == ["vm"])
        }
    }

    @Test func aPipeGoesOnFromItsBeginning() throws {
        try withHalf { pool, path in
            let pipe = try Scratch.pipe(in: (path as NSString).deletingLastPathComponent) { handle in
                try? handle.write(contentsOf: Data(contentsOf: URL(filePath: path)))
            }
            _ = try pool.importImage("vm", from: pipe, Self.options())
            let (found, wanted) = (try pool.bytes("vm"), try Scratch.bytes(path))
            #expect(areSame(found, wanted))
        }
    }

    @Test func ofTwoAtOnceOneIsRefused() throws {
        try Lab.withPoolAndFolder(cluster) { pool, folder in
            let path = folder + "/in"
            try Scratch.write(path, size: Self.size, data: [0..<Self.size])
            let progress = TransferProgress()
            let (name, second) = (pool.name, Locked<OperationError?>(nil))
            Thread.detachNewThread {
                while progress.snapshot.written == 0 { usleep(1000) }
                let error = failure {
                    let other = try Lab.connect()
                    defer { other.close() }
                    _ = try Pool(other, name).importImage("vm", from: path, Self.options())
                }
                second.withLock { $0 = error ?? OperationError(.internal, "", target: "", message: "both ran") }
            }
            var slow = Self.options(slowly: true)
            slow.transfer.rate = UInt64(4 * MiB)
            _ = try pool.importImage("vm", from: path, slow, progress: progress)
            while second.withLock({ $0 }) == nil { usleep(1000) }
            #expect(second.withLock { $0?.code } == .busy, "\(String(describing: second.withLock { $0 }))")
            let (found, wanted) = (try pool.bytes("vm"), try Scratch.bytes(path))
            #expect(areSame(found, wanted))
        }
    }
}
