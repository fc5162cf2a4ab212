internal import Glibc

/// A keyring as far as error texts need it: whose keys it has, and whether they look like keys. It keeps no key.
struct KeyringFile {
    enum Key { case good, malformed, missing }

    /// In the order of the file.
    private(set) var entities: [String] = []
    private var goodKeys: Set<String> = []

    /// nil if the file cannot be read.
    init?(_ path: String) {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { return nil }
        scan(String(decoding: bytes[..<count], as: UTF8.self))
        explicit_bzero(&bytes, bytes.count)
    }

    init(text: String) { scan(text) }

    private mutating func scan(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.drop(while: \.isWhitespace)
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                entities.append(String(line[line.index(after: line.startIndex)..<end]))
            } else if line.hasPrefix("key"), let equals = line.firstIndex(of: "="), let entity = entities.last {
                let key = line[line.index(after: equals)...].filter { !$0.isWhitespace }
                if KeyringFile.isKey(Array(key.utf8)) { goodKeys.insert(entity) }
            }
        }
    }

    func key(of entity: String) -> Key {
        entities.contains(entity) ? (goodKeys.contains(entity) ? .good : .malformed) : .missing
    }

    /// Whether bytes look like a cephx key: base64 of a type, a time, a length and 16 bytes or more.
    static func isKey(_ bytes: some Collection<UInt8>) -> Bool {
        let letters = bytes.prefix { isBase64($0) }
        let padding = bytes.dropFirst(letters.count)
        return bytes.count >= 40 && bytes.count % 4 == 0 && padding.count <= 2
            && padding.allSatisfy { $0 == UInt8(ascii: "=") }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
