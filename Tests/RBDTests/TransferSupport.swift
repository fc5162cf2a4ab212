import Ceph
import Core
import Foundation
import RBD
import Testing

/// Files, and what tests of transfers ask of them.
enum Scratch {
    /// A folder for one test.
    static func withFolder<R>(_ body: (String) throws -> R) throws -> R {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(Lab.unique("transfer")).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    /// A file with bytes that never repeat in some places, and holes elsewhere.
    static func write(_ path: String, size: Int, data: [Range<Int>]) throws {
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        defer { close(file) }
        try #require(ftruncate(file, size) == 0)
        for range in data {
            let bytes = noise(range.count, seed: UInt64(range.lowerBound))
            let count = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, range.count, range.lowerBound) }
            try #require(count == range.count)
        }
    }

    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    static func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

    /// Bytes that the file really takes on the disk.
    static func allocated(_ path: String) -> Int {
        var status = stat()
        stat(path, &status)
        return Int(status.st_blocks) * 512
    }

    static func digest(_ bytes: [UInt8], _ algorithm: Digest.Algorithm) throws -> String {
        let digest = try Digest(algorithm)
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish().hexadecimal
    }

    /// A pipe with a name, written by a thread; an import reads it like standard input.
    static func pipe(in folder: String, _ write: @escaping @Sendable (FileHandle) -> Void) throws -> String {
        let path = folder + "/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread {
            guard let handle = FileHandle(forWritingAtPath: path) else { return }
            write(handle)
            try? handle.close()
        }
        return path
    }

    /// Runs a program, which must succeed.
    static func run(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(words)")
    }

    static let hasRBD = FileManager.default.isExecutableFile(atPath: "/usr/bin/rbd")

    /// `rbd` on the lab's cluster.
    static func rbd(_ words: String...) throws {
        try run(["rbd", "--conf", Lab.options.conf!, "--keyring", Lab.options.keyring!, "--no-progress"] + words)
    }
}

/// Whether bytes are the same. `#expect(a == b)` would look for the differences, which takes hours for megabytes.
func areSame(_ a: [UInt8], _ b: [UInt8]) -> Bool { a == b }

extension Pool {
    /// All bytes of an image.
    func bytes(_ name: String) throws -> [UInt8] {
        let image = try Image(self, name, readOnly: true)
        defer { try? image.close() }
        return try image.read(at: 0, count: Int(image.size()))
    }

    var names: [String] { get throws { try images().map(\.name) } }
}

/// Calls `body` as something that can be cancelled, and cancels it when `condition` holds.
func cancelling(when condition: @escaping @Sendable () -> Bool, _ body: () throws -> Void) -> OperationError? {
    let cancellation = Cancellation()
    Thread.detachNewThread {
        while !condition() { usleep(2000) }
        cancellation.cancel()
    }
    return Cancellation.$current.withValue(cancellation) { failure(body) }
}

extension Lab {
    /// A pool for images, and a folder, for one test.
    static func withPoolAndFolder(_ cluster: Cluster, _ body: (Pool, String) throws -> Void) throws {
        try withPool(cluster) { pool in
            try pool.initialize()
            try Scratch.withFolder { try body(pool, $0) }
        }
    }
}
