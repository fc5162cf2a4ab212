import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// Points, each restored and compared byte by byte.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct BackupTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func everyPointIsAsItWas(_ place: BackupPlace) throws {
        var random = Random(seed: 7)
        try place.create(20 * MiB + 777)
        var wanted: [String: [UInt8]] = [:]
        func point(_ changed: ClosedRange<Int>, read: ClosedRange<Int>, full: Bool = false) throws {
            let result = try place.backUp(full: full)
            wanted[result.point] = try place.source.bytes("vm")
            #expect(changed.contains(result.changed), "\(result)")
            #expect(read.contains(Int(result.read)), "\(result)")
            #expect((result.base == nil) == (wanted.count == 1 || full))
            #expect(try place.sourceSnapshots == ["cephlua-backup.\(result.point)"])
            #expect(result.size == UInt64(wanted[result.point]!.count))
            // The digest of a copy is computed in another way.
            var options = ImportOptions()
            options.transfer.digests = [.objects]
            let copied = try place.source.copyImage("vm", to: place.source, as: "copy", options)
            #expect(copied.digests[.objects] == result.digest)
            try place.source.removeImage("copy")
        }
        try place.change {
            try $0.write(Scratch.noise(3 * MiB, seed: 1), at: UInt64(MiB / 2))
            try $0.write([1, 2, 3], at: UInt64(20 * MiB + 774))
            try $0.write(Scratch.noise(2 * MiB, seed: 2), at: UInt64(9 * MiB))
        }
        try point(7...7, read: 6 * MiB...7 * MiB)
        try point(0...0, read: 0...0)
        try place.change { try $0.write([9], at: UInt64(15 * MiB)) }
        try point(1...1, read: MiB...MiB)
        // Discards: of a whole object, of a part, of what was never written; and zeros over data.
        try place.change {
            try $0.discard(at: UInt64(MiB), count: UInt64(MiB))
            try $0.discard(at: UInt64(2 * MiB + 4096), count: UInt64(MiB / 2))
            try $0.discard(at: UInt64(12 * MiB), count: UInt64(MiB))
            try $0.write([UInt8](repeating: 0, count: MiB), at: UInt64(9 * MiB))
        }
        try point(3...4, read: 2 * MiB...4 * MiB)
        try place.change { try $0.resize(to: UInt64(26 * MiB + 5)) }
        try point(0...1, read: 0...MiB)
        try place.change { try $0.write(Scratch.noise(777, seed: 3), at: UInt64(25 * MiB + 600)) }
        try point(1...2, read: 0...2 * MiB)
        try place.change { try $0.resize(to: UInt64(9 * MiB + MiB / 2), shrink: true) }
        try point(1...2, read: 0...2 * MiB)
        // Smaller and larger again between two points.
        try place.change {
            try $0.resize(to: UInt64(2 * MiB + 100), shrink: true)
            try $0.resize(to: UInt64(22 * MiB))
        }
        try point(2...9, read: 0...3 * MiB)
        for _ in 0..<3 {
            try place.change { image in
                for _ in 0..<6 {
                    let (start, count) = (random.below(21 * MiB), 1 + random.below(MiB))
                    if random.below(3) == 0 {
                        try image.discard(at: UInt64(start), count: UInt64(count))
                    } else {
                        try image.write(Scratch.noise(count, seed: UInt64(start)), at: UInt64(start))
                    }
                }
            }
            try point(1...12, read: 0...12 * MiB)
        }
        try point(0...22, read: MiB...22 * MiB, full: true)
        for (name, bytes) in wanted {
            let back = try place.restored(name)
            #expect(back == bytes, "\(name)")
            let checked = try place.target.verifyBackup(BackupPlace.backup, point: name)
            #expect(checked.point == name && checked.size == UInt64(bytes.count))
        }
        let known = try #require(try place.target.findBackup(BackupPlace.backup))
        #expect(known.points.map(\.name) == wanted.keys.sorted() && !known.isPending)
        #expect(known.pool == place.source.name && known.image == "vm")
        #expect(try place.notes.count == wanted.count + 1)
    }

    @Test func everyPointIsAsTheImageWas() throws {
        try BackupPlace.with(cluster) { try everyPointIsAsItWas($0) }
    }

    @Test(.enabled(if: BackupPlace.second != nil, "needs a lab with two clusters"))
    func everyPointIsAsTheImageWasAlsoOnAnotherCluster() throws {
        let second = try Cluster(#require(BackupPlace.second))
        defer { second.close() }
        #expect(second.fsid != cluster.fsid)
        try BackupPlace.with(cluster, second: second) { try everyPointIsAsItWas($0) }
    }

    @Test func aCloneIsBackedUpWhole() throws {
        try BackupPlace.with(cluster) { place in
            try place.source.createImage("base", size: UInt64(12 * MiB), options: ImageOptions(objectSize: 1 << 20))
            let base = try Image(place.source, "base")
            try base.write(Scratch.noise(10 * MiB, seed: 1), at: 0)
            try base.createSnapshot("s")
            try base.close()
            try place.source.clone("base", snapshot: "s", of: place.source, to: "vm")
            var wanted = [try place.backUp().point: try place.source.bytes("vm")]
            // What the clone does not share any longer after this was never written to it: librbd has to note it.
            try place.change {
                try $0.resize(to: UInt64(5 * MiB), shrink: true)
                try $0.resize(to: UInt64(12 * MiB))
                try $0.write([1], at: UInt64(3 * MiB))
            }
            wanted[try place.backUp().point] = try place.source.bytes("vm")
            try place.change { try $0.flatten() }
            wanted[try place.backUp().point] = try place.source.bytes("vm")
            #expect(wanted.count == 3)
            for (name, bytes) in wanted { #expect(try place.restored(name) == bytes, "\(name)") }
        }
    }

    @Test func aBackupHasANameOfItsOwn() throws {
        try BackupPlace.with(cluster) { place in
            try place.create(3 * MiB)
            let result = try place.source.backUpImage("vm", to: place.target)
            #expect(result.backup == "backup.\(place.source.name).vm" && result.objects == 3)
            #expect(try place.target.backups().map(\.name) == [result.backup])
            #expect(try place.source.backups() == [] && place.target.findBackup("none") == nil)
            try place.target.createImage("other", size: UInt64(MiB))
            let image = try Image(place.target, "other")
            try image.write([1], at: 0)
            try image.close()
            let taken = failure { _ = try place.source.backUpImage("vm", to: place.target, as: "other") }
            #expect(taken?.code == .exists && taken?.message == "that image exists, and is no backup")
            #expect(failure { _ = try place.source.backUpImage("none", to: place.target) }?.code == .notFound)
            #expect(failure { _ = try place.source.backUpImage("vm", to: place.source, as: "vm") }?.code == .usage)
            #expect(try place.target.bytes("other").first == 1)
        }
    }
}

/// Numbers that are the same in every run.
struct Random {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}
