import Core
import INI

/// An edit made of a fuzzer's bytes.
struct FuzzedEdit {
    private let kind: UInt8
    private let sectionIndex: Int
    private let entryIndex: Int
    private let value: String

    init(_ bytes: ArraySlice<UInt8>) {
        var bytes = bytes
        kind = bytes.popFirst() ?? 0
        sectionIndex = Int(bytes.popFirst() ?? 0)
        entryIndex = Int(bytes.popFirst() ?? 0)
        value = String(decoding: bytes, as: UTF8.self)
    }

    /// Edits, and looks at what became of it.
    func tryOn(_ document: Document) {
        let entries = document.entries
        // An option that is there, else one that is made of the value.
        let target = entries.isEmpty ? nil : entries[entryIndex % (entries.count + 1), or: nil]
        let sections = document.sections
        let section = target?.section ?? sections[sectionIndex % (sections.count + 1), or: nil] ?? value
        let key = target?.key ?? "new key"
        var edited = document
        let outcome = Result { () throws(OperationError) in
            switch kind % 9 {
            case 0: try edited.set(section, key, value)
            case 1: try edited.add(section, key, value)
            case 2: try edited.setAll(section, key, [value, "second"])
            case 3: try edited.remove(section, key)
            case 4: try edited.rename(section, key, to: value)
            case 5: try edited.addSection(value)
            case 6: try edited.removeSection(section)
            case 7: try edited.renameSection(section, to: value)
            default: try edited.set(section, value, "v")
            }
        }
        let what = "\(document.dialect), edit \(kind % 9) of [\(section)] \(key) with \(value.debugDescription)"
        switch outcome {
        case .failure(let error):
            check(error.code == .invalid || error.code == .exists, "\(what): \(error)")
            check(edited.bytes == document.bytes, "\(what): refused, but changed")
        case .success(let changed):
            check(changed || edited.bytes == document.bytes, "\(what): said to change nothing")
            checkReadsBack(edited, section, key, document, what)
            if kind % 9 < 4 { checkOthers(document, edited, section, key, what) }
        }
        checkIndex(edited, what)
    }

    private func checkReadsBack(
        _ edited: Document, _ section: String, _ key: String, _ before: Document, _ what: String
    ) {
        let values = edited.getAll(section, key)
        switch kind % 9 {
        case 0: check(values.count == 1 && same(values[0], value), "\(what): reads \(values)")
        case 1: check(values.contains { same($0, value) }, "\(what): reads \(values)")
        case 2: check(values.elementsEqual([value, "second"], by: same), "\(what): reads \(values)")
        case 3: check(values.isEmpty, "\(what): reads \(values)")
        case 4:
            let old = before.getAll(section, key)
            check(
                old.isEmpty || edited.getAll(section, value).elementsEqual(old, by: same), "\(what): has other values")
        case 5: check(edited.hasSection(value), "\(what): no section")
        case 6: check(!edited.hasSection(section), "\(what): still there")
        case 7: check(!before.hasSection(section) || edited.hasSection(value), "\(what): no section")
        default: check(edited.get(section, value) == "v", "\(what): reads \(edited.getAll(section, value))")
        }
    }

    /// What was not edited has the values it had.
    private func checkOthers(_ before: Document, _ after: Document, _ section: String, _ key: String, _ what: String) {
        func others(_ document: Document) -> [[String]] {
            let own = Set(document.lines(section, key))
            return document.entries.filter { !own.contains($0.line) }.map { [$0.group, $0.key, $0.value] }
        }
        let (old, new) = (others(before), others(after))
        check(old.elementsEqual(new) { $0.elementsEqual($1, by: same) }, "\(what): others were \(old), are \(new)")
    }

    /// A document that was edited is as one that was parsed.
    private func checkIndex(_ edited: Document, _ what: String) {
        do {
            let fresh = try Document(edited.bytes, dialect: edited.dialect, name: "f")
            check(fresh.entries == edited.entries, "\(what): the options are others when parsed anew")
            check(
                fresh.headers.elementsEqual(edited.headers, by: ==), "\(what): the sections are others when parsed anew"
            )
        } catch {
            check(false, "\(what): does not parse afterwards: \(error)")
        }
    }

    /// crudini's own way of editing: its result always parses, whatever it reads as.
    func tryAsCrudini(on document: Document) {
        do {
            var editor = try CrudiniEditor(document.bytes, ignoresIndent: document.dialect == .crudiniIndented)
            let section = document.sections.first ?? value
            switch kind % 6 {
            case 0: try editor.set(section, value, "v")
            case 1: try editor.set(section, document.keys(section).first ?? "k", value)
            case 2: try editor.remove(section, document.keys(section).last ?? value)
            case 3: try editor.removeSection(section)
            case 4: try editor.spaceDelimiters(sectionIndex % 2 == 0)
            default: try editor.spaceSections()
            }
            _ = try Document(editor.bytes, dialect: document.dialect, name: "f")
        } catch {
            check(error.code == .invalid || error.code == .malformed, "crudini's edit: \(error)")
        }
    }
}

extension Array {
    fileprivate subscript(index: Int, or nothing: Element?) -> Element? {
        indices.contains(index) ? self[index] : nothing
    }
}

extension Document {
    /// The lines at which an option is given.
    fileprivate func lines(_ section: String, _ key: String) -> [Int] {
        guard let line = line(section, key), let one = entries.first(where: { $0.line == line }) else { return [] }
        return entries.filter { same($0.group, one.group) && same($0.key, one.key) }.map(\.line)
    }
}
