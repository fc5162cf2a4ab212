internal import Core

/// The streams that `rbd` writes and reads: what has changed in an image (`rbd export-diff`), and an image with its
/// snapshots (`rbd export --export-format 2`). Numbers are little endian.
enum StreamFormat {
    /// An image with its snapshots begins so; what follows is in records of its own, then in diffs of format 2.
    static let imageBanner = "rbd image v2\n"
    /// Its diffs begin so; their number comes first.
    static let diffsBanner = "rbd image diffs v2\n"

    /// What `rbd export-diff` writes is of format 1; in an image with its snapshots diffs are of format 2, where each record
    /// has its length behind its tag.
    enum Diff: Sendable {
        case one, two

        var banner: String { self == .one ? "rbd diff v1\n" : "rbd diff v2\n" }

        /// A record: its tag, its length where the format has one, and its head. Data may follow, of which the length
        /// knows.
        func record(_ tag: Character, _ head: [UInt8], data count: Int = 0, length: Int? = nil) -> [UInt8] {
            let length = self == .two ? StreamFormat.number(UInt64(length ?? head.count + count)) : []
            return [tag.asciiValue!] + length + head
        }
    }

    static func number(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
    }

    static func number(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// What a diff says of itself before its data.
struct DiffHeader: Equatable {
    /// The snapshot whose data it changes; nil where there was nothing.
    var from: String?
    /// The snapshot that is there afterwards; nil for an image as it is.
    var to: String?
    /// Whether that is protected; only format 2 says so.
    var isProtected: Bool?
    /// Bytes of the image afterwards.
    var size: UInt64

    func encoded(_ format: StreamFormat.Diff) -> [UInt8] {
        var bytes = Array(format.banner.utf8)
        if let from { bytes += format.record("f", StreamFormat.text(from)) }
        if let to { bytes += format.record("t", StreamFormat.text(to)) }
        // Its length is said to be 8, whatever it is.
        if format == .two, let isProtected { bytes += format.record("p", [isProtected ? 1 : 0], length: 8) }
        return bytes + format.record("s", StreamFormat.number(size))
    }
}
