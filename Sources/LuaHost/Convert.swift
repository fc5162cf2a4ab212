public import Core

/// What Lua values are taken for where a native function expects something. Each gives nil for the wrong type, and
/// throws for a value of the right type that cannot be.
public enum Convert {
    static func string(_ value: LuaValue) throws(OperationError) -> String? {
        switch value {
        case .string(let text): return text
        case .bytes: throw invalid("it is not valid UTF-8")
        default: return nil
        }
    }

    static func bytes(_ value: LuaValue) -> [UInt8]? {
        switch value {
        case .string(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        default: nil
        }
    }

    static func integer(_ value: LuaValue) throws(OperationError) -> Int? {
        switch value {
        case .integer(let value): return Int(value)
        case .number(let value):
            guard let exact = Int(exactly: value) else { throw invalid("\(value) is not a whole number") }
            return exact
        default: return nil
        }
    }

    static func number(_ value: LuaValue) -> Double? {
        switch value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    static func boolean(_ value: LuaValue) -> Bool? { if case .boolean(let value) = value { value } else { nil } }
    static func table(_ value: LuaValue) -> LuaTable? { if case .table(let value) = value { value } else { nil } }

    static func strings(_ value: LuaValue) throws(OperationError) -> [String]? {
        guard case .table(let table) = value, table.fields.isEmpty else { return nil }
        var result: [String] = []
        for (index, element) in table.array.enumerated() {
            guard let text = try string(element) else {
                throw invalid("string expected at position \(index + 1), got \(element.typeName)")
            }
            result.append(text)
        }
        return result
    }

    static func stringTable(_ value: LuaValue) throws(OperationError) -> [String: String]? {
        guard case .table(let table) = value, table.array.isEmpty else { return nil }
        var result: [String: String] = [:]
        for (key, element) in table.fields {
            guard let text = try string(element) else {
                throw invalid("string expected for \"\(key)\", got \(element.typeName)")
            }
            result[key] = text
        }
        return result
    }

    static func secret(_ value: LuaValue) -> Secret? {
        switch value {
        case .object(let object): (object as? SecretBox)?.secret
        default: bytes(value).map { Secret($0) }
        }
    }

    static func object<T: LuaObject>(_ value: LuaValue, _ type: T.Type) -> T? {
        if case .object(let object) = value { object as? T } else { nil }
    }

    /// `10737418240`, `"10G"`, `"512 MiB"`: powers of 1024, as Ceph counts.
    public static func size(_ value: LuaValue) throws(OperationError) -> Int? {
        if let text = try string(value) {
            let units = ["": 0, "B": 0, "K": 10, "M": 20, "G": 30, "T": 40, "P": 50]
            let (amount, unit) = try split(text, "10G")
            var name = unit.uppercased()
            for suffix in ["IB", "B"] where name.count > suffix.count && name.hasSuffix(suffix) {
                name.removeLast(suffix.count)
                break
            }
            guard let shift = units[name] else { throw invalid("\"\(text)\" has no unit of B K M G T P") }
            guard let bytes = Int(exactly: (amount * Double(1 << shift)).rounded()) else {
                throw invalid("\"\(text)\" is too large")
            }
            return bytes
        }
        guard let bytes = try integer(value) else { return nil }
        guard bytes >= 0 else { throw invalid("a size cannot be negative") }
        return bytes
    }

    /// `90`, `1.5`, `"90s"`, `"2m"`, `"1h"`, `"250ms"`.
    public static func duration(_ value: LuaValue) throws(OperationError) -> Double? {
        if let text = try string(value) {
            let units = ["": 1, "ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400]
            let (amount, unit) = try split(text, "90s")
            guard let factor = units[unit.lowercased()] else { throw invalid("\"\(text)\" has no unit of ms s m h d") }
            return amount * factor
        }
        guard let seconds = number(value) else { return nil }
        guard !seconds.isNaN else { throw invalid("a duration cannot be no number") }
        guard seconds >= 0 else { throw invalid("a duration cannot be negative") }
        return seconds
    }

    private static func split(_ text: String, _ example: String) throws(OperationError) -> (Double, String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let amount = Double(digits), amount.isFinite else {
            throw invalid("\"\(text)\" is not like \"\(example)\"")
        }
        return (amount, text.dropFirst(digits.count).filter { $0 != " " })
    }

    private static func invalid(_ message: String) -> OperationError {
        OperationError(.usage, "convert", target: "", message: message)
    }
}

extension Sequence<String> {
    /// The name that was probably meant: the closest one, within a third of its length.
    public func nearest(to name: String) -> String? {
        // What is much longer or shorter is not near, and comparing long texts takes long.
        let length = name.utf8.count
        let candidates = filter { length < 200 && Swift.abs($0.utf8.count - length) <= Swift.max(2, length) }
        let ranked = candidates.map { (name: $0, distance: distance($0, name)) }.min { $0.distance < $1.distance }
        guard let ranked, ranked.distance <= Swift.max(1, ranked.name.count / 3) else { return nil }
        return ranked.name
    }

    /// Edits (insert, remove, replace, swap of neighbours) from one to the other.
    private func distance(_ left: String, _ right: String) -> Int {
        let a = Array(left), b = Array(right)
        var rows = [Array(0...b.count)]
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var best = Swift.min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = Swift.min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
