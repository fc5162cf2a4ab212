import Core
import Foundation
import Testing

@testable import INI

/// Ours against the real oslo.config: what it reads, what it refuses and where, and what it reads after our edits.
///
/// Needs a Python that has oslo.config: `CEPHLUA_TEST_OSLO=/path/to/python`. `CEPHLUA_INI_CASES` says how many cases
/// (default 100,000), `CEPHLUA_INI_SEED` brings a run back.
@Suite(.enabled(if: Oracle.python != nil, "CEPHLUA_TEST_OSLO names no Python with oslo.config"))
struct OsloOracleTests {
    /// Cases that share a seed of their own, and one run of the oracle.
    private static let batch = 5000

    @Test func readsAndEditsAsOsloDoes() async throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["CEPHLUA_INI_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        let count = environment["CEPHLUA_INI_CASES"].flatMap { Int($0) } ?? 100_000
        print("oslo.config oracle: \(count) cases, CEPHLUA_INI_SEED=\(seed)")
        // Two at a time: while one waits for the oracle the other makes files.
        let batches = stride(from: 0, to: count, by: Self.batch)
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            var sum = Tally()
            for (number, start) in batches.enumerated() {
                if number >= 2, let one = try await group.next() { sum += one }
                group.addTask { try Self.run(seed: seed, from: start, count: min(Self.batch, count - start)) }
            }
            for try await one in group { sum += one }
            return sum
        }
        print("oslo.config oracle: \(tally)")
        // A generator that makes only bad files, or only refused edits, would prove nothing.
        #expect(tally.read > count / 3 && tally.refusedFiles > count / 50)
        #expect(tally.edits > count && tally.refusedEdits > count / 20)
    }

    private static func run(seed: UInt64, from start: Int, count: Int) throws -> Tally {
        var generator = FileGenerator(random: SeededGenerator(seed: seed &+ UInt64(start)))
        let cases = (0..<count).map { _ in Case(&generator) }
        // One run of the oracle for all files and all edited files.
        let answers = try Oracle.read(cases.flatMap { [$0.text, $0.edited] })
        var tally = Tally()
        for (index, one) in cases.enumerated() {
            if let fault = one.fault(answers[2 * index], answers[2 * index + 1], &tally) {
                Issue.record(
                    """
                    seed \(seed) case \(start + index): \(fault)
                    file:   \(String(reflecting: String(decoding: one.text, as: UTF8.self)))
                    edits:  \(one.edits)
                    edited: \(String(reflecting: String(decoding: one.edited, as: UTF8.self)))
                    """)
            }
        }
        return tally
    }
}

struct Tally: CustomStringConvertible {
    var read = 0
    var refusedFiles = 0
    var edits = 0
    var refusedEdits = 0

    static func += (sum: inout Tally, other: Tally) {
        sum.read += other.read
        sum.refusedFiles += other.refusedFiles
        sum.edits += other.edits
        sum.refusedEdits += other.refusedEdits
    }

    var description: String {
        "\(read) files read, \(refusedFiles) refused; \(edits) edits, \(refusedEdits) of them refused"
    }
}

/// A file, edits, and what we made of them.
struct Case {
    let text: [UInt8]
    var edited: [UInt8] = []
    var edits: [(edit: Edit, outcome: Result<Bool, OperationError>)] = []
    var untouched: String?
    let parsed: Result<Document, OperationError>

    init(_ generator: inout FileGenerator) {
        text = generator.file()
        let text = text
        parsed = Result { () throws(OperationError) in try Document(text, name: "f") }
        guard case .success(var document) = parsed else { return }
        if document.bytes != text { untouched = "an unedited document has other bytes" }
        for _ in 0..<generator.random.number(1...4) {
            let edit = generator.edit()
            let before = document
            let outcome = Result { () throws(OperationError) in try edit.apply(to: &document) }
            edits.append((edit, outcome))
            untouched = untouched ?? edit.collateral(before, document, outcome) ?? document.staleLines
        }
        edited = document.bytes
    }

    /// What is wrong; nil if nothing is.
    func fault(_ answer: Oracle.Answer, _ answerAfter: Oracle.Answer, _ tally: inout Tally) -> String? {
        switch (parsed, answer) {
        case (.failure(let error), .refused(let line)):
            tally.refusedFiles += 1
            let ours = Int(error.target.split(separator: ":").last ?? "")
            return line == nil || ours == line ? nil : "refused at \(error.target), by oslo at \(line ?? 0)"
        case (.failure(let error), .read): return "we refuse it, oslo does not: \(error)"
        case (.success, .refused(let line)): return "oslo refuses line \(line ?? 0), we do not"
        case (.success(let document), .read(let sections)):
            tally.read += 1
            if let difference = Oracle.difference(document, sections) { return "read differently: \(difference)" }
            if let untouched { return untouched }
            var model = Model(sections)
            for (edit, outcome) in edits {
                tally.edits += 1
                switch outcome {
                case .success(let changed):
                    let differs = model.apply(edit)
                    if let differs, changed != differs {
                        return "\(edit) said changed: \(changed), should be \(differs)"
                    }
                case .failure(let error):
                    tally.refusedEdits += 1
                    guard error.code == .invalid || error.code == .exists, !model.isPossible(edit) else {
                        return "\(edit) was refused: \(error)"
                    }
                }
            }
            guard case .read(let after) = answerAfter else { return "oslo refuses the edited file" }
            return after == model.sections ? nil : "edited it reads \(after), should read \(model.sections)"
        }
    }
}
