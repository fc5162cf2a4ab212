/// Differences between two texts, as `diff -u` writes them.
public enum UnifiedDiff {
    /// The difference as a unified diff; nil if the texts are the same.
    ///
    /// A text that is nil is a file that does not exist: its name becomes `/dev/null`. Lines are compared as they are
    /// and shown through the masking, so that a changed password shows as a changed line of asterisks.
    ///
    /// - Parameter context: How many unchanged lines stand around a change.
    ///
    /// CLI: `diff -u`.
    public static func text(
        old: [UInt8]?,
        new: [UInt8]?,
        oldName: String,
        newName: String,
        context: Int = 3,
        masking: Masking = Masking()
    ) -> String? {
        let before = TextLines(old ?? [], masking)
        let after = TextLines(new ?? [], masking)
        let edits = LineEdits(before.lines, after.lines).edits
        let hunks = Hunk.grouped(edits, context: context)
        guard !hunks.isEmpty || (old == nil) != (new == nil) else { return nil }
        var result = "--- \(old == nil ? "/dev/null" : oldName)\n+++ \(new == nil ? "/dev/null" : newName)\n"
        for hunk in hunks { hunk.write(before.shown, after.shown, into: &result) }
        return result
    }
}

/// The unified diff of two versions of one file, secrets masked; nil if they are the same.
public func maskedDiff(old: [UInt8]?, new: [UInt8]?, name: String, masking: Masking = Masking()) -> String? {
    UnifiedDiff.text(old: old, new: new, oldName: name, newName: name, masking: masking)
}

/// A text as lines with their endings: those to compare, and those to show.
private struct TextLines {
    let lines: [ArraySlice<UInt8>]
    let shown: [String]

    init(_ text: [UInt8], _ masking: Masking) {
        lines = TextLines.split(text)
        shown = TextLines.split(masking.masked(text)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Only `\n` ends a line here, as for `diff` and `patch`; a `\r` before it is part of the line.
    private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
            lines.append(text[start..<end])
            start = end
        }
        return lines
    }
}

/// A run of changes with the unchanged lines around it.
private struct Hunk {
    var edits: [LineEdit]

    /// Groups edits whose contexts touch.
    static func grouped(_ edits: [LineEdit], context: Int) -> [Hunk] {
        let changes = edits.indices.filter { !edits[$0].isKept }
        var ranges: [Range<Int>] = []
        for change in changes {
            let range = max(0, change - context)..<min(edits.count, change + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { Hunk(edits: Array(edits[$0])) }
    }

    func write(_ old: [String], _ new: [String], into text: inout String) {
        let oldCount = edits.count { !$0.isAdded }
        let newCount = edits.count { !$0.isRemoved }
        let first = edits[0]
        text += "@@ -\(Hunk.range(first.old, oldCount)) +\(Hunk.range(first.new, newCount)) @@\n"
        for edit in edits {
            switch edit.kind {
            case .kept: Hunk.write(" ", old[edit.old], into: &text)
            case .removed: Hunk.write("-", old[edit.old], into: &text)
            case .added: Hunk.write("+", new[edit.new], into: &text)
            }
        }
    }

    /// As `diff -u` writes it: the count is left out when it is 1, and an empty range names the line before it.
    private static func range(_ start: Int, _ count: Int) -> String {
        switch count {
        case 0: "\(start),0"
        case 1: "\(start + 1)"
        default: "\(start + 1),\(count)"
        }
    }

    private static func write(_ sign: String, _ line: String, into text: inout String) {
        text += sign + line
        // A Character can be \r\n, so the last byte is asked.
        if line.utf8.last != 0x0A { text += "\n\\ No newline at end of file\n" }
    }
}
