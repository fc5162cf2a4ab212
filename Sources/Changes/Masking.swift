internal import Core

/// Hides secrets in a text that is to be shown: a diff, a file's content in an error.
///
/// It goes by the names of options, in any of the forms that config files, keyrings and rc files have
/// (`name = value`, `export NAME=value`, `name: value`), also in comments; and by what a value looks like: a password
/// in a URL, a Ceph key. It rather masks too much.
public struct Masking: Sendable {
    /// Further names of options whose values are secret.
    public var names: Set<String>

    /// Masks what is known to be secret, and these options.
    public init(names: Set<String> = []) { self.names = Set(names.map(Masking.normalised)) }

    /// Whether an option of this name holds a secret.
    public func isSecret(_ name: String) -> Bool {
        let name = Masking.normalised(name)
        return names.contains(name) || Masking.whole.contains(name)
            || Masking.endings.contains { name.hasSuffix($0) }
            || Masking.parts.contains { name.contains($0) }
    }

    private static let whole: Set<String> = ["key", "token", "secret", "pass", "connection", "credentials", "auth"]
    private static let endings = [
        "_key", "_keys", "_token", "secret", "_pass", "credentials", "transport_url", "_connection",
    ]
    private static let parts = ["password", "passwd", "passphrase"]

    private static func normalised(_ name: String) -> String {
        String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
    }

    /// The text with secrets masked. It has the same number of lines, with the same endings.
    public func masked(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var open = OpenValue.none
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
            result += maskedLine(text[start..<end], &open)
            if end < text.count { result.append(text[end]) }
            start = end + 1
        }
        return result
    }

    /// Whether the line above leaves a secret open that this line may go on with.
    private enum OpenValue { case none, untilDedent, untilNextLine }

    private func maskedLine(_ line: ArraySlice<UInt8>, _ open: inout OpenValue) -> [UInt8] {
        let isIndented = line.first.map(isBlank) ?? false
        let isContent = line.contains { !isBlank($0) }
        // \r\n is seen as a line and an empty line: that one neither continues nor ends a value.
        guard isContent else { return Array(line) }
        let continues = open == .untilNextLine || (open == .untilDedent && isIndented)
        if continues {
            if open == .untilNextLine, line.last != UInt8(ascii: "\\") { open = .none }
            return Array(line.prefix(while: isBlank)) + Masking.mask
        }
        open = .none
        guard let (name, value) = assignment(line), isSecret(name) else { return maskedByLook(line) }
        if line.last == UInt8(ascii: "\\") {
            open = .untilNextLine
        } else if !isIndented {
            open = .untilDedent
        }
        return value.isEmpty ? Array(line) : Array(line[..<value.startIndex]) + Masking.mask
    }

    /// Takes `name = value` apart; nil if the line has no such form.
    private func assignment(_ line: ArraySlice<UInt8>) -> (name: String, value: ArraySlice<UInt8>)? {
        guard let delimiter = line.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else {
            return nil
        }
        let ignored = Array(" \t#;\"'{,".utf8)
        var name = line[..<delimiter].drop(while: ignored.contains)
        while let last = name.last, ignored.contains(last) { name.removeLast() }
        if name.starts(with: "export ".utf8) { name = name.dropFirst(7).drop(while: isBlank) }
        return (String(decoding: name, as: UTF8.self), line[(delimiter + 1)...].drop(while: isBlank))
    }

    /// Masks what looks like a secret wherever it stands: `scheme://user:password@host`, a Ceph key.
    private func maskedByLook(_ line: ArraySlice<UInt8>) -> [UInt8] {
        maskedKeys(maskedURLs(Array(line)))
    }

    private func maskedURLs(_ line: [UInt8]) -> [UInt8] {
        guard line.contains(UInt8(ascii: "@")) else { return line }
        var result: [UInt8] = []
        var index = 0
        while index < line.count {
            if line[index...].starts(with: "://".utf8) {
                let rest = line[(index + 3)...]
                let authority = rest.prefix { !isBlank($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
                if let at = authority.lastIndex(of: UInt8(ascii: "@")),
                    let colon = authority[..<at].firstIndex(of: UInt8(ascii: ":"))
                {
                    result += line[index...colon] + Masking.mask
                    index = at
                    continue
                }
            }
            result.append(line[index])
            index += 1
        }
        return result
    }

    /// A Ceph key is 28 bytes that begin with 01 00: 40 characters of base64 that begin with AQ and end with ==.
    private func maskedKeys(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < line.count {
            let run = line[index...].prefix(while: isBase64)
            if run.count == 38, run.starts(with: "AQ".utf8), line[run.endIndex...].starts(with: "==".utf8) {
                result += Masking.mask
                index = run.endIndex + 2
            } else if run.isEmpty {
                result.append(line[index])
                index += 1
            } else {
                result += run
                index = run.endIndex
            }
        }
        return result
    }

    private static let mask = Array(Secret.mask.utf8)

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    private func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
