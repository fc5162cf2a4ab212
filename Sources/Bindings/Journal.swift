public import Changes
internal import Core
public import LuaHost

/// `journal`: what runs did to the world, and one run at a time.
public let journalModule = LuaModule("journal") { module in
    module.type(Journal.luaType)
    module.type(RunLock.luaType)
    module.function("begin", ["name"], .writes) { call in
        let name = try call.string(1, "name")
        return .blocking { try RunArchive.standard().begin(name) }
    }
    module.function("runs", [], .reads) { _ in .blocking { try RunArchive.standard().runs() } }
    module.function("read", ["id"], .reads) { call in
        let id = try call.string(1, "id")
        return .blocking {
            let run = try RunArchive.standard().read(id)
            return LuaTable(fields: [
                "records": .table(LuaTable(array: run.records.map(luaValue))),
                "truncated": .boolean(run.isTruncated), "folder": .string(run.folder),
            ])
        }
    }
    module.function("lock", ["name", "holder"], .writes) { call in
        let (name, holder) = (try call.string(1, "name"), try call.string(2, "holder"))
        return .blocking { try RunLock(name, holder: holder) }
    }
    module.function("digest", ["value"]) { call in .value(try StateDigest.of(try call.value(1, "value"))) }
}

extension Journal: LuaObject {
    /// Properties and methods of a run's journal in Lua.
    public static let luaType = LuaType(Journal.self, "journal.Journal") { type in
        type.property("id") { $0.id }
        type.property("folder") { $0.folder }
        type.method("write", ["record"], .writes) { journal, call in
            let record = try json(of: try call.value(1, "record"), path: "record", operation: call.name)
            return .blocking { try journal.write(record) }
        }
        type.method("keep", ["content"], .writes) { journal, call in
            if case .object(let object) = try call.value(1, "content"), let box = object as? SecretBox {
                return .blocking {
                    try box.secret.withBytes { try journal.keep(UnsafeRawBufferPointer($0)) }
                }
            }
            let bytes = try call.bytes(1, "content")
            return .blocking { try bytes.withUnsafeBytes { try journal.keep($0) } }
        }
    }

    /// One line for `tostring`.
    public var luaDescription: String { "journal.Journal \(id)" }
}

extension RunLock: LuaObject {
    /// A held lock in Lua: it can be closed.
    public static let luaType = LuaType(RunLock.self, "journal.Lock") { _ in }
    /// Gives it back.
    public func luaClose() { release() }
}

/// Digests of states: the same for states that are the same, whether a text in them is a secret or not.
enum StateDigest {
    static func of(_ value: LuaValue) throws(OperationError) -> String {
        let digest = try SHA256()
        try add(value, to: digest)
        return digest.finish()
    }

    private static func add(_ value: LuaValue, to digest: borrowing SHA256) throws(OperationError) {
        switch value {
        case .nil: digest.update("nil ")
        case .boolean(let value): digest.update("\(value) ")
        case .integer(let value): digest.update("i\(value) ")
        case .number(let value): digest.update("n\(value) ")
        case .string(let text):
            digest.update("s\(text.utf8.count) ")
            digest.update(text)
        case .bytes(let bytes): add(bytes, to: digest)
        case .object(let object):
            guard let box = object as? SecretBox else { throw refusal(value) }
            digest.update("s\(box.secret.count) ")
            box.secret.withBytes { digest.update(UnsafeRawBufferPointer($0)) }
        case .table(let table):
            // With the number of its members, nothing in it can look like its end.
            digest.update("t\(table.array.count) \(table.fields.count) ")
            for element in table.array { try add(element, to: digest) }
            for (name, element) in table.fields.sorted(by: { $0.key < $1.key }) {
                digest.update("s\(name.utf8.count) ")
                digest.update(name)
                try add(element, to: digest)
            }
        case .function: throw refusal(value)
        }
    }

    private static func add(_ bytes: [UInt8], to digest: borrowing SHA256) {
        digest.update("s\(bytes.count) ")
        bytes.withUnsafeBytes { digest.update($0) }
    }

    private static func refusal(_ value: LuaValue) -> OperationError {
        OperationError(
            .usage, "digest", target: "a state", message: "a \(value.typeName) in it has no digest",
            hint: "States are made of texts, numbers, booleans, secrets and tables of these.")
    }
}
