internal import Core

/// `secret`: values without a text form.
let secretModule = LuaModule("secret") { module in
    module.type(SecretBox.luaType)
    module.function("new", ["text"]) { call in .value(Secret(try call.bytes(1, "text"))) }
    module.function("random", ["bytes"]) { call in
        let count = try call.optionalInteger(1, "bytes") ?? 24
        guard (8...4096).contains(count) else { throw call.bad(1, "bytes", "between 8 and 4096 expected") }
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef".utf8)
        let text = (0..<count).flatMap { _ -> [UInt8] in
            let byte = UInt8.random(in: 0...255, using: &generator)
            return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return .value(Secret(text))
    }
}
