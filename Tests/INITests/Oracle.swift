import Foundation
import Testing

@testable import INI

/// The real reader.
enum Oracle {
    static let python = ProcessInfo.processInfo.environment["CEPHLUA_TEST_OSLO"]

    static let hasRados: Bool = {
        guard let python else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", "import rados"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    typealias Sections = [[UInt8]: [[UInt8]: [[UInt8]]]]

    enum Answer {
        case read(Sections)
        case refused(line: Int?)
    }

    static func read(_ texts: [[UInt8]]) throws -> [Answer] { try run("oslo_oracle.py", texts).map(answer) }

    /// Gives texts to a script, and takes a line for each.
    static func run(_ script: String, _ texts: [[UInt8]], _ arguments: [String] = []) throws -> [Data] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cephlua-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appendingPathComponent("in")
        let output = folder.appendingPathComponent("out")
        try texts.map { "\(Data($0).base64EncodedString())\n" }.joined()
            .write(to: input, atomically: false, encoding: .utf8)
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)

        let process = Process()
        process.executableURL = URL(fileURLWithPath: python ?? "")
        let scripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Oracle")
        process.arguments = [scripts.appendingPathComponent(script).path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(script) ended with \(process.terminationStatus)")
        // An empty line is an answer too: a file without sections, an empty value.
        let lines = try Data(contentsOf: output).split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        try #require(lines.count == texts.count)
        return lines.map { Data($0) }
    }

    private static func answer(_ line: Data) throws -> Answer {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false).map { Data($0) }
        var (section, key): ([UInt8], [UInt8]) = ([], [])
        var result: Sections = [:]
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            let word = words[index + 1]
            if words[index].first == UInt8(ascii: "r") {
                return .refused(line: Int(String(decoding: word, as: UTF8.self)).flatMap { $0 == 0 ? nil : $0 })
            }
            let text = Array(try #require(Data(base64Encoded: word)))
            switch words[index].first {
            case UInt8(ascii: "s"):
                section = text
                result[section] = [:]
            case UInt8(ascii: "k"):
                key = text
                result[section]?[key] = []
            default: result[section]?[key]?.append(text)
            }
        }
        return .read(result)
    }

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
