internal import Core
public import LuaHost
public import OpenStack

extension Images: LuaObject {
    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Images.self, "openstack.Images") { type in
        type.method("list", ["options"]) { own, call in
            let options = try call.options(1, ["name", "status", "visibility"])
            let name = try options.string("name")
            let status = try options.string("status")
            let visibility = try options.string("visibility")
            return .blocking { try own.list(name: name, status: status, visibility: visibility).map(\.record) }
        }
        type.method("find", ["name"]) { own, call in
            let name = try call.string(1, "name")
            return .blocking { try own.find(name)?.record }
        }
        type.method("get", ["image"]) { own, call in
            let id = try openstackID(call, 1, "image")
            return .blocking { try own.get(id).record }
        }
        type.method("create", ["options"], .writes) { own, call in
            let (new, deadline) = try newImage(call)
            return .blocking { try own.create(new, deadline).record }
        }
        type.method("upload", ["image", "file", "options"], .writes) { own, call in
            let id = try openstackID(call, 1, "image")
            let file = try call.string(2, "file")
            let options = try call.options(3, ["store", "timeout"])
            let store = try options.string("store")
            let deadline = Deadline(in: try options.duration("timeout") ?? 3600)
            return .blocking { try own.upload(id, file: file, store: store, deadline).record }
        }
        type.method("download", ["image", "file", "options"]) { own, call in
            let id = try openstackID(call, 1, "image")
            let file = try call.string(2, "file")
            let deadline = Deadline(in: try call.options(3, ["timeout"]).duration("timeout") ?? 3600)
            return .blocking { try own.download(id, to: file, deadline) }
        }
        type.method("remove", ["image", "options"], .destroys) { own, call in
            let id = try openstackID(call, 1, "image")
            let deadline = try call.options(2, ["wait", "timeout"]).openstackDeadline(600)
            return .blocking { try own.remove(id, deadline) }
        }
        type.method("wait", ["image", "options"]) { own, call in
            let id = try openstackID(call, 1, "image")
            let options = try call.options(2, ["status", "timeout"])
            let status = try options.string("status") ?? "active"
            let deadline = Deadline(in: try options.duration("timeout") ?? 600)
            return .blocking { try own.wait(id, for: status, deadline).record }
        }
    }

    private static func newImage(_ call: LuaCall) throws(OperationError) -> (NewImage, Deadline) {
        let options = try call.options(
            1,
            [
                "name", "file", "disk_format", "container_format", "visibility", "protected", "min_disk", "min_ram",
                "tags", "properties", "store", "timeout",
            ])
        var new = NewImage(name: try options.requireString("name"))
        new.file = try options.string("file")
        new.diskFormat = try options.string("disk_format") ?? new.diskFormat
        new.containerFormat = try options.string("container_format") ?? new.containerFormat
        new.visibility = try options.string("visibility")
        new.isProtected = try options.boolean("protected") ?? false
        new.minDisk = Int64(try options.size("min_disk") ?? 0)
        new.minRAM = Int64(try options.size("min_ram") ?? 0)
        new.tags = try options.strings("tags") ?? []
        new.properties = try options.stringTable("properties") ?? [:]
        new.store = try options.string("store")
        return (new, Deadline(in: try options.duration("timeout") ?? 3600))
    }
}

extension Image {
    fileprivate var record: LuaValue {
        let locations = self.locations.map { location -> LuaValue in
            ["url": LuaValue(location.url), "metadata": LuaValue(location.metadata)]
        }
        return [
            "id": LuaValue(id), "name": LuaValue(name), "status": LuaValue(status), "disk_format": LuaValue(diskFormat),
            "container_format": LuaValue(containerFormat), "size": LuaValue(size),
            "virtual_size": LuaValue(virtualSize), "checksum": LuaValue(checksum),
            "hash_algorithm": LuaValue(hashAlgorithm), "hash": LuaValue(hash), "min_disk": LuaValue(minDisk),
            "min_ram": LuaValue(minRAM), "visibility": LuaValue(visibility), "protected": LuaValue(isProtected),
            "owner": LuaValue(owner), "created": LuaValue(created), "updated": LuaValue(updated),
            "tags": LuaValue(tags), "stores": LuaValue(stores), "direct_url": LuaValue(directURL),
            "locations": LuaValue(locations), "properties": LuaValue(properties),
        ]
    }
}
