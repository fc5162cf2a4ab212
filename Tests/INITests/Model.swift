import Core

@testable import INI

/// What edits mean, said on what oslo.config read rather than on text.
struct Model {
    var sections: Oracle.Sections

    init(_ sections: Oracle.Sections) { self.sections = sections }

    /// Makes the edit; whether it changed something, nil if that is not to be seen in what was read.
    mutating func apply(_ edit: Edit) -> Bool? {
        switch edit {
        case .set(let section, let key, let value): return put(section, key) { _ in [Array(value.utf8)] }
        case .setAll(let section, let key, let values): return put(section, key) { _ in values.map { Array($0.utf8) } }
        case .add(let section, let key, let value):
            let value = Array(value.utf8)
            return put(section, key) { $0.contains(value) ? $0 : $0 + [value] }
        case .remove(let section, let key, let value):
            return put(section, key) { present in
                value.map { value in present.filter { $0 != Array(value.utf8) } } ?? []
            }
        case .rename(let section, let key, let new):
            guard !key.utf8.elementsEqual(new.utf8),
                let values = sections[name(section)]?.removeValue(forKey: Array(key.utf8))
            else {
                return false
            }
            sections[name(section)]?[Array(new.utf8)] = values
            return true
        case .addSection(let section):
            guard sections[name(section)] == nil else { return false }
            sections[name(section)] = [:]
            return true
        case .removeSection(let section): return sections.removeValue(forKey: name(section)) != nil
        case .renameSection(let section, let new):
            guard let keys = sections.removeValue(forKey: name(section)) else { return false }
            sections[name(new)] = keys
            // Another spelling of the same name is a change of the text that the reader does not see.
            return name(section) == name(new) ? nil : true
        }
    }

    private mutating func put(_ section: String, _ key: String, _ change: ([[UInt8]]) -> [[UInt8]]) -> Bool {
        let section = name(section)
        let before = sections[section]?[Array(key.utf8)] ?? []
        let after = change(before)
        guard after != before else { return false }
        sections[section, default: [:]][Array(key.utf8)] = after.isEmpty ? nil : after
        return true
    }

    private func name(_ section: String) -> [UInt8] { OsloGrammar().normalisedSection(Array(section.utf8)) }

    /// Whether an edit can be written at all: facts/ini.md R18, told apart from how the code does it.
    func isPossible(_ edit: Edit) -> Bool {
        switch edit {
        case .set(let section, let key, let value), .add(let section, let key, let value):
            Model.fits(section, key) && Model.fits(value)
        case .setAll(let section, let key, let values): Model.fits(section, key) && values.allSatisfy(Model.fits)
        case .rename(let section, let key, let new):
            has(section, key) == false
                || (key.utf8.elementsEqual(new.utf8) || !has(section, new)) && Model.fits(section, new)
        case .addSection(let section): sections[name(section)] != nil || Model.fits(section, "k")
        case .renameSection(let section, let new):
            sections[name(section)] == nil
                || (name(section) == name(new) || sections[name(new)] == nil) && Model.fits(new, "k")
        case .remove, .removeSection: true
        }
    }

    private func has(_ section: String, _ key: String) -> Bool { sections[name(section)]?[Array(key.utf8)] != nil }

    private static let spaces = Set(
        "\t\n\u{B}\u{C}\r\u{1C}\u{1D}\u{1E}\u{1F} \u{85}\u{A0}\u{2003}\u{3000}".unicodeScalars)

    private static func fits(_ section: String, _ key: String) -> Bool {
        let scalars = Array(key.unicodeScalars)
        guard let first = scalars.first, let last = scalars.last, !section.isEmpty else { return false }
        return !section.utf8.contains(0x0A) && !section.utf8.contains(0x0D) && !spaces.contains(first)
            && !spaces.contains(last) && !"[#;".unicodeScalars.contains(first)
            && !scalars.contains { "=:\r\n".unicodeScalars.contains($0) }
    }

    private static func fits(_ value: String) -> Bool {
        guard !value.utf8.contains(0x0D) else { return false }
        let parts = value.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return parts.dropFirst().allSatisfy { part in
            guard let first = part.first, let last = part.last else { return false }
            return !spaces.contains(first) && !spaces.contains(last)
        }
    }
}

extension Edit {
    func apply(to document: inout Document) throws(OperationError) -> Bool {
        switch self {
        case .set(let section, let key, let value): try document.set(section, key, value)
        case .setAll(let section, let key, let values): try document.setAll(section, key, values)
        case .add(let section, let key, let value): try document.add(section, key, value)
        case .remove(let section, let key, let value): try document.remove(section, key, value: value)
        case .rename(let section, let key, let new): try document.rename(section, key, to: new)
        case .addSection(let section): try document.addSection(section)
        case .removeSection(let section): try document.removeSection(section)
        case .renameSection(let section, let new): try document.renameSection(section, to: new)
        }
    }

    /// What the edit did to lines that are none of its business; nil if nothing.
    func collateral(_ before: Document, _ after: Document, _ outcome: Result<Bool, OperationError>) -> String? {
        guard case .success(true) = outcome else {
            return before.bytes == after.bytes ? nil : "\(self) changed bytes for nothing"
        }
        let target: (String, String)
        switch self {
        case .rename(let section, let key, let new):
            let (old, kept) = (before.others((section, key)), after.others((section, new)))
            return old == kept ? nil : "\(self) changed other lines"
        case .renameSection(let section, let new):
            let (old, kept) = (before.withoutHeaders(section), after.withoutHeaders(new))
            return old == kept ? nil : "\(self) changed other lines"
        case .addSection: return addition(before, after)
        case .set(let section, let key, _), .setAll(let section, let key, _), .add(let section, let key, _),
            .remove(let section, let key, _):
            target = (section, key)
        case .removeSection: return nil
        }
        var old = before.others(target)
        let new = after.others(target)
        // As bytes: where line endings are mixed, \r and \n that meet when a line between them goes are one ending.
        if old.joined().elementsEqual(new.joined()) { return nil }
        // And an option's own \r takes a blank line's \n into its ending.
        let hasBoth = before.bytes.contains(0x0D) && before.bytes.contains(0x0A)
        if hasBoth, old.filter({ $0 != [0x0A] }) == new.filter({ $0 != [0x0A] }) { return nil }
        // A last line without an ending gets one when something goes below it.
        if let last = old.last, last.last != 0x0A, last.last != 0x0D {
            let ending = new.indices.contains(old.count - 1) ? new[old.count - 1].suffix(2) : []
            old[old.count - 1] += ending.drop { $0 != 0x0A && $0 != 0x0D }
            if old == new { return nil }
        }
        // A new section: its header, and the blank line that sets it off.
        let added = new.dropFirst(old.count)
        let isNewSection = !before.hasSection(target.0) && after.hasSection(target.0)
        return isNewSection && new.starts(with: old) && added.count <= 2 ? nil : "\(self) changed other lines"
    }
}

extension Edit {
    /// A section is added below all there is.
    private func addition(_ before: Document, _ after: Document) -> String? {
        let added = after.bytes.dropFirst(before.bytes.count)
        let header = added.filter { $0 != 0x0A && $0 != 0x0D }
        guard case .addSection(let name) = self, after.bytes.starts(with: before.bytes),
            header.elementsEqual("[\(name)]".utf8)
        else { return "\(self) changed other lines" }
        return nil
    }
}

extension Document {
    /// The lines but the headers of a section.
    func withoutHeaders(_ section: String) -> [[UInt8]] {
        let own = Set(blocks(section).map(\.lowerBound))
        return lines.indices.filter { !own.contains($0) }.map { Array(bytes[span($0..<$0 + 1)]) }
    }

    /// The lines that are not of this option.
    func others(_ target: (section: String, key: String)) -> [[UInt8]] {
        let own = Set(entries(target.section, target.key).joined())
        return lines.indices.filter { !own.contains($0) }.map { Array(bytes[span($0..<$0 + 1)]) }
    }
}
