internal import Core

/// What a line's kind depends on besides its own bytes.
struct ScanState {
    /// Whether there is a section above it.
    var hasSection = false
    /// Whether there is an option above it whose value may go on.
    var isOpen = false
}

/// From where lines are classified, and up to where at most.
struct ScanStart {
    /// A line's first byte.
    var offset = 0
    /// How many lines are above it.
    var line = 0
    var hasSection = false
    /// Lines from before an edit that stand where nothing was edited, and how far the edit moved them.
    var known: ArraySlice<Line> = []
    var shift = 0

    /// Whether a line is one of the known ones, of the same kind; `index` only ever goes on.
    func isKnown(_ line: Line, _ index: inout Int) -> Bool {
        let place = Int(line.start) - shift
        while index < known.endIndex, Int(known[index].start) < place { index += 1 }
        return index < known.endIndex && Int(known[index].start) == place && known[index].kind == line.kind
    }
}

extension Grammar {
    /// Classifies lines one by one, to the end of the text or to the first known one that must be as it was.
    ///
    /// - Returns: The lines, and the index of the known line that follows them.
    func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, from place: ScanStart, name: String
    ) throws(OperationError) -> (lines: [Line], rest: Int) {
        var lines: [Line] = []
        // So that growing, which copies, is rare.
        if place.known.isEmpty { lines.reserveCapacity((bytes.count - place.offset) / 32) }
        var walker = LineWalker(bytes, from: place.offset)
        var state = ScanState(hasSection: place.hasSection)
        var next = place.known.startIndex
        let hasMark = place.offset == 0 && bytes.starts(with: byteOrderMark)
        if hasMark, !allowsMark { throw markAtStart(name) }
        while let range = walker.line() {
            let start = hasMark && lines.isEmpty ? byteOrderMark.count : range.lowerBound
            let sort: Line.Sort
            do {
                sort = try classify(start..<range.upperBound, bytes, &state)
            } catch {
                throw malformed(name, line: place.line + lines.count + 1, error.reason, hint: hintForRefusals)
            }
            let line = Line(
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: range.upperBound),
                delimiter: UInt32(truncatingIfNeeded: sort.delimiter), kind: sort.kind)
            if line.startsAfresh, place.isKnown(line, &next) { return (lines, next) }
            // What stands between the parts of a value is taken for a part of it.
            if line.kind == .continuation { joinBackwards(&lines) }
            lines.append(line)
        }
        do { try checkEnd(state) } catch {
            throw malformed(name, line: place.line + lines.count, error.reason, hint: hintForRefusals)
        }
        return (lines, place.known.endIndex)
    }

    private func joinBackwards(_ lines: inout [Line]) {
        var index = lines.count - 1
        while index >= 0, lines[index].kind == .blank || lines[index].kind == .comment {
            lines[index].kind = .continuation
            index -= 1
        }
    }
}

let space = UInt8(ascii: " ")
let tab = UInt8(ascii: "\t")
let equals = UInt8(ascii: "=")
let colon = UInt8(ascii: ":")
let doubleQuote = UInt8(ascii: "\"")
let singleQuote = UInt8(ascii: "'")
let backslash = UInt8(ascii: "\\")

let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The error of a text that begins with a byte order mark where none may be.
func markAtStart(_ name: String) -> OperationError {
    malformed(
        name, line: 1, "the file begins with a byte order mark, which becomes part of the first line",
        hint: "Save the file as UTF-8 without BOM.")
}

/// Refuses what no dialect reads: bytes that are not UTF-8, and a text too large to be a config file.
func checkText(_ bytes: UnsafeBufferPointer<UInt8>, name: String) throws(OperationError) {
    guard bytes.count < Int(UInt32.max) else {
        throw OperationError(.malformed, "parse", target: name, message: "is larger than 4 GiB")
    }
    if let fault = UTF8Check.firstFault(bytes) {
        var walker = LineWalker(bytes)
        var line = 0
        while let range = walker.line(), range.lowerBound <= fault { line += 1 }
        throw malformed(
            name, line: line, "byte 0x\(String(bytes[fault], radix: 16)) at offset \(fault) is not UTF-8",
            hint: "Save the file as UTF-8.")
    }
}
