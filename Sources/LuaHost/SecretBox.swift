public import Core

/// A secret as Lua holds it: it can be handed on and compared, and shows only its mask.
public final class SecretBox: LuaObject {
    /// The secret itself.
    public let secret: Secret
    /// Boxes a secret.
    public init(_ secret: Secret) { self.secret = secret }

    public static let luaType = LuaType(SecretBox.self, "secret.Secret") { type in
        type.property("length") { $0.secret.count }
        type.method("equals", ["other"]) { own, call in
            .value(own.secret == (try call.object(1, "other", SecretBox.self)).secret)
        }
    }

    public var luaDescription: String { Secret.mask }
}

extension Secret: LuaConvertible {
    public var luaValue: LuaValue { .object(SecretBox(self)) }
}
