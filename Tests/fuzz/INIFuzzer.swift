import Core
import Glibc
import INI

/// What libFuzzer calls with each input (`scripts/fuzz`).
///
/// An input is a text, or an edit, a byte 0xFF (which no text has), and a text: the edit's kind, the index of a section and
/// of an option, and a value or name. Each is tried in every dialect.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: data, count: size))
    let end = input.firstIndex(of: 0xFF)
    let edit = FuzzedEdit(input[..<(end ?? 0)])
    let text = Array(input[(end.map { $0 + 1 } ?? 0)...])
    for dialect in Dialect.allCases {
        guard let document = parsed(text, dialect) else { continue }
        edit.tryOn(document)
        if dialect == .crudini || dialect == .crudiniIndented { edit.tryAsCrudini(on: document) }
    }
    return 0
}

/// What can be read of a text; nil if it is refused, which must be with a line.
private func parsed(_ text: [UInt8], _ dialect: Dialect) -> Document? {
    let document: Document
    do {
        document = try Document(text, dialect: dialect, name: "f")
    } catch {
        check(error.code == .malformed && error.target.hasPrefix("f:"), "\(dialect) refuses with \(error)")
        return nil
    }
    check(document.bytes == text && !document.isChanged, "\(dialect) does not keep the bytes")
    let values = document.values
    var count = 0
    for entry in document.entries {
        check(
            values[entry.group]?[entry.key]?.contains(where: { same($0, entry.value) }) == true, "\(entry) has no value"
        )
        check(document.getAll(entry.section, entry.key).contains { same($0, entry.value) }, "\(entry) is not found")
        count += 1
    }
    check(count == values.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }, "values without an entry")
    for section in document.sections { check(document.hasSection(section), "no section \(section)") }
    return document
}

/// Swift's `==` takes different bytes for one text.
func same(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

func check(_ holds: Bool, _ message: @autoclosure () -> String) {
    guard !holds else { return }
    let text = message() + "\n"
    write(STDERR_FILENO, text, text.utf8.count)
    abort()
}
