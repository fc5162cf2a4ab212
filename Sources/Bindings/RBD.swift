internal import Ceph
internal import Core
public import LuaHost
internal import RBD

/// `rbd`: the images of a pool.
public let rbdModule = LuaModule("rbd") { module in
    module.type(Image.luaType)

    module.function("version") { _ in .blocking { try ImageLibrary.version() } }
    module.function("images", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.images().map(\.record) }
    }
    module.function("find_image", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.findImage(name)?.record }
    }
    module.function("open", ["pool", "name", "options"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let options = try call.options(3, ["snapshot", "read_only"])
        let snapshot = try options.string("snapshot")
        let readOnly = try options.boolean("read_only") ?? false
        return .blocking { try Image(pool, name, snapshot: snapshot, readOnly: readOnly) }
    }
    module.function("create", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let options = try call.options(3, ["size", "features", "object_size"])
        let size = UInt64(try options.require("size", options.size("size")))
        let image = try newImageOptions(options)
        return .blocking { try pool.createImage(name, size: size, options: image) }
    }
    module.function("clone", ["options"], .writes) { call in
        let options = try call.options(
            1, ["parent_pool", "parent", "snapshot", "pool", "name", "features", "object_size", "format"])
        let parentPool = try options.require("parent_pool", options.object("parent_pool", Pool.self))
        let parent = try options.requireString("parent")
        let snapshot = try options.requireString("snapshot")
        let pool = try options.object("pool", Pool.self) ?? parentPool
        let name = try options.requireString("name")
        let image = try newImageOptions(options)
        let format = try options.integer("format") ?? 2
        guard format == 1 || format == 2 else {
            throw OperationError(
                .usage, call.name, target: "option \"format\"", message: "1 or 2 expected, got \(format)")
        }
        return .blocking {
            try pool.clone(
                parent, snapshot: snapshot, of: parentPool, to: name, options: image, format: UInt64(format))
        }
    }
    module.function("remove", ["pool", "name"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.removeImage(name) }
    }
    addTrash(module)
    addTransfers(module)
    addBatches(module)
    addBackups(module)
}

/// What a new image shall be like.
func newImageOptions(_ options: LuaOptions) throws(OperationError) -> ImageOptions {
    var features: Features?
    if let names = try options.strings("features") { features = try Features(names: names) }
    return ImageOptions(features: features, objectSize: try options.size("object_size").map(UInt64.init))
}

private func addTrash(_ module: LuaModule) {
    module.function("trash", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.trash().map(\.record) }
    }
    module.function("move_to_trash", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let delay = try call.options(3, ["delay"]).duration("delay") ?? 0
        return .blocking { try pool.moveToTrash(name, delay: UInt64(min(delay.rounded(.up), 1e12))) }
    }
    module.function("restore_from_trash", ["pool", "id", "options"], .writes) { call in
        let (pool, id) = (try call.object(1, "pool", Pool.self), try call.string(2, "id"))
        let name = try call.options(3, ["name"]).string("name")
        return .blocking { try pool.restoreFromTrash(id, as: name) }
    }
    module.function("remove_from_trash", ["pool", "id", "options"], .destroys) { call in
        let (pool, id) = (try call.object(1, "pool", Pool.self), try call.string(2, "id"))
        let force = try call.options(3, ["force"]).boolean("force") ?? false
        return .blocking { try pool.removeFromTrash(id, force: force) }
    }
}
