internal import Ceph
internal import LuaHost

/// The shapes that `lua/meta/ceph.lua` describes.
extension Health {
    var record: LuaValue {
        ["status": status.luaValue, "checks": checks.map(\.record).luaValue]
    }
}

extension Health.Check {
    var record: LuaValue {
        [
            "code": code.luaValue, "severity": severity.luaValue, "summary": summary.luaValue,
            "details": details.luaValue, "muted": isMuted.luaValue,
        ]
    }
}

extension MonMap {
    var record: LuaValue {
        ["epoch": epoch.luaValue, "fsid": fsid.luaValue, "mons": mons.map(\.record).luaValue]
    }
}

extension MonMap.Mon {
    var record: LuaValue {
        [
            "name": name.luaValue, "rank": rank.luaValue, "addresses": addresses.luaValue, "host": host.luaValue,
            "port": port.luaValue,
        ]
    }
}

extension PoolRecord {
    var record: LuaValue {
        [
            "id": id.luaValue, "name": name.luaValue, "type": type.luaValue, "size": size.luaValue,
            "min_size": minSize.luaValue, "pg_num": pgNum.luaValue, "autoscale": autoscale.luaValue,
            "applications": applications.luaValue, "crush_rule": crushRule.luaValue,
            "quota_bytes": quotaBytes.luaValue, "quota_objects": quotaObjects.luaValue,
        ]
    }
}

extension PoolStats {
    var record: LuaValue {
        ["objects": objects.luaValue, "bytes": bytes.luaValue, "used_bytes": usedBytes.luaValue]
    }
}

extension User {
    var record: LuaValue { ["entity": entity.luaValue, "caps": caps.luaValue] }
}
