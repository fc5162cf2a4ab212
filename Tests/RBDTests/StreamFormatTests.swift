import Core
import Foundation
import Testing

@testable import RBD

/// Streams as bytes: what is written is read, and what is damaged is refused. No cluster is needed.
@Suite struct StreamFormatTests {
    private func reading<R>(_ bytes: [UInt8], _ body: (StreamReader) throws -> R) throws -> R {
        try Scratch.withFolder { folder in
            let path = folder + "/stream"
            try Data(bytes).write(to: URL(filePath: path))
            return try body(StreamReader(path: path, deadline: .never))
        }
    }

    /// A diff with every kind of record.
    private func diff(_ format: StreamFormat.Diff) -> [UInt8] {
        let header = DiffHeader(from: "monday", to: "tuesday", isProtected: true, size: 10_000)
        let (place, zeros) = (StreamFormat.number(100), StreamFormat.number(5000))
        return header.encoded(format) + format.record("w", place + StreamFormat.number(3), data: 3) + [1, 2, 3]
            + format.record("z", zeros + StreamFormat.number(200)) + [UInt8(ascii: "e")]
    }

    private func records(_ reader: StreamReader) throws -> [String] {
        var (diff, found): (DiffReader, [String]) = (try DiffReader(reader), [])
        found.append("\(diff.header)")
        while true {
            switch try diff.next() {
            case .data(let offset, let count): found.append("data \(offset) \(try reader.bytes(count))")
            case .zeros(let range): found.append("zeros \(range)")
            case .end: return found
            }
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        for format in [StreamFormat.Diff.one, .two] {
            let found = try reading(diff(format), records)
            let isProtected = format == .two ? true : nil
            let header = DiffHeader(from: "monday", to: "tuesday", isProtected: isProtected, size: 10_000)
            #expect(found == ["\(header)", "data 100 [1, 2, 3]", "zeros 5000..<5200"])
        }
    }

    @Test func whatIsCutOffIsRefused() throws {
        for format in [StreamFormat.Diff.one, .two] {
            let whole = diff(format)
            for count in 0..<whole.count {
                let error = failure { _ = try reading(Array(whole.prefix(count)), records) }
                #expect(error?.code == .malformed, "\(count) of \(whole.count)")
            }
        }
    }

    @Test func whatIsDamagedIsRefusedOrRead() throws {
        var seed: UInt64 = 7
        for format in [StreamFormat.Diff.one, .two] {
            let whole = diff(format)
            for place in 0..<whole.count {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1
                var damaged = whole
                damaged[place] ^= UInt8(truncatingIfNeeded: seed >> 40) | 1
                do { _ = try reading(damaged, records) } catch let error as OperationError {
                    #expect(error.code == .malformed, "\(place): \(error)")
                }
            }
        }
        let beyond = DiffHeader(from: nil, to: nil, isProtected: nil, size: 10).encoded(.one)
        let far = StreamFormat.number(.max) + StreamFormat.number(5)
        let error = failure { _ = try reading(beyond + StreamFormat.Diff.one.record("w", far), records) }
        #expect(error?.code == .malformed && error?.message.contains("beyond the image's end") == true)
    }
}
