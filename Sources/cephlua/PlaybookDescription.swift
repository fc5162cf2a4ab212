internal import Core
internal import LuaHost

/// What a playbook says about itself, for its command line and its help. `lua/playbook.lua` has checked its shape.
struct PlaybookDescription {
    struct Argument {
        let name: String
        let type: String
        let text: String
        let isRequired: Bool
        let fallback: LuaValue
        let choices: [String]
        /// Its place among the words that are not options, from 1.
        let position: Int?

        /// As it is written on the command line.
        var option: String { "--" + name.replacing("_", with: "-") }
    }

    let name: String
    let summary: String
    let description: String?
    let risk: String
    /// Required ones first, then by name.
    let arguments: [Argument]

    init(_ table: LuaTable) throws(OperationError) {
        func text(_ value: LuaValue?) -> String? { if case .string(let text)? = value { text } else { nil } }
        name = text(table.fields["name"]) ?? ""
        summary = text(table.fields["summary"]) ?? ""
        description = text(table.fields["description"])
        risk = text(table.fields["risk"]) ?? ""
        var arguments: [Argument] = []
        if case .table(let args)? = table.fields["args"] {
            for (name, value) in args.fields {
                guard case .table(let fields) = value, fields.array.count >= 2 else { continue }
                var isRequired = false
                if case .boolean(true)? = fields.fields["required"] { isRequired = true }
                var choices: [String] = []
                if case .table(let list)? = fields.fields["choices"] { choices = list.array.compactMap(text) }
                var position: Int?
                if case .integer(let place)? = fields.fields["position"] { position = Int(place) }
                arguments.append(
                    Argument(
                        name: name, type: text(fields.array[0]) ?? "string", text: text(fields.array[1]) ?? "",
                        isRequired: isRequired, fallback: fields.fields["default"] ?? .nil, choices: choices,
                        position: position))
            }
        }
        self.arguments = arguments.sorted {
            ($0.position ?? .max, $0.isRequired ? 0 : 1, $0.name) < (
                $1.position ?? .max, $1.isRequired ? 0 : 1, $1.name
            )
        }
    }

    /// The arguments that may stand without their names, in order.
    var positional: [Argument] { arguments.filter { $0.position != nil } }
}

extension PlaybookDescription {
    /// The text of `--help`.
    func help(command: String) -> String {
        var usage = "Usage: \(command)"
        for argument in arguments where argument.isRequired || argument.position != nil {
            let word = argument.position == nil ? "\(argument.option) <\(argument.type)>" : "<\(argument.name)>"
            usage += argument.isRequired ? " \(word)" : " [\(word)]"
        }
        var lines = ["\(name): \(summary)", "", usage + " [options]", ""]
        if let description { lines += [description.trimmed(of: "\n"), ""] }
        var rows = arguments.map { argument in (heading(of: argument), explanation(of: argument)) }
        if risk != "reads" {
            rows += [
                ("--check", "Change nothing; report what a run would change."),
                ("--diff", "Show every change as a diff, secrets masked."),
                ("--yes", "Answer yes to every question."),
            ]
        }
        rows += [
            ("--json", "Print the result as JSON."),
            ("-v, --verbose", "Say more."),
            ("-q, --quiet", "Say only what went wrong."),
            ("-h, --help", "Show this help."),
        ]
        let width = min(32, rows.map { $0.0.count }.max() ?? 0)
        lines.append("Options:")
        for (heading, explanation) in rows {
            if heading.count > width {
                lines += ["  \(heading)", "  \(String(repeating: " ", count: width))  \(explanation)"]
            } else {
                lines.append("  \(heading)\(String(repeating: " ", count: width - heading.count))  \(explanation)")
            }
        }
        lines += ["", "Risk: \(risk)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(of argument: Argument) -> String {
        argument.type == "boolean"
            ? "\(argument.option), --no-\(argument.option.dropFirst(2))" : "\(argument.option) <\(argument.type)>"
    }

    private func explanation(of argument: Argument) -> String {
        var notes: [String] = []
        if !argument.choices.isEmpty { notes.append("one of " + argument.choices.joined(separator: ", ")) }
        if argument.isRequired { notes.append("required") }
        switch argument.fallback {
        case .nil: break
        case .string(let text): notes.append("default: \(text)")
        case .boolean(let value): notes.append("default: \(value ? "yes" : "no")")
        case .integer(let value): notes.append("default: \(value)")
        case .number(let value): notes.append("default: \(value)")
        default: break
        }
        return notes.isEmpty ? argument.text : "\(argument.text) (\(notes.joined(separator: "; ")))"
    }
}
