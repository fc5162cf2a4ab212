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
    module.function("infos", ["pool"]) { call in
        let pool = try call.object(1, "pool", Pool.self)
        return .blocking { try pool.imageInfos().map(\.record) }
    }
    module.function("open", ["pool", "name", "options"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let options = try call.options(3, ["snapshot", "read_only"])
        let snapshot = try options.string("snapshot")
        let readOnly = try options.boolean("read_only") ?? false
        return .blocking { try Image(pool, name, snapshot: snapshot, readOnly: readOnly) }
    }
    module.function("open_by_id", ["pool", "id", "options"]) { call in
        let (pool, id) = (try call.object(1, "pool", Pool.self), try call.string(2, "id"))
        let options = try call.options(3, ["snapshot", "read_only"])
        let snapshot = try options.string("snapshot")
        let readOnly = try options.boolean("read_only") ?? false
        return .blocking { try Image(pool, id: id, snapshot: snapshot, readOnly: readOnly) }
    }
    module.function("create", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let options = try call.options(3, ["size"] + imageOptionNames)
        let size = UInt64(try options.require("size", options.size("size")))
        let image = try imageOptions(options)
        return .blocking { try pool.createImage(name, size: size, options: image) }
    }
    module.function("clone", ["options"], .writes) { call in
        let options = try call.options(
            1, ["parent_pool", "parent", "snapshot", "pool", "name", "format"] + imageOptionNames)
        let parentPool = try options.require("parent_pool", options.object("parent_pool", Pool.self))
        let parent = try options.requireString("parent")
        let snapshot = try options.requireString("snapshot")
        let pool = try options.object("pool", Pool.self) ?? parentPool
        let name = try options.requireString("name")
        let image = try imageOptions(options)
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
    module.function("rename", ["pool", "name", "options"], .writes) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        let newName = try call.options(3, ["to"]).requireString("to")
        return .blocking { try pool.renameImage(name, to: newName) }
    }
    module.function("remove", ["pool", "name", "options"], .destroys) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return try call.supervised(try call.options(3, LuaOptions.reporting)) {
            try pool.removeImage(name, $0, looksFirst: true)
        }
    }
    module.function("explain", ["pool", "name"]) { call in
        let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
        return .blocking { try pool.explain(name).record }
    }
    addTrash(module)
    addTransfers(module)
    addStreams(module)
    addBatches(module)
    addPools(module)
    addGroups(module)
    addMigration(module)
    addBackups(module)
}

/// The options of whatever makes an image.
let imageOptionNames = ["features", "object_size", "stripe_unit", "stripe_count", "data_pool"]

/// What a new image shall be like.
func imageOptions(_ options: LuaOptions) throws(OperationError) -> ImageOptions {
    var features: Features?
    if let names = try options.strings("features") { features = try Features(names: names) }
    return ImageOptions(
        features: features, objectSize: try options.size("object_size").map(UInt64.init),
        stripeUnit: try options.size("stripe_unit").map(UInt64.init),
        stripeCount: try options.integer("stripe_count").map { UInt64(clamping: $0) },
        dataPool: try options.string("data_pool"))
}
