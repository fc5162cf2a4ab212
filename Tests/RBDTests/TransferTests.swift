import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// A file to transfer.
struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let size: Int
    var data: [Range<Int>] = []

    static let all = [
        Shape(testDescription: "nothing at all", size: 0),
        Shape(testDescription: "one byte", size: 1, data: [0..<1]),
        Shape(testDescription: "zeros only", size: 9 * MiB + 5),
        Shape(testDescription: "hole at the start", size: 8 * MiB, data: [5 * MiB..<8 * MiB]),
        Shape(testDescription: "hole at the end", size: 13 * MiB + 1, data: [0..<5 * MiB]),
        Shape(testDescription: "a partial object at the end", size: 9 * MiB + 777, data: [0..<9 * MiB + 777]),
        Shape(
            testDescription: "a byte before and after an edge", size: 12 * MiB, data: [4 * MiB - 1..<4 * MiB + 1]
        ),
        Shape(
            testDescription: "islands inside of objects", size: 21 * MiB + 3,
            data: [100..<101, MiB + 4096..<MiB + 70_000, 3 * MiB..<3 * MiB + 1, 17 * MiB..<21 * MiB + 3]),
        Shape(
            testDescription: "more than the window holds", size: 80 * MiB, data: [0..<30 * MiB, 34 * MiB..<80 * MiB]),
    ]
}

@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct TransferTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withPool(_ body: (Pool, String) throws -> Void) throws { try Lab.withPoolAndFolder(cluster, body) }

    @Test(arguments: Shape.all)
    func everyByteArrivesThereAndBack(_ shape: Shape) throws {
        try withPool { pool, folder in
            let (file, back) = (folder + "/in", folder + "/out")
            try Scratch.write(file, size: shape.size, data: shape.data)
            let bytes = try Scratch.bytes(file)
            var options = ImportOptions()
            options.transfer.digests = Set(TransferDigest.allCases)
            options.transfer.verify = true
            let imported = try pool.importImage("a", from: file, options)
            #expect(imported.bytes == shape.size && imported.isVerified && imported.objectSize == 4 * MiB)
            for algorithm in Digest.Algorithm.allCases {
                let digest = try Scratch.digest(bytes, algorithm)
                #expect(imported.digests[TransferDigest(rawValue: algorithm.rawValue)!] == digest)
            }
            let data = shape.data.reduce(0) { $0 + $1.count }
            #expect(imported.written >= data && imported.written <= data + shape.data.count * 128 << 10)
            #expect(try pool.bytes("a") == bytes)

            let exported = try pool.exportImage("a", to: back, options.transfer)
            #expect(exported.digests == imported.digests && exported.isVerified)
            #expect(try Scratch.bytes(back) == bytes)
            #expect(Scratch.allocated(back) <= data + (shape.data.count + 1) * 1024 << 10)

            let copied = try pool.copyImage("a", to: pool, as: "b", options)
            #expect(copied.digests == imported.digests && copied.written == exported.written)
            #expect(try pool.bytes("b") == bytes)
        }
    }

    @Test(.enabled(if: Scratch.hasRBD, "needs the rbd command"))
    func theToolReadsWhatWeWriteAndWeWhatItWrites() throws {
        try withPool { pool, folder in
            let file = folder + "/in"
            try Scratch.write(file, size: 21 * MiB + 3, data: [100..<101, 5 * MiB..<14 * MiB, 21 * MiB..<21 * MiB + 3])
            _ = try pool.importImage("ours", from: file)
            try Scratch.rbd("export", "\(pool.name)/ours", folder + "/theirs")
            #expect(FileManager.default.contentsEqual(atPath: file, andPath: folder + "/theirs"))
            try Scratch.rbd("import", file, "\(pool.name)/theirs")
            _ = try pool.exportImage("theirs", to: folder + "/ours")
            #expect(FileManager.default.contentsEqual(atPath: file, andPath: folder + "/ours"))
        }
    }

    @Test func theImageIsAsItWasAskedFor() throws {
        try withPool { pool, folder in
            try Scratch.write(folder + "/in", size: 3 * MiB + 1, data: [0..<100, 2 * MiB..<3 * MiB])
            var options = ImportOptions()
            options.image = ImageOptions(features: try Features(names: ["layering"]), objectSize: 64 << 10)
            options.transfer.inFlight = 3
            options.transfer.verify = true
            _ = try pool.importImage("a", from: folder + "/in", options)
            let info = try #require(try pool.findImage("a"))
            #expect(info.features.names == ["layering"] && info.objectSize == 64 << 10 && info.size == 3 * MiB + 1)
            options.image = ImageOptions(objectSize: 32 << 20)
            let copied = try pool.copyImage("a", to: pool, as: "b", options)
            #expect(copied.objectSize == 32 << 20)
            #expect(try pool.bytes("b") == Scratch.bytes(folder + "/in"))
            #expect(try pool.findImage("b")?.objectSize == 32 << 20)
        }
    }

    @Test func snapshotsAndClonesAreReadAsTheyAre() throws {
        try withPool { pool, folder in
            try pool.createImage("base", size: UInt64(12 * MiB))
            let base = try Image(pool, "base")
            try base.write(Scratch.noise(5 * MiB, seed: 1), at: 0)
            try base.createSnapshot("s")
            try base.write(Scratch.noise(5 * MiB, seed: 2), at: UInt64(2 * MiB))
            try base.resize(to: UInt64(20 * MiB))
            try pool.clone("base", snapshot: "s", of: pool, to: "clone")
            let clone = try Image(pool, "clone")
            try clone.write([1, 2, 3], at: UInt64(9 * MiB))
            try clone.close()
            try base.close()
            for (name, snapshot) in [("base", nil), ("base", "s"), ("clone", nil)] as [(String, String?)] {
                let image = try Image(pool, name, snapshot: snapshot, readOnly: true)
                let bytes = try image.read(at: 0, count: Int(image.size()))
                try image.close()
                let path = "\(folder)/\(name)\(snapshot ?? "")"
                _ = try pool.exportImage(name, snapshot: snapshot, to: path)
                #expect(try Scratch.bytes(path) == bytes)
                let copy = "copy-\(name)\(snapshot ?? "")"
                _ = try pool.copyImage(name, snapshot: snapshot, to: pool, as: copy)
                #expect(try pool.bytes(copy) == bytes && pool.findImage(copy)?.parent == nil)
            }
            #expect(failure { _ = try pool.exportImage("base", snapshot: "n", to: "\(folder)/n") }?.code == .notFound)
        }
    }

    @Test func pipesNeedNoSize() throws {
        try withPool { pool, folder in
            for (index, size) in [0, 1, 4 * MiB, 37 * MiB + 11].enumerated() {
                let bytes = Scratch.noise(size, seed: 3)
                let path = try Scratch.pipe(in: folder) { try? $0.write(contentsOf: bytes) }
                var options = ImportOptions()
                options.transfer.digests = [.sha256]
                options.transfer.verify = true
                let result = try pool.importImage("a\(index)", from: path, options)
                #expect(try result.bytes == size && result.digests[.sha256] == Scratch.digest(bytes, .sha256))
                #expect(try pool.findImage("a\(index)")?.size == UInt64(size))
                #expect(try pool.bytes("a\(index)") == bytes)
                try FileManager.default.removeItem(atPath: path)
            }
        }
    }

    @Test func anImageOfUnknownSizeGrows() throws {
        try withPool { pool, folder in
            let path = try Scratch.pipe(in: folder) { pipe in
                let zeros = [UInt8](repeating: 0, count: 16 * MiB)
                for _ in 0..<70 { try? pipe.write(contentsOf: zeros) }
                try? pipe.write(contentsOf: [7, 8, 9])
            }
            let result = try pool.importImage("a", from: path)
            #expect(result.bytes == 1120 * MiB + 3 && result.written <= 64 << 10)
            let image = try Image(pool, "a", readOnly: true)
            #expect(try image.size() == 1120 * MiB + 3 && image.read(at: UInt64(1120 * MiB), count: 9) == [7, 8, 9])
            try image.close()
        }
    }

    @Test func pipesAreWrittenInOrder() throws {
        try withPool { pool, folder in
            let file = folder + "/in"
            try Scratch.write(file, size: 50 * MiB + 3, data: [MiB..<9 * MiB, 30 * MiB..<50 * MiB + 3])
            _ = try pool.importImage("a", from: file)
            let path = folder + "/pipe"
            try #require(mkfifo(path, 0o600) == 0)
            let name = pool.name
            let done = Locked(false)
            Thread.detachNewThread {
                try? Scratch.run(["sh", "-c", "cat '\(path)' > '\(folder)/out'"])
                done.withLock { $0 = true }
            }
            _ = try pool.exportImage("a", to: path)
            while !done.withLock({ $0 }) { usleep(1000) }
            #expect(FileManager.default.contentsEqual(atPath: file, andPath: folder + "/out"), "\(name)")
            var verifying = TransferOptions()
            verifying.verify = true
            #expect(failure { _ = try pool.exportImage("a", to: path, verifying) }?.code == .usage)
        }
    }
}
