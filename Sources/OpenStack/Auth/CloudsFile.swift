internal import CYAML
public import Core

/// A reader of clouds.yaml, and of the secure.yaml beside it.
public struct CloudsFile: Sendable {
    /// Of each cloud the settings, by their names.
    public private(set) var clouds: [String: [String: String]] = [:]

    /// Reads the text of a file.
    ///
    /// - Throws: `.malformed` with the line.
    public init(parsing text: some Collection<UInt8>, path: String) throws(OperationError) {
        guard case .object(let all) = try YAML.parse(Array(text), path: path)["clouds"] ?? .null else { return }
        for (name, value) in all {
            guard case .object(let members) = value else { continue }
            var settings: [String: String] = [:]
            let auth = members["auth"]?.object ?? [:]
            for (key, value) in members.merging(auth, uniquingKeysWith: { $1 }) { settings[key] = value.string }
            clouds[name] = settings
        }
    }

    /// Adds what another file says (secure.yaml keeps the passwords apart); it wins.
    public mutating func merge(_ other: CloudsFile) {
        for (name, settings) in other.clouds { clouds[name, default: [:]].merge(settings) { _, new in new } }
    }
}

/// YAML through libyaml: what configuration files need of it. Scalars are strings, whatever they look like.
enum YAML {
    static func parse(_ text: [UInt8], path: String) throws(OperationError) -> JSON {
        if let reason = cephlua_door_yaml_open() {
            throw OperationError(
                .notSupported, "load libyaml", target: "libyaml-0.so.2", message: String(cString: reason),
                hint: "Install libyaml (Debian: libyaml-0-2, Red Hat: libyaml), or use an rc file.")
        }
        // The parser reads from the text until it is deleted.
        return try text.withUnsafeBufferPointer { input throws(OperationError) in
            var parser = yaml_parser_t()
            yaml_parser_initialize(&parser)
            defer { yaml_parser_delete(&parser) }
            yaml_parser_set_input_string(&parser, input.baseAddress, input.count)
            var document = yaml_document_t()
            guard yaml_parser_load(&parser, &document) == 1 else {
                let problem = parser.problem.map { String(cString: $0) } ?? "cannot be read"
                let line = parser.problem_mark.line + 1
                throw OperationError(.malformed, "read YAML", target: "\(path):\(line)", message: problem)
            }
            defer { yaml_document_delete(&document) }
            guard let root = yaml_document_get_root_node(&document) else { return .null }
            return try value(root, &document, depth: 0, path)
        }
    }

    private static func value(
        _ node: UnsafeMutablePointer<yaml_node_t>, _ document: inout yaml_document_t, depth: Int, _ path: String
    ) throws(OperationError) -> JSON {
        guard depth < 32 else {
            // An alias inside its own anchor has no end.
            throw OperationError(.malformed, "read YAML", target: path, message: "nested too deeply")
        }
        func child(_ index: Int32) throws(OperationError) -> JSON {
            guard let node = yaml_document_get_node(&document, index) else { return .null }
            return try value(node, &document, depth: depth + 1, path)
        }
        switch node.pointee.type {
        case YAML_SCALAR_NODE:
            let scalar = node.pointee.data.scalar
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
            return isPlain && ["", "~", "null"].contains(text) ? .null : .string(text)
        case YAML_SEQUENCE_NODE:
            let items = node.pointee.data.sequence.items
            var elements: [JSON] = []
            for index in 0..<(items.top - items.start) { elements.append(try child(items.start[index])) }
            return .array(elements)
        case YAML_MAPPING_NODE:
            let pairs = node.pointee.data.mapping.pairs
            var members: [String: JSON] = [:]
            for index in 0..<(pairs.top - pairs.start) {
                let key = try child(pairs.start[index].key).string ?? ""
                let value = try child(pairs.start[index].value)
                if key == "<<" {
                    // "Merge key": the mapping's own members win, wherever they stand.
                    members.merge(value.object ?? [:]) { own, _ in own }
                } else {
                    members[key] = value
                }
            }
            return .object(members)
        default:
            return .null
        }
    }
}
