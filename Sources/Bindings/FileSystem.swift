internal import Core
internal import Hosts
public import LuaHost

/// `fs`: files of this machine.
public let fsModule = LuaModule("fs") { module in
    let here = Host.here()
    module.type(FileLock.luaType)
    module.function("read", ["path", "options"], .reads) { try FileCalls.read(here, $0) }
    module.function("find_file", ["path", "options"], .reads) { try FileCalls.find(here, $0) }
    module.function("write", ["path", "content", "options"], .writes) { try FileCalls.write(here, $0) }
    module.function("stat", ["path", "options"], .reads) { try FileCalls.status(here, $0) }
    module.function("list", ["path"], .reads) { try FileCalls.list(here, $0) }
    module.function("remove", ["path", "options"], .destroys) { try FileCalls.remove(here, $0) }
    module.function("make_directory", ["path", "options"], .writes) { try FileCalls.makeDirectory(here, $0) }
    module.function("set_attributes", ["path", "attributes"], .writes) { try FileCalls.setAttributes(here, $0) }
    module.function("link", ["path", "target"], .writes) { try FileCalls.link(here, $0) }
    module.function("exists", ["path"], .reads) { call in
        let path = try call.string(1, "path")
        return .blocking { try here.status(path, follow: true) != nil }
    }
    module.function("copy", ["from", "to", "options"], .writes) { call in
        let (from, to) = (try call.string(1, "from"), try call.string(2, "to"))
        let attributes = try FileCalls.attributes(of: call.options(3, FileCalls.attributeNames))
        return .blocking { try LocalFileSystem.copy(from, to: to, attributes) }
    }
    module.function("rename", ["from", "to"], .writes) { call in
        let (from, to) = (try call.string(1, "from"), try call.string(2, "to"))
        return .blocking { try LocalFileSystem.rename(from, to: to) }
    }
    module.function("temporary_directory", ["prefix"], .writes) { call in
        let prefix = try call.optionalString(1, "prefix") ?? "cephlua"
        return .blocking { try LocalFileSystem.temporaryDirectory(prefix: prefix) }
    }
    module.function("lock", ["path", "options"], .writes) { call in
        let path = try call.string(1, "path")
        let options = try call.options(2, ["shared", "create"])
        let (shared, create) = (try options.boolean("shared") ?? false, try options.boolean("create") ?? false)
        return .blocking { try FileLock(path, shared: shared, create: create) }
    }
    module.function("real_path", ["path"], .reads) { call in
        let path = try call.string(1, "path")
        return .blocking { try LocalFileSystem.realPath(path) }
    }
    module.function("digests", ["path", "names"], .reads) { call in
        let (path, names) = (try call.string(1, "path"), try call.strings(2, "names"))
        let algorithms = try names.map { name throws(OperationError) in
            guard let algorithm = Digest.Algorithm(rawValue: name) else {
                let known = Digest.Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw OperationError(
                    .usage, call.name, target: "argument 2 (names)", message: "there is no digest \"\(name)\"",
                    hint: "There are \(known).")
            }
            return algorithm
        }
        return .blocking { LuaValue(try LocalFileSystem.digests(path, algorithms)) }
    }
    module.function("space", ["path"], .reads) { call in
        let path = try call.string(1, "path")
        return .blocking {
            let space = try LocalFileSystem.space(path)
            return ["total": space.total, "free": space.free]
        }
    }
}
