internal import Core

/// Whose rules a file is read by.
public enum Dialect: String, Sendable, CaseIterable {
    /// OpenStack services: accepts and refuses exactly what oslo.config does.
    case oslo
    /// ceph.conf and keyrings: indented keys, comments at the end of a line, spaces in names. More tolerant than Ceph.
    case ceph
    /// What crudini (`openstack-config`) reads, and no service: for files that other programs read so.
    case crudini
    /// The same with `--ini-options=ignoreindent`: lines may be indented, and values are one line.
    case crudiniIndented = "crudini-ignoreindent"

    var grammar: any Grammar {
        switch self {
        case .oslo: OsloGrammar()
        case .ceph: CephGrammar()
        case .crudini: CrudiniGrammar()
        case .crudiniIndented: CrudiniGrammar(ignoresIndent: true)
        }
    }
}

/// What a dialect knows: how lines are classified, and how names and values are read and written.
protocol Grammar: Sendable {
    /// Says what the line at some place is; refuses what the reader refuses.
    ///
    /// A section or an option must not depend on more of the state than whether there is a section.
    func classify(
        _ line: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>, _ state: inout ScanState
    ) throws(Refusal) -> Line.Sort
    /// Refuses a text that must not end so.
    func checkEnd(_ state: ScanState) throws(Refusal)
    /// What the error of a line that is refused adds.
    var hintForRefusals: String? { get }
    /// Whether a byte order mark may begin the text; it is then part of no line.
    var allowsMark: Bool { get }
    /// As the extension has it; here, so that each grammar has one that is compiled for it.
    func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, from place: ScanStart, name: String
    ) throws(OperationError) -> (lines: [Line], rest: Int)

    /// The section that options before the first header are in; nil where there may be none.
    var sectionOfFirstLines: [UInt8]? { get }

    /// Where the name stands in a section's header.
    func sectionName(_ bytes: [UInt8], _ line: Line) -> Range<Int>
    /// Where the name stands in a key line.
    func keyName(_ bytes: [UInt8], _ line: Line) -> Range<Int>
    /// What two names of the same section have in common.
    func normalisedSection(_ name: [UInt8]) -> [UInt8]
    /// What two names of the same option have in common.
    func normalisedKey(_ name: [UInt8]) -> [UInt8]

    /// The value of a key line and its continuation lines, as the reader gives it before substitution.
    func value(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> [UInt8]
    /// The bytes that make up the value: what an edit replaces.
    func valueExtent(_ bytes: [UInt8], _ lines: ArraySlice<Line>) -> Range<Int>
    /// The bytes that read back as this value; `old` are those they replace, whose style they keep.
    func rendered(_ value: [UInt8], replacing old: ArraySlice<UInt8>?, style: ContinuationStyle) throws(Refusal)
        -> [UInt8]

    /// Refuses a section name that would not read back.
    func check(section: [UInt8]) throws(Refusal)
    /// Refuses a key that would not read back.
    func check(key: [UInt8]) throws(Refusal)
}

extension Grammar {
    var sectionOfFirstLines: [UInt8]? { nil }
    var hintForRefusals: String? { nil }
    func checkEnd(_ state: ScanState) throws(Refusal) {}
    var allowsMark: Bool { false }
}

/// How the lines of a value are put together.
struct ContinuationStyle {
    var newline: [UInt8]
    var indent: [UInt8]
}

/// Why something cannot be written so that it reads back.
struct Refusal: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
}

/// Makes the error of a line that does not parse.
func malformed(_ name: String, line: Int, _ reason: String, hint: String? = nil) -> OperationError {
    // The line itself is not quoted: it may hold a password.
    OperationError(.malformed, "parse", target: "\(name):\(line)", message: reason, hint: hint)
}
