/// Lower case as Python's `str.lower()` makes it, since oslo.config finds sections by it.
enum PythonLower {
    static func lowered(_ name: [UInt8]) -> [UInt8] {
        if name.allSatisfy({ $0 < 0x80 }) {
            return name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
        let scalars = Array(String(decoding: name, as: UTF8.self).unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            // The one rule that looks at neighbours: a capital sigma at the end of a word.
            result += scalar == "\u{3A3}" && isFinal(scalars, index) ? "\u{3C2}" : scalar.properties.lowercaseMapping
        }
        return Array(result.utf8)
    }

    private static func isFinal(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased == true && after?.properties.isCased != true
    }
}
