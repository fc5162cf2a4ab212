/// An option as it stands in a document, once for each time it is given.
public struct Entry: Sendable, Equatable {
    /// The section's name as written.
    public let section: String
    /// The section's name as the reader compares it.
    public let group: String
    /// The key as written; in the ceph dialect as the reader compares it.
    public let key: String
    /// The value without the quotes the reader removes, `$name` not substituted.
    public let value: String
    /// Its line, from 1.
    public let line: Int
}

extension Document {
    /// Every option, in the order of the lines.
    public var entries: [Entry] {
        let first = text(grammar.sectionOfFirstLines ?? [])
        var section = (name: first, group: first)
        return lines.indices.compactMap { index in
            switch lines[index].kind {
            case .section:
                let name = sectionName(lines[index])
                section = (text(name), text(grammar.normalisedSection(name)))
                return nil
            case .key:
                let key = grammar.normalisedKey(Array(bytes[grammar.keyName(bytes, lines[index])]))
                return Entry(
                    section: section.name, group: section.group, key: text(key),
                    value: text(value(index..<entryEnd(index))), line: index + 1)
            default:
                return nil
            }
        }
    }

    /// The headers of sections, in the order of the lines: names as written, and lines from 1.
    public var headers: [(name: String, line: Int)] {
        lines.indices.filter { lines[$0].kind == .section }.map { (text(sectionName(lines[$0])), $0 + 1) }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
