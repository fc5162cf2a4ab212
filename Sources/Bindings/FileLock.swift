public import Hosts
public import LuaHost

extension FileLock: LuaObject {
    /// A held lock in Lua: it can be closed.
    public static let luaType = LuaType(FileLock.self, "fs.Lock") { type in
        type.property("path") { $0.path }
        type.property("is_new") { $0.isNew }
        type.method("read", [], .reads) { own, _ in .blocking { try own.read() } }
        type.method("replace", ["old", "new"], .writes) { own, call in
            let (old, new) = (try call.bytes(1, "old"), try call.bytes(2, "new"))
            return .blocking { try own.replace(old, with: new) }
        }
        type.method("overwrite", ["content"], .writes) { own, call in
            let bytes = try call.bytes(1, "content")
            return .blocking { try own.overwrite(bytes) }
        }
    }

    /// One line for `tostring`.
    public var luaDescription: String { "fs.Lock \(path)" }

    /// Gives it back.
    public func luaClose() { release() }
}
