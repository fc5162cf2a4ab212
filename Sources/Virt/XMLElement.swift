/// An element of libvirt's XML, for reading only: what libvirt writes is XML without namespaces of interest, DTD or
/// processing instructions in the middle.
struct XMLElement {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    var text = ""

    /// Parses a document; nil if it is not well-formed.
    init?(parsing xml: String) {
        var parser = XMLReader(xml)
        guard let root = parser.document() else { return nil }
        self = root
    }

    init(name: String) { self.name = name }

    /// The first child of that name.
    subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// All children of that name.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// A text made fit to stand between tags and in quotes.
    static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "'": result += "&apos;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

/// Reads XML from left to right.
private struct XMLReader {
    private let bytes: [UInt8]
    private var index = 0

    init(_ xml: String) { bytes = Array(xml.utf8) }

    mutating func document() -> XMLElement? {
        skipProlog()
        guard let root = element(depth: 0) else { return nil }
        skipProlog()
        return index == bytes.count ? root : nil
    }

    /// White space, comments and `<?…?>`.
    private mutating func skipProlog() {
        while true {
            skipSpace()
            if !skip("<!--", through: "-->"), !skip("<?", through: "?>") { return }
        }
    }

    private mutating func element(depth: Int) -> XMLElement? {
        guard depth < 200, take("<"), let name = name() else { return nil }
        var element = XMLElement(name: name)
        while true {
            skipSpace()
            if take("/>") { return element }
            if take(">") { break }
            guard let key = self.name(), take("="), let value = quoted() else { return nil }
            element.attributes[key] = value
        }
        while index < bytes.count {
            if skip("<!--", through: "-->") || skip("<?", through: "?>") { continue }
            if take("<![CDATA[") {
                guard let end = find("]]>") else { return nil }
                element.text += String(decoding: bytes[index..<end], as: UTF8.self)
                index = end + 3
            } else if take("</") {
                guard self.name() == name else { return nil }
                skipSpace()
                return take(">") ? element : nil
            } else if bytes[index] == UInt8(ascii: "<") {
                guard let child = self.element(depth: depth + 1) else { return nil }
                element.children.append(child)
            } else {
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                element.text += XMLReader.unescaped(bytes[start..<index])
            }
        }
        return nil
    }

    private mutating func name() -> String? {
        let start = index
        while index < bytes.count, !" \t\r\n=/><'\"".utf8.contains(bytes[index]) { index += 1 }
        return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
    }

    private mutating func quoted() -> String? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "'") || bytes[index] == UInt8(ascii: "\"") else {
            return nil
        }
        let quote = bytes[index]
        guard let end = bytes[(index + 1)...].firstIndex(of: quote) else { return nil }
        defer { index = end + 1 }
        return XMLReader.unescaped(bytes[(index + 1)..<end])
    }

    private mutating func skipSpace() {
        while index < bytes.count, " \t\r\n".utf8.contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard bytes[index...].starts(with: text.description.utf8) else { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    private mutating func skip(_ start: StaticString, through end: StaticString) -> Bool {
        guard take(start) else { return false }
        index = find(end).map { $0 + end.utf8CodeUnitCount } ?? bytes.count
        return true
    }

    private func find(_ text: StaticString) -> Int? {
        (index..<bytes.count).first { bytes[$0...].starts(with: text.description.utf8) }
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "&")) else { return String(decoding: text, as: UTF8.self) }
        var result = ""
        var rest = text
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            result += String(decoding: rest[..<start], as: UTF8.self)
            guard let end = rest[start...].firstIndex(of: UInt8(ascii: ";")),
                let character = entity(rest[(start + 1)..<end])
            else {
                result += "&"
                rest = rest[(start + 1)...]
                continue
            }
            result += character
            rest = rest[(end + 1)...]
        }
        return result + String(decoding: rest, as: UTF8.self)
    }

    private static func entity(_ name: ArraySlice<UInt8>) -> String? {
        let name = String(decoding: name, as: UTF8.self)
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "apos": return "'"
        case "quot": return "\""
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        }
    }
}
