internal import LuaHost
internal import RBD

extension ImageStatistics {
    var record: LuaValue {
        [
            "count": images.luaValue, "provisioned": provisioned.luaValue, "max_provisioned": maxProvisioned.luaValue,
            "snapshots": snapshots.luaValue,
        ]
    }
}

extension ImageUsage {
    var record: LuaValue {
        let snapshots = parts.filter { $0.snapshot != nil }
        return [
            "name": name.luaValue, "provisioned": provisioned.luaValue, "used": used.luaValue,
            "own": (parts.last?.used ?? 0).luaValue, "fast": isFast.luaValue,
            "snapshots": snapshots.map(\.record).luaValue,
        ]
    }
}

extension Usage {
    var record: LuaValue {
        ["name": LuaValue(snapshot), "provisioned": provisioned.luaValue, "used": used.luaValue]
    }
}

extension ChangedRange {
    var record: LuaValue {
        ["offset": offset.luaValue, "length": length.luaValue, "exists": exists.luaValue]
    }
}

extension ConfigurationOption {
    var record: LuaValue { ["name": name.luaValue, "value": value.luaValue, "source": source.luaValue] }
}

extension PurgeSchedule {
    var record: LuaValue { ["interval": interval.luaValue, "start": LuaValue(start)] }
}

extension PurgeTime {
    var record: LuaValue { ["pool": pool.luaValue, "namespace": namespace.luaValue, "at": at.luaValue] }
}

extension GroupImage {
    var record: LuaValue { ["pool": pool.luaValue, "name": name.luaValue, "attached": isAttached.luaValue] }
}

extension GroupSnapshot {
    var record: LuaValue { ["name": name.luaValue, "complete": isComplete.luaValue] }
}

extension GroupMembership {
    var record: LuaValue {
        ["pool": pool.luaValue, "name": group.luaValue, "snapshot": LuaValue(snapshot), "spec": spec.luaValue]
    }
}

extension Migration {
    var record: LuaValue {
        [
            "source_pool": sourcePool.luaValue, "source_namespace": sourceNamespace.luaValue,
            "source_name": sourceName.luaValue, "source_id": sourceID.luaValue, "pool": pool.luaValue,
            "namespace": namespace.luaValue, "name": name.luaValue, "id": id.luaValue, "state": state.luaValue,
            "description": description.luaValue,
        ]
    }
}

extension Explanation {
    var record: LuaValue {
        [
            "spec": spec.luaValue, "id": id.luaValue, "in_trash": isInTrash.luaValue,
            "removable": (!blocks(.remove)).luaValue, "clonable": (!blocks(.clone)).luaValue,
            "unprotectable": (!blocks(.unprotect)).luaValue, "findings": findings.map(\.record).luaValue,
            "text": text.luaValue,
        ]
    }
}

extension Finding {
    var record: LuaValue {
        [
            "kind": kind.rawValue.luaValue, "subject": subject.luaValue, "blocks": blocks.map(\.rawValue).luaValue,
            "message": message.luaValue, "hint": hint.luaValue,
        ]
    }
}
