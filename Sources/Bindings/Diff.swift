internal import Changes
internal import LuaHost

/// `diff`: differences between texts, secrets masked.
let diffModule = LuaModule("diff") { module in
    module.function("unified", ["old", "new", "options"]) { call in
        let old = try call.optionalBytes(1, "old")
        let new = try call.optionalBytes(2, "new")
        let name = try call.options(3, ["name"]).string("name") ?? "text"
        return .blocking { maskedDiff(old: old, new: new, name: name) }
    }
}
