import Ceph
import Core
import Foundation
import RBD
import Testing

private let MiB = 1 << 20

/// Whatever goes wrong: the error says it, and nothing half-made stays.
@Suite(.enabled(if: Lab.isThere, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct TransferFailureTests {
    let cluster: Cluster

    init() throws { cluster = try Lab.connect() }

    private func withPool(_ body: (Pool, String) throws -> Void) throws { try Lab.withPoolAndFolder(cluster, body) }

    private var slowly: ImportOptions {
        var options = ImportOptions()
        options.transfer.rate = UInt64(8 * MiB)
        return options
    }

    @Test func aTargetThatExistsIsLeftAlone() throws {
        try withPool { pool, folder in
            try pool.createImage("a", size: 1)
            // Nobody writes into the pipe: reading from it would never end.
            let path = try Scratch.pipe(in: folder) { _ in sleep(2) }
            let error = try #require(failure { _ = try pool.importImage("a", from: path) })
            #expect("\(error)" == "rbd_create4 \(pool.name)/a: an image of that name exists (EEXIST)")
            #expect(try pool.findImage("a")?.size == 1)
            try Scratch.write(folder + "/out", size: 3, data: [0..<3])
            let taken = try #require(failure { _ = try pool.exportImage("a", to: folder + "/out") })
            #expect(taken.code == .exists && taken.hint != nil)
            #expect(try Scratch.bytes(folder + "/out").count == 3)
            _ = try pool.exportImage("a", to: folder + "/out", replace: true)
            #expect(try Scratch.bytes(folder + "/out") == [0])
            #expect(failure { _ = try pool.copyImage("a", to: pool, as: "a") }?.code == .exists)
        }
    }

    @Test func aSourceThatCannotBeReadMakesNoImage() throws {
        try withPool { pool, folder in
            try Scratch.write(folder + "/in", size: 10, data: [0..<10])
            #expect(failure { _ = try pool.importImage("a", from: folder + "/none") }?.code == .notFound)
            #expect(failure { _ = try pool.importImage("a", from: folder) }?.code.name == "EISDIR")
            var options = ImportOptions()
            options.size = 11
            let error = try #require(failure { _ = try pool.importImage("a", from: folder + "/in", options) })
            #expect(error.code == .invalid && error.message == "it has 10 bytes, not the 11 that `size` says")
            #expect(failure { _ = try pool.copyImage("none", to: pool, as: "a") }?.code == .notFound)
            #expect(failure { _ = try pool.exportImage("none", to: folder + "/out") }?.code == .notFound)
            #expect(failure { _ = try pool.importImage("a@b", from: folder + "/in") }?.code == .invalid)
            #expect(try pool.names == [] && !FileManager.default.fileExists(atPath: folder + "/out"))
        }
    }

    @Test func aPipeOfAnotherSizeIsRefused() throws {
        try withPool { pool, folder in
            var options = ImportOptions()
            options.size = UInt64(6 * MiB)
            for (count, message) in [
                (5 * MiB, "it ends at 5242880, before the 6291456 bytes that `size` says"),
                (7 * MiB, "it has more than 6291456 bytes, not the 6291456 that `size` says"),
            ] {
                let path = try Scratch.pipe(in: folder) { try? $0.write(contentsOf: Scratch.noise(count, seed: 1)) }
                let error = try #require(failure { _ = try pool.importImage("a", from: path, options) })
                #expect(error.code == .invalid && error.message == message)
                #expect(try pool.names == [])
                try FileManager.default.removeItem(atPath: path)
            }
            let path = try Scratch.pipe(in: folder) { try? $0.write(contentsOf: Scratch.noise(6 * MiB, seed: 1)) }
            #expect(try pool.importImage("a", from: path, options).bytes == 6 * MiB)
        }
    }

    @Test(arguments: [[0..<40 << 20], [0..<9 << 20]])
    func aSourceThatShrinksIsNoticed(_ data: [Range<Int>]) throws {
        try withPool { pool, folder in
            let file = folder + "/in"
            try Scratch.write(file, size: 40 * MiB, data: data)
            let progress = TransferProgress()
            Thread.detachNewThread {
                while progress.snapshot.read == 0 { usleep(1000) }
                truncate(file, 18 * MiB + 5)
            }
            let error = try #require(failure { _ = try pool.importImage("a", from: file, slowly, progress: progress) })
            #expect(error.code == .conflict && error.target == file)
            #expect(error.message == "it ends at 18874373, and had 41943040 bytes when it was opened")
            #expect(try pool.names == [])
        }
    }

    @Test func cancellingRemovesWhatWasBegun() throws {
        try withPool { pool, folder in
            try Scratch.write(folder + "/in", size: 60 * MiB, data: [0..<60 * MiB])
            let progress = TransferProgress()
            let error = cancelling(when: { progress.snapshot.written > 0 }) {
                _ = try pool.importImage("a", from: folder + "/in", slowly, progress: progress)
            }
            #expect(error?.code == .cancelled && error?.details == nil)
            #expect(try pool.names == [] && pool.isEmpty())
            #expect(progress.snapshot.phase == .ended && progress.snapshot.total == UInt64(60 * MiB))

            var keeping = slowly
            keeping.keep = true
            let again = TransferProgress()
            let second = cancelling(when: { again.snapshot.written > 0 }) {
                _ = try pool.importImage("a", from: folder + "/in", keeping, progress: again)
            }
            #expect(second?.code == .cancelled)
            #expect(try pool.names == ["a"])
            let third = cancelling(when: { true }) { _ = try pool.copyImage("a", to: pool, as: "b", slowly) }
            #expect(third?.code == .cancelled)
            #expect(try pool.names == ["a"])
        }
    }

    /// A pipe that falls silent: after a few bytes, after blocks whose writes then end, and after all that `size` says.
    @Test(arguments: [(3, nil), (10 << 20, nil), (8 << 20, 8 << 20)] as [(Int, UInt64?)])
    func cancellingWaitsForNoPipe(_ count: Int, _ size: UInt64?) throws {
        try withPool { pool, folder in
            let path = try Scratch.pipe(in: folder) {
                try? $0.write(contentsOf: Scratch.noise(count, seed: 1))
                sleep(60)
            }
            let progress = TransferProgress()
            var options = ImportOptions()
            options.size = size
            let began = ContinuousClock.now
            let whole = UInt64(count & ~(4 * MiB - 1))
            let error = cancelling(when: {
                progress.snapshot.phase == .transferring && progress.snapshot.written == whole
            }) {
                _ = try pool.importImage("a", from: path, options, progress: progress)
            }
            #expect(error?.code == .cancelled && .now - began < .seconds(40))
            #expect(try pool.names == [])
        }
    }

    @Test func ofTwoAtOnceOneWins() throws {
        try withPool { pool, folder in
            for index in 0..<2 {
                let range = 0..<20 * MiB
                try Scratch.write("\(folder)/\(index)", size: 20 * MiB + index, data: [range])
            }
            let results = Locked([Result<TransferResult, OperationError>?](repeating: nil, count: 2))
            DispatchQueue.concurrentPerform(iterations: 2) { index in
                let result: Result<TransferResult, OperationError>
                do throws(OperationError) {
                    result = .success(try pool.importImage("a", from: "\(folder)/\(index)"))
                } catch { result = .failure(error) }
                results.withLock { $0[index] = result }
            }
            let outcomes = results.withLock { $0 }
            let winner = try #require(outcomes.firstIndex { if case .success? = $0 { true } else { false } })
            guard case .failure(let error)? = outcomes[1 - winner] else {
                Issue.record("both won")
                return
            }
            #expect(error.code == .exists)
            #expect(try pool.bytes("a") == Scratch.bytes("\(folder)/\(winner)"))
        }
    }

    @Test func verifyingFindsWhatSomebodyChanged() throws {
        try withPool { pool, folder in
            let name = pool.name
            let progress = TransferProgress()
            let path = try Scratch.pipe(in: folder) { pipe in
                try? pipe.write(contentsOf: Scratch.noise(12 * MiB, seed: 5))
                while progress.snapshot.written < 12 * MiB { usleep(1000) }
                guard let other = try? Lab.connect(), let pool = try? Pool(other, name),
                    let image = try? Image(pool, "a")
                else { return }
                try? image.write([1], at: UInt64(5 * MiB))
                try? image.close()
                other.close()
            }
            var options = ImportOptions()
            options.transfer.verify = true
            let error = try #require(failure { _ = try pool.importImage("a", from: path, options, progress: progress) })
            #expect(error.code == .conflict && error.message == "the object at 4194304 is not what was written")
            #expect(try pool.names == [])
        }
    }

    @Test func aClusterThatDoesNotAnswerEndsWithTheDeadline() throws {
        try withPool { pool, folder in
            try Scratch.write(folder + "/in", size: 40 * MiB, data: [0..<40 * MiB])
            let bytes = try Scratch.bytes(folder + "/in")
            let nowhere = try Nowhere(cluster, pool)
            defer { nowhere.remove() }
            let progress = TransferProgress()
            Thread.detachNewThread {
                while progress.snapshot.written == 0 { usleep(1000) }
                nowhere.send()
            }
            var options = slowly
            options.transfer.deadline = Deadline(in: 4)
            let began = ContinuousClock.now
            let error = try #require(
                failure { _ = try pool.importImage("a", from: folder + "/in", options, progress: progress) })
            // The deadline, five seconds for cleaning up, and a machine that is busy.
            #expect(error.code == .timedOut && .now - began < .seconds(20))
            #expect(error.details?.contains("\(pool.name)/a is not complete") == true)
            nowhere.bringBack()

            // Without a deadline it goes on when the cluster does.
            let patient = TransferProgress()
            Thread.detachNewThread {
                while patient.snapshot.written == 0 { usleep(1000) }
                nowhere.send()
                sleep(3)
                nowhere.bringBack()
            }
            _ = try pool.importImage("b", from: folder + "/in", slowly, progress: patient)
            #expect(try pool.bytes("b") == bytes)
        }
    }
}

/// A place without OSDs, where a pool's objects can be sent: whatever is asked of them then waits.
private final class Nowhere: Sendable {
    private let cluster: Cluster
    private let pool: Pool
    private let name = Lab.unique("nowhere")
    private let rule: JSON

    init(_ cluster: Cluster, _ pool: Pool) throws {
        (self.cluster, self.pool) = (cluster, pool)
        let answer = try cluster.command("osd pool get", ["pool": .string(pool.name), "var": "crush_rule"])
        rule = answer?["crush_rule"] ?? .null
        _ = try cluster.command("osd crush add-bucket", ["name": .string(name), "type": "root"])
        _ = try cluster.command(
            "osd crush rule create-simple", ["name": .string(name), "root": .string(name), "type": "host"])
    }

    private func use(_ rule: JSON) {
        _ = try? cluster.command("osd pool set", ["pool": .string(pool.name), "var": "crush_rule", "val": rule])
    }

    func send() { use(.string(name)) }
    func bringBack() { use(rule) }

    func remove() {
        bringBack()
        _ = try? cluster.command("osd crush rule rm", ["name": .string(name)])
        _ = try? cluster.command("osd crush rm", ["name": .string(name)])
    }
}
