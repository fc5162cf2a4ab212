internal import Core
internal import Hosts
internal import LuaHost

/// The bodies of what `fs` does on this machine and a host's methods on any.
enum FileCalls {
    static func read(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let options = try call.options(2, ["secret", "missing_ok", "limit"])
        let secret = try options.boolean("secret") ?? false
        let missingOK = try options.boolean("missing_ok") ?? false
        let limit = try options.size("limit") ?? Host.readLimit
        return .work {
            do {
                return [
                    secret
                        ? try host.readSecret(path, limit: limit).luaValue : .bytes(try host.read(path, limit: limit))
                ]
            } catch let error as OperationError where missingOK && error.code == .notFound {
                return [.nil]
            }
        }
    }

    static func find(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let options = try call.options(2, ["secret", "limit"])
        let secret = try options.boolean("secret") ?? false
        let limit = try options.size("limit") ?? Host.readLimit
        return .blocking {
            try host.find(path, limit: limit, secret: secret).map { file in
                var record = record(file.status)
                record.fields["content"] =
                    switch file.content {
                    case .bytes(let bytes): .bytes(bytes)
                    case .secret(let secret): secret.luaValue
                    }
                return record
            }
        }
    }

    static func write(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let content: FileContent
        if case .object(let object) = try call.value(2, "content"), let box = object as? SecretBox {
            content = .secret(box.secret)
        } else {
            content = .bytes(try call.bytes(2, "content"))
        }
        let options = try call.options(3, attributeNames + ["replacing"])
        let attributes = try attributes(of: options)
        let expected = try expectedFile(options)
        return .blocking { try host.write(path, content, attributes, replacing: expected) }
    }

    /// The option `replacing`: the content that the file must have, or false for a file that must not be there.
    private static func expectedFile(_ options: LuaOptions) throws -> ExpectedFile? {
        switch options.value("replacing") {
        case .boolean(false): return ExpectedFile.none
        case .object(let box as SecretBox): return .bytes(box.secret.withBytes { Array($0) })
        default: return try options.bytes("replacing").map { .bytes($0) }
        }
    }

    static func status(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let follow = try call.options(2, ["follow"]).boolean("follow") ?? false
        return .blocking { try host.status(path, follow: follow).map(record) }
    }

    static func list(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        return .blocking {
            try host.list(path).map { entry in
                var record = record(entry.status)
                record.fields["name"] = .string(entry.name)
                return record
            }
        }
    }

    static func remove(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let recursive = try call.options(2, ["recursive"]).boolean("recursive") ?? false
        return .blocking { try host.remove(path, recursive: recursive) }
    }

    static func makeDirectory(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let attributes = try attributes(of: call.options(2, attributeNames))
        return .blocking { try host.makeDirectory(path, attributes) }
    }

    static func setAttributes(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let attributes = try attributes(of: call.options(2, attributeNames))
        return .blocking { try host.setAttributes(path, attributes) }
    }

    static func link(_ host: Host, _ call: LuaCall) throws -> LuaReturn {
        let path = try call.string(1, "path")
        let target = try call.string(2, "target")
        return .blocking { try host.link(path, to: target) }
    }

    static let attributeNames = ["owner", "group", "mode"]

    /// Owner and group by name or number; the mode as `"0640"` or a number.
    static func attributes(of options: LuaOptions) throws -> FileAttributes {
        func principal(_ name: String) throws -> String? {
            if case .integer(let number) = options.value(name) { return String(number) }
            return try options.string(name)
        }
        var mode: UInt32?
        if case .string(let text) = options.value("mode") {
            mode = FileAttributes.mode(parsing: text)
            guard mode != nil else { throw wrongMode("\"\(text)\"") }
        } else if let number = try options.integer("mode") {
            guard (0...0o7777).contains(number) else { throw wrongMode(String(number)) }
            mode = UInt32(number)
        }
        return FileAttributes(owner: try principal("owner"), group: try principal("group"), mode: mode)
    }

    private static func wrongMode(_ given: String) -> OperationError {
        OperationError(
            .usage, "mode", target: given, message: "is not a file mode",
            hint: "Write it in octal as a string: \"0640\". Lua has no octal numbers.")
    }

    static func record(_ status: FileStatus) -> LuaTable {
        LuaTable(fields: [
            "type": .string(status.kind.rawValue), "size": .integer(status.size), "owner": .string(status.owner),
            "group": .string(status.group), "uid": status.uid.luaValue, "gid": status.gid.luaValue,
            "mode": status.mode.luaValue, "permissions": .string(status.permissions), "target": LuaValue(status.target),
            "modified": .number(status.modified),
        ])
    }
}
