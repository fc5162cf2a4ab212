import Changes
import Foundation
import Testing

struct UnifiedDiffTests {
    private func diff(_ old: String?, _ new: String?) -> String? {
        maskedDiff(old: old.map { Array($0.utf8) }, new: new.map { Array($0.utf8) }, name: "f")
    }

    @Test func looksAsDiffWritesIt() {
        #expect(diff("a\nb\nc\n", "a\nb\nc\n") == nil)
        #expect(diff("a\nb\nc\n", "a\nx\nc\n") == "--- f\n+++ f\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n")
        #expect(diff(nil, "a\n") == "--- /dev/null\n+++ f\n@@ -0,0 +1 @@\n+a\n")
        #expect(diff("a\n", nil) == "--- f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")
        #expect(diff(nil, "") == "--- /dev/null\n+++ f\n")
        #expect(diff("a", "a\n") == "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
        #expect(diff("a\r\n", "a\n") == "--- f\n+++ f\n@@ -1 +1 @@\n-a\r\n+a\n")
    }

    @Test func masksSecretsAndStillShowsThatTheyChanged() {
        let old = "[DEFAULT]\ntransport_url = rabbit://a:old@h\npool = vms\n"
        let new = "[DEFAULT]\ntransport_url = rabbit://a:new@h\npool = vms\n"
        #expect(
            diff(old, new)
                == "--- f\n+++ f\n@@ -1,3 +1,3 @@\n [DEFAULT]\n-transport_url = ********\n+transport_url = ********\n pool = vms\n"
        )
    }

    /// Random texts against the real diff: as few changed lines, and `patch` makes the new text of the old one.
    @Test func agreesWithDiffAndPatch() throws {
        var random = SystemRandomNumberGenerator()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cephlua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (old, new, patch) = (folder.path + "/old", folder.path + "/new", folder.path + "/patch")
        for round in 0..<60 {
            let before = text(round, &random)
            let after = round.isMultiple(of: 3) ? text(round, &random) : changed(before, &random)
            try before.write(toFile: old, atomically: false, encoding: .utf8)
            try after.write(toFile: new, atomically: false, encoding: .utf8)
            let ours = diff(before, after) ?? ""
            let theirs = try run("/usr/bin/diff", ["-u", "--minimal", old, new])
            #expect(count(ours) == count(theirs), "\(ours)\n\(theirs)")
            guard !ours.isEmpty else { continue }
            try ours.write(toFile: patch, atomically: false, encoding: .utf8)
            _ = try run("/usr/bin/patch", ["--quiet", "--fuzz=0", old, patch])
            #expect(try String(contentsOfFile: old, encoding: .utf8) == after, "\(before.debugDescription)\n\(ours)")
        }
    }

    private func text(_ round: Int, _ random: inout SystemRandomNumberGenerator) -> String {
        let lines = (0..<Int.random(in: 0...(round * 2), using: &random)).map { _ in
            ["a", "b", "c", "", "pool = x", "[s]"].randomElement(using: &random) ?? ""
        }
        return lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : "")
    }

    private func changed(_ text: String, _ random: inout SystemRandomNumberGenerator) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            lines.insert("new", at: Int.random(in: 0...lines.count, using: &random))
            if Bool.random(using: &random) { lines.remove(at: Int.random(in: 0..<lines.count, using: &random)) }
        }
        return lines.joined(separator: "\n")
    }

    private func count(_ diff: String) -> Int {
        diff.split(separator: "\n").dropFirst(2).count { $0.hasPrefix("+") || $0.hasPrefix("-") }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: output, as: UTF8.self)
    }

    @Test func endsWhenEverythingDiffers() {
        let old = (0..<5000).map { "old \($0)\n" }.joined()
        let new = (0..<5000).map { "new \($0)\n" }.joined()
        #expect(count(diff(old, new) ?? "") == 10_000)
    }
}
