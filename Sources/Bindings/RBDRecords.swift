internal import LuaHost
internal import RBD

/// The shapes that `lua/meta/rbd.lua` describes.
extension ImageEntry {
    var record: LuaValue { ["id": id.luaValue, "name": name.luaValue] }
}

extension TrashEntry {
    var record: LuaValue {
        [
            "id": id.luaValue, "name": name.luaValue, "source": source.luaValue, "deleted_at": deletedAt.luaValue,
            "deferred_until": deferredUntil.luaValue,
        ]
    }
}

extension ImageInfo {
    var record: LuaValue {
        [
            "name": name.luaValue, "id": id.luaValue, "size": size.luaValue, "order": order.luaValue,
            "object_size": objectSize.luaValue, "objects": objects.luaValue, "object_prefix": objectPrefix.luaValue,
            "features": features.names.luaValue, "op_features": operationFeatures.names.luaValue,
            "flags": flags.luaValue, "stripe_unit": stripeUnit.luaValue, "stripe_count": stripeCount.luaValue,
            "data_pool": LuaValue(dataPool), "created_at": createdAt.luaValue, "accessed_at": accessedAt.luaValue,
            "modified_at": modifiedAt.luaValue, "parent": LuaValue(parent?.record),
        ]
    }
}

extension ImageParent {
    var record: LuaValue {
        [
            "pool": pool.luaValue, "namespace": namespace.luaValue, "image": image.luaValue,
            "image_id": imageID.luaValue, "snapshot": snapshot.luaValue, "snapshot_id": snapshotID.luaValue,
            "trash": isInTrash.luaValue, "overlap": overlap.luaValue, "spec": spec.luaValue,
        ]
    }
}

extension Snapshot {
    var record: LuaValue {
        [
            "id": id.luaValue, "name": name.luaValue, "size": size.luaValue, "is_protected": isProtected.luaValue,
            "created_at": createdAt.luaValue, "namespace": namespace.luaValue,
            "original_name": LuaValue(originalName), "group": LuaValue(group?.record),
        ]
    }
}

extension ImageChild {
    var record: LuaValue {
        [
            "pool": pool.luaValue, "namespace": namespace.luaValue, "name": name.luaValue, "id": id.luaValue,
            "trash": isInTrash.luaValue, "spec": spec.luaValue,
        ]
    }
}

extension Locker {
    var record: LuaValue {
        [
            "client": client.luaValue, "cookie": cookie.luaValue, "address": address.luaValue,
            "exclusive": isExclusive.luaValue, "tag": tag.luaValue,
        ]
    }
}

extension LockOwner {
    var record: LuaValue { ["owner": owner.luaValue, "mode": isShared ? "shared" : "exclusive"] }
}

extension Watcher {
    var record: LuaValue {
        ["address": address.luaValue, "client": client.luaValue, "cookie": cookie.luaValue]
    }
}
