/// One step from the old lines to the new ones.
struct LineEdit {
    enum Kind { case kept, removed, added }
    var kind: Kind
    /// The index in the old lines: of the line itself, or of the one before which it was added.
    var old: Int
    /// The index in the new lines, likewise.
    var new: Int

    var isKept: Bool { kind == .kept }
    var isRemoved: Bool { kind == .removed }
    var isAdded: Bool { kind == .added }
}

/// The shortest way from one list of lines to another: E. W. Myers, "An O(ND) Difference Algorithm", 1986.
struct LineEdits {
    private(set) var edits: [LineEdit] = []

    /// Texts that differ in more lines than this are shown as one replaced by the other: the way there would take
    /// memory with the square of its length, and nobody reads it.
    private static let limit = 2000

    init(_ oldLines: [ArraySlice<UInt8>], _ newLines: [ArraySlice<UInt8>]) {
        // Numbers compare faster than lines.
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int {
            if let known = numbers[line] { return known }
            numbers[line] = numbers.count
            return numbers.count - 1
        }
        let old = oldLines.map(number)
        let new = newLines.map(number)
        var prefix = 0
        while prefix < min(old.count, new.count), old[prefix] == new[prefix] { prefix += 1 }
        var suffix = 0
        while suffix < min(old.count, new.count) - prefix, old[old.count - 1 - suffix] == new[new.count - 1 - suffix] {
            suffix += 1
        }
        for index in 0..<prefix { edits.append(LineEdit(kind: .kept, old: index, new: index)) }
        middle(Array(old[prefix..<old.count - suffix]), Array(new[prefix..<new.count - suffix]), offset: prefix)
        for index in 0..<suffix {
            edits.append(LineEdit(kind: .kept, old: old.count - suffix + index, new: new.count - suffix + index))
        }
    }

    private mutating func middle(_ old: [Int], _ new: [Int], offset: Int) {
        var found: [LineEdit] = []
        var (x, y) = (old.count, new.count)
        if let trace = LineEdits.trace(old, new) {
            for (depth, reached) in trace.enumerated().reversed() {
                let diagonal = x - y
                let down = diagonal == -depth || (diagonal != depth && reached[diagonal - 1]! < reached[diagonal + 1]!)
                let from = down ? diagonal + 1 : diagonal - 1
                let startX = depth == 0 ? 0 : reached[from]!
                let startY = depth == 0 ? 0 : startX - from
                while x > startX, y > startY {
                    (x, y) = (x - 1, y - 1)
                    found.append(LineEdit(kind: .kept, old: x + offset, new: y + offset))
                }
                if depth > 0 {
                    if down { y -= 1 } else { x -= 1 }
                    found.append(LineEdit(kind: down ? .added : .removed, old: x + offset, new: y + offset))
                }
            }
            found.reverse()
        } else {
            found = old.indices.map { LineEdit(kind: .removed, old: $0 + offset, new: offset) }
            found += new.indices.map { LineEdit(kind: .added, old: old.count + offset, new: $0 + offset) }
        }
        edits += found
    }

    /// For each number of steps, how far each diagonal was reached before that step; nil if it takes too many.
    private static func trace(_ old: [Int], _ new: [Int]) -> [Reached]? {
        var reached = Reached(depth: 0)
        reached[1] = 0
        var trace: [Reached] = []
        for depth in 0...min(limit, old.count + new.count) {
            trace.append(reached)
            var next = Reached(depth: depth)
            for diagonal in stride(from: -depth, through: depth, by: 2) {
                let left = reached[diagonal - 1]
                let right = reached[diagonal + 1]
                var x = diagonal == -depth || (diagonal != depth && left! < right!) ? right! : left! + 1
                while x < old.count, x - diagonal < new.count, x >= 0, x - diagonal >= 0, old[x] == new[x - diagonal] {
                    x += 1
                }
                next[diagonal] = x
                if x >= old.count, x - diagonal >= new.count { return trace }
            }
            reached = next
        }
        return nil
    }
}

/// The furthest point on each diagonal from `-depth - 1` to `depth + 1`.
private struct Reached {
    private var values: [Int32]
    private let middle: Int

    init(depth: Int) {
        middle = depth + 1
        values = Array(repeating: -1, count: 2 * depth + 3)
    }

    subscript(diagonal: Int) -> Int? {
        get {
            let index = diagonal + middle
            return values.indices.contains(index) && values[index] >= 0 ? Int(values[index]) : nil
        }
        set { values[diagonal + middle] = Int32(newValue ?? -1) }
    }
}
