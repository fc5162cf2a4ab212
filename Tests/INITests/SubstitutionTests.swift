import Foundation
import Testing

@testable import INI

/// A literal text, through a file and the real reader's substitution.
struct SubstitutionTests {
    private static let parts = ["$", "$", "$", "\\", "\\", "a", "{", "}", "k", ".", "%(k)s", " ", "é", "s.k"]

    @Test func escapesADollarBehindABackslashItsOwnWay() {
        for (text, written) in [("a$b", "a$$b"), ("$$", "$$$$"), ("\\$b", "\\\\$b"), ("\\$$", "\\\\$$$"), ("\\", "\\")]
        {
            #expect(String(decoding: Substitution.literal(text.utf8), as: UTF8.self) == written)
        }
    }

    @Test(.enabled(if: Oracle.python != nil, "CEPHLUA_TEST_OSLO names no Python with oslo.config"))
    func osloReadsALiteralAsItIs() throws {
        var random = SeededGenerator(seed: 5)
        let texts = (0..<500).map { _ in
            (0..<random.number(0...8)).map { _ in random.pick(Self.parts) }.joined()
        }
        let files = try texts.map { text in
            var document = try Document("[s]\nk = old\n")
            try document.set("s", "k", String(decoding: Substitution.literal(text.utf8), as: UTF8.self))
            return document.bytes
        }
        let read = try Oracle.run("oslo_values.py", files).map { try #require(Data(base64Encoded: $0)) }
        #expect(read.map { String(decoding: $0, as: UTF8.self) } == texts)
    }
}
