internal import Core
internal import LuaHost

/// Reads the words after FILE as the arguments a playbook asks for.
struct PlaybookParser {
    let book: PlaybookDescription
    var modes: Modes
    private var given: [String: LuaValue] = [:]
    private var positional: [PlaybookDescription.Argument]

    init(book: PlaybookDescription, modes: Modes) {
        self.book = book
        self.modes = modes
        positional = book.positional
    }

    /// The arguments by name; nil if help was asked for.
    mutating func parse(_ words: [String]) throws(OperationError) -> [String: LuaValue]? {
        var rest = words[...]
        var optionsEnded = false
        while let word = rest.popFirst() {
            if optionsEnded || word == "-" || !word.hasPrefix("-") || PlaybookParser.isNumber(word) {
                try take(positional: word)
            } else if word == "--" {
                optionsEnded = true
            } else if word == "-h" || word == "--help" {
                return nil
            } else if !isOwn(word), modes.take(word) {
                continue
            } else {
                try take(option: word, &rest)
            }
        }
        return try complete()
    }

    private static func isNumber(_ word: String) -> Bool { Double(word) != nil }

    /// A playbook may have an argument of its own with the name of a mode.
    private func isOwn(_ word: String) -> Bool { book.arguments.contains { $0.option == word } }

    private mutating func take(positional word: String) throws(OperationError) {
        guard let argument = positional.first else {
            let names = book.arguments.map(\.option).joined(separator: ", ")
            throw wrong(
                "\"\(word)\"", "no such argument", names.isEmpty ? "It takes no arguments." : "It takes: \(names).")
        }
        if argument.type != "list" { positional.removeFirst() }
        try store(word, for: argument)
    }

    private mutating func take(option word: String, _ rest: inout ArraySlice<String>) throws(OperationError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = String(parts[0]).replacing("_", with: "-")
        let value = parts.count == 2 ? String(parts[1]) : nil
        if let argument = book.arguments.first(where: { $0.option == option }) {
            if argument.type == "boolean" { return try store(value ?? "true", for: argument) }
            guard let value = value ?? rest.popFirst() else {
                throw wrong(argument.option, "needs a value: \(argument.type) (\(argument.text))")
            }
            return try store(value, for: argument)
        }
        if option.hasPrefix("--no-"), value == nil,
            let argument = book.arguments.first(where: {
                $0.type == "boolean" && $0.option == "--" + option.dropFirst(5)
            })
        {
            given[argument.name] = .boolean(false)
            return
        }
        let names = book.arguments.map(\.option) + Modes.names.map { "--" + $0 }
        throw wrong(
            option, "no such argument" + (names.nearest(to: option).map { " (did you mean \($0)?)" } ?? ""))
    }

    private mutating func store(_ word: String, for argument: PlaybookDescription.Argument) throws(OperationError) {
        let value = try convert(.string(word), for: argument)
        if case .table(let more) = value, case .table(let earlier)? = given[argument.name] {
            given[argument.name] = .table(LuaTable(array: earlier.array + more.array))
        } else if given[argument.name] != nil {
            throw wrong(argument.option, "given twice")
        } else {
            given[argument.name] = value
        }
    }

    private func complete() throws(OperationError) -> [String: LuaValue] {
        var result = given
        for argument in book.arguments where given[argument.name] == nil {
            if case .nil = argument.fallback {
                if argument.isRequired { throw wrong(argument.option, "is required (\(argument.text))") }
            } else {
                result[argument.name] = try convert(argument.fallback, for: argument)
            }
        }
        return result
    }

    private func wrong(_ target: String, _ message: String, _ hint: String? = nil) -> OperationError {
        OperationError(.usage, "parse", target: target, message: message, hint: hint)
    }
}

extension PlaybookParser {
    /// A word of the command line, or a default of the playbook's, as the type that the argument has.
    private func convert(
        _ value: LuaValue, for argument: PlaybookDescription.Argument
    ) throws(OperationError) -> LuaValue {
        guard case .string(let word) = value else {
            switch argument.type {
            case "size": return LuaValue(try Convert.size(value))
            case "duration": return LuaValue(try Convert.duration(value))
            default: return value
            }
        }
        func refuse(_ expected: String) -> OperationError {
            wrong(argument.option, "\(expected) expected, got \"\(word)\"")
        }
        if !argument.choices.isEmpty, argument.type != "list", !argument.choices.contains(word) {
            let near = argument.choices.nearest(to: word).map { " (did you mean \"\($0)\"?)" } ?? ""
            throw refuse("one of \(argument.choices.joined(separator: ", "))" + near)
        }
        do throws(OperationError) {
            switch argument.type {
            case "integer":
                guard let number = Int64(word) else { throw refuse("whole number") }
                return .integer(number)
            case "number":
                guard let number = Double(word) else { throw refuse("number") }
                return .number(number)
            case "boolean":
                switch word.lowercased() {
                case "true", "yes", "on", "1": return .boolean(true)
                case "false", "no", "off", "0": return .boolean(false)
                default: throw refuse("yes or no")
                }
            case "size": return LuaValue(try Convert.size(value))
            case "duration": return LuaValue(try Convert.duration(value))
            case "spec":
                guard PlaybookParser.isSpec(word) else { throw refuse("pool/image or pool/image@snapshot") }
            case "host":
                guard !word.isEmpty, !word.hasPrefix("-"), !word.contains(where: \.isWhitespace) else {
                    throw refuse("host")
                }
            case "path":
                guard !word.isEmpty else { throw refuse("path") }
                if word == "~" || word.hasPrefix("~/"), let home = Terminal.environment("HOME") {
                    return .string(home + word.dropFirst())
                }
            case "list":
                let words = word.split(separator: ",").map { $0.trimmingPrefix(while: { $0 == " " }) }
                if !argument.choices.isEmpty, let wrong = words.first(where: { !argument.choices.contains(String($0)) })
                {
                    let near = argument.choices.nearest(to: String(wrong)).map { " (did you mean \"\($0)\"?)" } ?? ""
                    throw self.wrong(
                        argument.option,
                        "any of \(argument.choices.joined(separator: ", ")) expected, got \"\(wrong)\"" + near)
                }
                return .table(LuaTable(array: words.map { .string(String($0)) }))
            default: break
            }
        } catch {
            throw error.target.isEmpty ? wrong(argument.option, error.message) : error
        }
        return value
    }

    /// `pool/image`, `pool/namespace/image`, each with `@snapshot` or without.
    private static func isSpec(_ word: String) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return false }
        let names = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        return (2...3).contains(names.count) && names.allSatisfy { !$0.isEmpty }
    }
}
