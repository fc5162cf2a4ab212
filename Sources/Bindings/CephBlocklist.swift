internal import Ceph
internal import Core
internal import LuaHost

/// The methods of a cluster that concern clients that are shut out.
func addBlocklist(to type: LuaTypeBuilder<Cluster>) {
    type.method("blocklist") { cluster, _ in
        .blocking {
            try cluster.blocklist().map { entry in
                LuaTable(fields: ["address": .string(entry.address), "until": .number(entry.until)])
            }
        }
    }
    type.method("block_client", ["address", "options"], .destroys) { cluster, call in
        let address = try call.string(1, "address")
        let duration = try call.options(2, ["duration"]).duration("duration")
        return .blocking { try cluster.block(address, for: duration) }
    }
    type.method("unblock_client", ["address"], .writes) { cluster, call in
        let address = try call.string(1, "address")
        return .blocking { try cluster.unblock(address) }
    }
}
