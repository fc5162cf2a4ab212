import Core
import Foundation
import Testing

@testable import INI

/// Ours against Ceph itself: what it reads of random and adversarial files, and of the same after our edits.
///
/// Needs a Python that has rados, `CEPHLUA_TEST_OSLO`. `CEPHLUA_CEPH_CASES` says how many cases (default 10,000),
/// `CEPHLUA_INI_SEED` brings a run back. A file that Ceph refuses we may read: an editor need not be as strict.
@Suite(.enabled(if: Oracle.hasRados, "CEPHLUA_TEST_OSLO names no Python with rados"))
struct CephOracleTests {
    private static let batch = 1000
    /// Options that are any text to Ceph.
    static let options = ["crush_location", "host", "public_network", "keyfile"]

    @Test func readsAndEditsAsCephDoes() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["CEPHLUA_INI_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        let count = environment["CEPHLUA_CEPH_CASES"].flatMap { Int($0) } ?? 10_000
        print("Ceph oracle: \(count) cases, CEPHLUA_INI_SEED=\(seed)")
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            var sum = Tally()
            for (number, start) in stride(from: 0, to: count, by: Self.batch).enumerated() {
                if number >= 2, let one = try await group.next() { sum += one }
                group.addTask { try Self.run(seed: seed, from: start, count: min(Self.batch, count - start)) }
            }
            for try await one in group { sum += one }
            return sum
        }
        print("Ceph oracle: \(tally)")
        #expect(tally.read > count / 2 && tally.refusedFiles > count / 50 && tally.edits > count / 2)
    }

    private static func run(seed: UInt64, from start: Int, count: Int) throws -> Tally {
        var generator = CephFileGenerator(random: SeededGenerator(seed: seed &+ UInt64(start)))
        let cases = (0..<count).map { _ in CephCase(&generator) }
        let answers = try Oracle.run("ceph_oracle.py", cases.flatMap { [$0.text, $0.edited] }, options)
        var tally = Tally()
        for (index, one) in cases.enumerated() {
            let (before, after) = (cephAnswer(answers[2 * index]), cephAnswer(answers[2 * index + 1]))
            if let fault = one.fault(before, after, &tally) {
                Issue.record(
                    """
                    seed \(seed) case \(start + index): \(fault)
                    file:   \(String(reflecting: String(decoding: one.text, as: UTF8.self)))
                    edit:   \(one.edit) \(one.refusal.map { "\($0)" } ?? "")
                    edited: \(String(reflecting: String(decoding: one.edited, as: UTF8.self)))
                    """)
            }
        }
        return tally
    }

    /// The values by option; nil if the file was refused.
    private static func cephAnswer(_ line: Data) -> [String: String]? {
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == options.count else { return nil }
        var values: [String: String] = [:]
        for (option, word) in zip(options, words) where word != "-" {
            values[option] = Data(base64Encoded: String(word.dropFirst())).map { String(decoding: $0, as: UTF8.self) }
        }
        return values
    }
}

/// A file, an edit, and what we made of them.
struct CephCase {
    let text: [UInt8]
    let edit: (section: String, key: String, value: String?)
    var edited: [UInt8]
    var refusal: OperationError?
    private let parsed: Result<Document, OperationError>

    init(_ generator: inout CephFileGenerator) {
        text = generator.file()
        edit = generator.edit()
        let text = text
        edited = text
        parsed = Result { () throws(OperationError) in try Document(text, dialect: .ceph, name: "c") }
        guard case .success(var document) = parsed else { return }
        do throws(OperationError) {
            if let value = edit.value {
                try document.set(edit.section, edit.key, value)
            } else {
                try document.remove(edit.section, edit.key)
            }
        } catch {
            refusal = error
        }
        edited = document.bytes
    }

    /// What is wrong; nil if nothing is.
    func fault(_ before: [String: String]?, _ after: [String: String]?, _ tally: inout Tally) -> String? {
        guard let before else {
            tally.refusedFiles += 1
            return nil
        }
        tally.read += 1
        let document: Document
        switch parsed {
        case .failure(let error): return "we refuse it, Ceph does not: \(error)"
        case .success(let read): document = read
        }
        var values = document.values
        guard effective(values) == before else { return "Ceph reads \(before), we \(effective(values))" }
        tally.edits += 1
        if refusal != nil {
            tally.refusedEdits += 1
            return edited == text ? nil : "refused, but changed"
        }
        let key = edit.key.split(whereSeparator: { " \t".contains($0) }).joined(separator: "_")
        if let value = edit.value {
            values[edit.section, default: [:]][key] = [value]
        } else {
            values[edit.section]?[key] = nil
        }
        guard let after else { return "Ceph refuses the edited file" }
        return effective(values) == after ? nil : "edited, Ceph reads \(after), should read \(effective(values))"
    }

    /// What client.x gets: its own section's, else that of all clients, else that of all.
    private func effective(_ values: [String: [String: [String]]]) -> [String: String] {
        var result: [String: String] = [:]
        for option in CephOracleTests.options {
            let found = ["client.x", "client", "global"].compactMap { values[$0]?[option]?.last }
            result[option] = found.first
        }
        return result
    }
}

/// Makes random files of Ceph's, odd and broken ones among them, and edits.
struct CephFileGenerator {
    var random: SeededGenerator

    private static let sections = ["global", "client", "client.x", "client.x", "client.y", "osd"]
    private static let keys = [
        "crush_location", "crush location", "crush  location", "crush\tlocation", "crush _location", "crush-location",
        "host", "Host", "public_network", "public network", "keyfile", "other key",
    ]
    private static let values = [
        "", "v", "a b", "a\tb", "a=b", "=b", "[x]", "a'b", "a\"b\"", "'single'", "\"double\"", "\"a\\\"b\"", "'a\\;b'",
        "\"  a  \"",
        "\"a \\# b\"", "a\\#b", "a\\;b", "a\\\\b", "a\\ b", "a\\tb", "a ; c", "a # c", "a;c", "# c", "a \\\n  b",
        "a\\\nb",
        "a\\\n\\\nb", "a \\\n# b", "a # b \\", "a\\\\", "\"a", "'a' b", "'a' # c", "\"a\" ;c", "a\u{B}b", "a \u{C}",
        "\"a;b\"",
        "''", "'\\'a'", "\\\n a", "\"a\\\nb\"", "\\\\\\\n a", "a \\\n\t",
    ]
    private static let edits = [
        "", "v", "two words", "a # b", "a ; b", "it's", "\"quoted\"", "back\\slash", "a=b", "[x]", "'", "\"", "\\", "#",
        ";", "é",
        "a\\\\b", "'a' \"b\"", " lead", "trail\t", "a\nb", "a\\", "\\#", "'a", "a\"", "a\tb",
    ]

    mutating func file() -> [UInt8] {
        let newline = random.pick(["\n", "\n", "\n", "\r\n", "\r"])
        let faults: UInt64 = random.chance(20) ? 10 : 0
        var text = ""
        var hasSection = false
        for _ in 0..<random.number(0...14) { text += line(&hasSection, faults) + "\n" }
        if random.chance(4), !text.isEmpty { text.removeLast() }
        return Array(text.replacing("\n", with: newline).utf8)
    }

    private mutating func line(_ hasSection: inout Bool, _ faults: UInt64) -> String {
        if random.chance(faults) {
            return random.pick(["no delimiter", "= v", "[s", "[]", "a # b = c", "[a][b]", "[s] x"])
        }
        switch random.number(0...9) {
        case 0: return random.pick(["", "", "  ", "\t"])
        case 1: return random.pick(["# c", "; c", "  # host = x", "#host = x", "# host = x", "# c \\", ";"])
        case 2, 3:
            hasSection = true
            return "[\(random.pick(Self.sections))]" + random.pick(["", "", "", " ", "\t", " # c", " ;c"])
        default:
            guard hasSection else { return "# none yet" }
            return random.pick(["", "", "\t", "    "]) + random.pick(Self.keys)
                + random.pick(["=", " = ", "\t=\t", " =", "= "])
                + random.pick(Self.values) + random.pick(["", "", "", " ", "\t"])
        }
    }

    mutating func edit() -> (section: String, key: String, value: String?) {
        let key = random.pick(["crush_location", "crush location", "host", "public_network", "keyfile"])
        return (random.pick(Self.sections), key, random.chance(15) ? nil : random.pick(Self.edits))
    }
}
