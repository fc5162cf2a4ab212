import Core
import Foundation
import Testing

@testable import INI

/// Ours against the real oslo.config: what it reads, what it refuses and where, and what it reads after our edits.
///
/// Needs a Python that has oslo.config: `CEPHLUA_TEST_OSLO=/path/to/python`. `CEPHLUA_TEST_CASES` says how many cases
/// (default 5000), `CEPHLUA_TEST_SEED` brings a run back.
@Suite(.enabled(if: Oracle.python != nil, "CEPHLUA_TEST_OSLO names no Python with oslo.config"))
struct OsloOracleTests {
    @Test func readsAndEditsAsOsloDoes() throws {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["CEPHLUA_TEST_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64.max)
        let count = environment["CEPHLUA_TEST_CASES"].flatMap { Int($0) } ?? 5000
        print("oslo.config oracle: \(count) cases, CEPHLUA_TEST_SEED=\(seed)")
        var generator = FileGenerator(random: SeededGenerator(seed: seed))
        var tally = Tally()
        for start in stride(from: 0, to: count, by: 5000) {
            let cases = (start..<min(count, start + 5000)).map { _ in Case(&generator) }
            // One run of the oracle for all files and all edited files.
            let answers = try Oracle.read(cases.flatMap { [$0.text, $0.edited] })
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
        }
        print("oslo.config oracle: \(tally)")
        // A generator that makes only bad files, or only refused edits, would prove nothing.
        #expect(tally.read > count / 3 && tally.refusedFiles > count / 50)
        #expect(tally.edits > count && tally.refusedEdits > count / 20)
    }
}

struct Tally: CustomStringConvertible {
    var read = 0
    var refusedFiles = 0
    var edits = 0
    var refusedEdits = 0
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
            untouched = untouched ?? edit.collateral(before, document, outcome)
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
                    if changed != differs { return "\(edit) said changed: \(changed), should be \(differs)" }
                case .failure(let error):
                    tally.refusedEdits += 1
                    guard error.code == .invalid, !model.isPossible(edit) else {
                        return "\(edit) was refused: \(error)"
                    }
                }
            }
            guard case .read(let after) = answerAfter else { return "oslo refuses the edited file" }
            return after == model.sections ? nil : "edited it reads \(after), should read \(model.sections)"
        }
    }
}

/// The real reader.
enum Oracle {
    static let python = ProcessInfo.processInfo.environment["CEPHLUA_TEST_OSLO"]

    typealias Sections = [[UInt8]: [[UInt8]: [[UInt8]]]]

    enum Answer {
        case read(Sections)
        case refused(line: Int?)
    }

    static func read(_ texts: [[UInt8]]) throws -> [Answer] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cephlua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("in")
        let output = folder.appendingPathComponent("out")
        let lines = texts.map { "\"\(Data($0).base64EncodedString())\"\n" }.joined()
        try lines.write(to: input, atomically: false, encoding: .utf8)
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        process.arguments = [script.appendingPathComponent("Oracle/oslo_oracle.py").path]
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "the oracle ended with \(process.terminationStatus)")
        let answers = try Data(contentsOf: output).split(separator: 0x0A).map { line throws in
            try answer(JSON(parsing: line))
        }
        try #require(answers.count == texts.count)
        return answers
    }

    private static func answer(_ json: JSON) throws -> Answer {
        guard let sections = json["sections"]?.array else { return .refused(line: json["line"]?.integer.map(Int.init)) }
        var result: Sections = [:]
        for section in sections.compactMap(\.array) {
            var keys: [[UInt8]: [[UInt8]]] = [:]
            for key in (section[1].array ?? []).compactMap(\.array) {
                keys[utf8(key[0])] = (key[1].array ?? []).map(utf8)
            }
            result[utf8(section[0])] = keys
        }
        return .read(result)
    }

    private static func utf8(_ json: JSON) -> [UInt8] { Array((json.string ?? "").utf8) }

    /// Where our reading differs from oslo's; nil if nowhere.
    static func difference(_ document: Document, _ sections: Sections) -> String? {
        let ours = Set(document.sections.map { OsloGrammar().normalisedSection(Array($0.utf8)) })
        guard ours == Set(sections.keys) else { return "sections \(document.sections)" }
        for (section, keys) in sections {
            let section = String(decoding: section, as: UTF8.self)
            guard Set(document.keys(section).map { Array($0.utf8) }) == Set(keys.keys) else {
                return "keys of \(section)"
            }
            for (key, values) in keys {
                let read = document.getAll(section, String(decoding: key, as: UTF8.self))
                guard read.map({ Array($0.utf8) }) == values else { return "[\(section)] \(key)" }
            }
        }
        return nil
    }
}
