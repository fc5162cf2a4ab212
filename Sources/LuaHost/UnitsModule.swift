internal import Core

/// `units.native`: what is taken for a size or a duration, for libraries written in Lua.
let unitsModule = LuaModule("units.native") { module in
    module.function("size", ["value"]) { call in .value(try call.size(1, "value")) }
    module.function("duration", ["value"]) { call in .value(try call.duration(1, "value")) }
}
