import Core
import Foundation
import Testing

@testable import Changes

/// A folder that goes away with its owner.
private final class Scratch {
    let folder = "/tmp/cephlua-journal-\(UInt64.random(in: 0...UInt64.max))"
    deinit { try? FileManager.default.removeItem(atPath: folder) }
    var archive: RunArchive { RunArchive(folder: folder + "/runs") }
    func records(_ journal: Journal) -> String { "\(journal.folder)/journal.jsonl" }
}

private func failure(_ body: () throws -> Void) -> OperationError? {
    do { try body() } catch { return error as? OperationError }
    return nil
}

private func keep(_ text: String, in journal: Journal) throws -> String {
    try Array(text.utf8).withUnsafeBytes { try journal.keep($0) }
}

@Suite struct JournalTests {
    private let scratch = Scratch()

    @Test func readsWhatWasWritten() throws {
        let journal = try scratch.archive.begin("integrate")
        #expect(journal.id.hasSuffix("-integrate"))
        try journal.write(["event": "run", "n": 1])
        try journal.write(["event": "intent", "text": "two\nlines"])
        let run = try scratch.archive.read(journal.id)
        #expect(run.records == [["event": "run", "n": 1], ["event": "intent", "text": "two\nlines"]])
        #expect(!run.isTruncated)
        #expect(try scratch.archive.runs() == [journal.id])
    }

    @Test func keepsTextsForItsOwnerOnly() throws {
        let journal = try scratch.archive.begin("x")
        let (first, second) = (try keep("one", in: journal), try keep("two", in: journal))
        #expect(first != second)
        let path = "\(journal.folder)/\(second)"
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
        for path in [path, scratch.records(journal)] {
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        }
        #expect(try FileManager.default.attributesOfItem(atPath: journal.folder)[.posixPermissions] as? Int == 0o700)
    }

    @Test func twoRunsOfOneSecondAreTwo() throws {
        let ids = try (1...3).map { _ in try scratch.archive.begin("x").id }
        #expect(Set(ids).count == 3)
        #expect(try scratch.archive.runs() == ids.sorted())
    }

    @Test(arguments: ["{\"event\":\"outc", "{\"event\":\"outc\n", "\0\0\0\n"])
    func leavesOutWhatACrashCut(rest: String) throws {
        let journal = try scratch.archive.begin("x")
        try journal.write(["event": "run"])
        let handle = try #require(FileHandle(forWritingAtPath: scratch.records(journal)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(rest.utf8))
        let run = try scratch.archive.read(journal.id)
        #expect(run.records == [["event": "run"]])
        #expect(run.isTruncated)
    }

    @Test func namesTheLineThatIsNotWhole() throws {
        let journal = try scratch.archive.begin("x")
        try "{}\n###\n{}\n".write(toFile: scratch.records(journal), atomically: false, encoding: .utf8)
        let error = failure { _ = try scratch.archive.read(journal.id) }
        #expect(error?.code == .malformed)
        #expect(error?.target.hasSuffix("journal.jsonl:2") == true)
    }

    @Test(arguments: ["", "no-such", "..", "../x", ".hidden"])
    func knowsWhatIsNoRun(id: String) throws {
        #expect(failure { _ = try scratch.archive.read(id) }?.code == .notFound)
    }

    @Test(.enabled(if: getuid() == 0, "needs root, to mount a small file system"))
    func writesAllOrNothingOnAFullDisk() throws {
        try FileManager.default.createDirectory(atPath: scratch.folder, withIntermediateDirectories: true)
        try mount(scratch.folder)
        defer { unmount(scratch.folder) }
        let journal = try scratch.archive.begin("x")
        try journal.write(["event": "run"])
        let long = JSON.string(String(repeating: "x", count: 200_000))
        #expect(failure { try journal.write(["text": long]) }?.code == Code(errno: Int(ENOSPC)))
        try journal.write(["event": "end"])
        let run = try scratch.archive.read(journal.id)
        #expect(run.records == [["event": "run"], ["event": "end"]])
        #expect(!run.isTruncated)
    }

    private func mount(_ path: String) throws {
        try command(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path])
    }
    private func unmount(_ path: String) { try? command(["umount", path]) }
    private func command(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

@Suite struct RunLockTests {
    private let scratch = Scratch()

    @Test func isOneHoldersAtATime() throws {
        let folder = scratch.folder + "/locks"
        let first = try RunLock("/etc/cephlua/site.lua", holder: "ann runs integrate on it", folder: folder)
        let error = failure { _ = try RunLock("/etc/cephlua/site.lua", holder: "bob", folder: folder) }
        #expect(error?.code == .busy)
        #expect(error?.message == "ann runs integrate on it")
        _ = try RunLock("/another/site.lua", holder: "bob", folder: folder)
        first.release()
        first.release()
        _ = try RunLock("/etc/cephlua/site.lua", holder: "bob", folder: folder)
    }

    /// As by a command that a killed run was just starting.
    @Test func aLockThatIsHeldAMomentLongerIsWaitedFor() throws {
        let folder = scratch.folder + "/locks"
        let first = try RunLock("site", holder: "ann", folder: folder)
        Thread.detachNewThread {
            usleep(300_000)
            first.release()
        }
        _ = try RunLock("site", holder: "bob", folder: folder)
    }
}
