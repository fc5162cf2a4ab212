internal import Core
internal import Glibc
internal import LuaHost

/// What people read when a script failed: what was done to what and why, a hint, the place, how it came there.
struct ErrorReport {
    let error: ScriptError
    /// Frames of the library say nothing about the user's script.
    var library = "/"
    /// Texts that are not in files, by their names.
    var texts: [String: String] = [:]
    /// The functions of a module, by its name.
    var functions: (String) -> [String]? = { _ in nil }
    /// Whether a place is in a playbook of the program's own.
    var isOwn: (String) -> Bool = { _ in false }
    var isVerbose = false
    var hasColour = Terminal.hasColour(2)

    var text: String {
        let place = place
        var lines = [paint("error:", "1;31") + " " + message(at: place)]
        if let hint = error.error?.hint ?? suggestion(at: place) { lines.append(paint("hint:", "1;36") + "  " + hint) }
        if let details = error.error?.details, !details.isEmpty {
            lines += details.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { "  | \($0)" }
        }
        let isExpected = isExpected(at: place)
        if let place, !isExpected { lines += excerpt(place) }
        var cause = error.error?.cause?.error
        while let inner = cause {
            // `wrap` makes its message of the cause: once is enough.
            if !(error.error?.message ?? "").contains("\(inner)") { lines.append("caused by: \(inner)") }
            cause = inner.cause?.error
        }
        let frames = isExpected ? [] : frames
        if frames.count > 1 || isVerbose && !frames.isEmpty { lines += ["traceback:"] + frames.map { "  " + $0 } }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether the program's own playbook did as it should: what it says is all that somebody who runs it needs to know.
    private func isExpected(at place: String?) -> Bool {
        guard !isVerbose, let place, let known = error.error, known.code.domain != "lua" else { return false }
        return known.code != .internal && isOwn(place)
    }

    /// For wrong words on the command line, which no line of a script is to blame for.
    var short: String {
        let message = error.error.map { "\($0.operation) \($0.target): \($0.message)" } ?? error.message
        return "error: \(message)\n" + (error.error?.hint.map { "hint:  \($0)\n" } ?? "")
    }

    /// The message, without the place that Lua puts before it and that is shown below.
    private func message(at place: String?) -> String {
        let message = error.message
        guard let own = error.place, message.hasPrefix("\(own): ") else { return message }
        return place == nil ? message : String(message.dropFirst(own.count + 2))
    }

    /// Where to look first: what the error says itself, or the innermost frame of the user's.
    private var place: String? {
        if let place = error.place, !isLibrary(place) { return place }
        for frame in frames {
            if let end = frame.firstRange(of: ": in")?.lowerBound { return String(frame[..<end]) }
        }
        return error.place
    }

    private func isLibrary(_ line: String) -> Bool { line.hasPrefix(library + "/") }

    /// The lines of the traceback that are the user's own; all of them when verbose.
    private var frames: [String] {
        let all = (error.traceback ?? "").split(whereSeparator: \.isNewline).dropFirst().map {
            $0.trimmingPrefix { $0 == "\t" }
        }
        let shown = all.map(String.init).filter { line in
            isVerbose || !(line.hasPrefix("[C]") || isLibrary(line) || line.hasPrefix("(...tail calls...)"))
        }
        guard shown.count > 12, !isVerbose else { return shown }
        return shown.prefix(8) + ["… \(shown.count - 11) more (-v shows them)"] + shown.suffix(3)
    }

    /// The lines of the text that a place is in, and its number.
    private func source(of place: String) -> (lines: [Substring], number: Int)? {
        guard let colon = place.lastIndex(of: ":"), let number = Int(place[place.index(after: colon)...]) else {
            return nil
        }
        let name = String(place[..<colon])
        guard let source = texts[name] ?? ErrorReport.read(name) else { return nil }
        let lines = source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return (1...lines.count).contains(number) ? (lines, number) : nil
    }

    /// For a call of what a module does not have: what it has that is spelt nearly so.
    private func suggestion(at place: String?) -> String? {
        guard let place, let match = error.message.firstMatch(of: /call a nil value \(field '(\w+)'\)/),
            let (lines, number) = source(of: place)
        else { return nil }
        for call in lines[number - 1].matches(of: /(\w+)\.(\w+)/) where call.2 == match.1 {
            guard let functions = functions(String(call.1)) else { continue }
            let near = functions.nearest(to: String(call.2)).map { "Did you mean \(call.1).\($0)? " } ?? ""
            return near + "`cephlua doc \(call.1)` lists what there is."
        }
        return nil
    }

    private func excerpt(_ place: String) -> [String] {
        guard place.contains(":") else { return [] }
        let heading = "  at \(place)"
        guard let (lines, number) = source(of: place) else { return [heading] }
        var result = [heading]
        for line in max(1, number - 1)...min(lines.count, number + 1) {
            let label = String(repeating: " ", count: max(0, 5 - "\(line)".count)) + "\(line)"
            let code = "\(line == number ? ">" : " ")\(label) | \(lines[line - 1])"
            if line != number && lines[line - 1].isEmpty { continue }
            result.append(line == number ? paint(code, "1") : code)
            if line == number, let mark = caret(under: String(lines[line - 1])) {
                result.append("        | " + paint(mark, "1;31"))
            }
        }
        return result
    }

    /// Marks what the message names, if it stands in the line just once: Lua tells lines, but no columns.
    private func caret(under line: String) -> String? {
        let message = error.message
        let named =
            message.firstMatch(of: /near '(.+)'$/)
            ?? message.firstMatch(of: /\((?:global|local|field|method|upvalue) '(\w+)'\)/)
        guard let word = named?.1 else { return nil }
        let places = line.ranges(of: word).filter { range in
            !word.allSatisfy(\.isWordCharacter)
                || !(line[..<range.lowerBound].last?.isWordCharacter ?? false)
                    && !(line[range.upperBound...].first?.isWordCharacter ?? false)
        }
        guard let place = places.first, places.count == 1 || message.contains(" near ") else { return nil }
        let chosen = message.contains(" near ") ? places.last! : place
        let indent = line[..<chosen.lowerBound].map { $0 == "\t" ? "\t" : " " }.joined()
        return indent + String(repeating: "^", count: word.count)
    }

    private static func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while bytes.count < 4 << 20 {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func paint(_ text: String, _ style: String) -> String {
        hasColour ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text
    }
}

extension Character {
    fileprivate var isWordCharacter: Bool { isLetter || isNumber || self == "_" }
}

extension ErrorReport {
    /// For machines: what `--json` prints when a run failed.
    static func json(of error: ScriptError) -> JSON {
        guard let known = error.error else { return ["error": ["code": "LUA", "message": .string(error.message)]] }
        return ["error": json(of: known, place: error.place)]
    }

    private static func json(of error: OperationError, place: String?) -> JSON {
        var members: [String: JSON] = [
            "code": .string(error.code.name), "domain": .string(error.code.domain),
            "operation": .string(error.operation), "target": .string(error.target), "message": .string(error.message),
        ]
        members["hint"] = error.hint.map { .string($0) }
        members["details"] = error.details.map { .string($0) }
        members["where"] = place.map { .string($0) }
        members["cause"] = error.cause.map { json(of: $0.error, place: nil) }
        return .object(members)
    }
}
