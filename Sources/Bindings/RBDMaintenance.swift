internal import Core
internal import LuaHost
internal import RBD

/// Methods of an image that change how it is stored, and what is known of it.
func addMaintenance(_ type: LuaTypeBuilder<Image>) {
    type.method("enable_features", ["features"], .writes) { image, call in
        let features = try Features(names: call.strings(1, "features"))
        return .blocking { try image.enable(features) }
    }
    type.method("disable_features", ["features"], .writes) { image, call in
        let features = try Features(names: call.strings(1, "features"))
        return .blocking { try image.disable(features) }
    }
    type.method("rebuild_object_map", ["options"], .writes) { image, call in
        let options = try call.options(1, ["snapshot"] + LuaOptions.supervised)
        let snapshot = try options.string("snapshot")
        return try call.supervised(options) { try image.rebuildObjectMap(of: snapshot, $0) }
    }
    type.method("sparsify", ["options"], .writes) { image, call in
        let options = try call.options(1, ["size"] + LuaOptions.supervised)
        let size = try options.size("size").map(UInt64.init)
        return try call.supervised(options) { try image.sparsify(size: size, $0) }
    }
    type.method("usage", ["options"]) { image, call in
        let options = try call.options(1, ["exact"] + LuaOptions.supervised)
        let exact = try options.boolean("exact") ?? false
        return try call.supervised(options) { [try image.usage(exact: exact, $0).record] }
    }
    type.method("changes", ["options"]) { image, call in
        let options = try call.options(1, ["since", "whole_objects"] + LuaOptions.supervised)
        let since = try options.string("since")
        let wholeObjects = try options.boolean("whole_objects") ?? false
        return try call.supervised(options) {
            [try image.changes(since: since, wholeObjects: wholeObjects, $0).map(\.record).luaValue]
        }
    }
    addMetadata(type)
    addEncryption(type)
}

private func addMetadata(_ type: LuaTypeBuilder<Image>) {
    type.method("metadata") { image, _ in .blocking { try image.metadata() } }
    type.method("find_metadata", ["key"]) { image, call in
        let key = try call.string(1, "key")
        return .blocking { try image.findMetadata(key) }
    }
    type.method("set_metadata", ["key", "value"], .writes) { image, call in
        let (key, value) = (try call.string(1, "key"), try call.string(2, "value"))
        return .blocking { try image.setMetadata(key, to: value) }
    }
    type.method("remove_metadata", ["key"], .destroys) { image, call in
        let key = try call.string(1, "key")
        return .blocking { try image.removeMetadata(key) }
    }
    type.method("config") { image, _ in .blocking { try image.configuration().map(\.record) } }
    type.method("set_config", ["values"], .writes) { image, call in
        let values = try call.configuration(1, "values")
        return .blocking { for (name, value) in values { try image.setConfiguration(name, to: value) } }
    }
    type.method("remove_config", ["name"], .writes) { image, call in
        let name = try call.string(1, "name")
        return .blocking { try image.removeConfiguration(name) }
    }
}

private func addEncryption(_ type: LuaTypeBuilder<Image>) {
    type.method("format_encryption", ["options"], .destroys) { image, call in
        let options = try call.options(1, ["format", "passphrase", "algorithm"])
        let format = try options.choice("format", EncryptionFormat.self, call) ?? .luks2
        let algorithm = try options.choice("algorithm", EncryptionAlgorithm.self, call) ?? .aes256
        let passphrase = try passphrase(options, call)
        return .blocking { try image.formatEncryption(format, passphrase: passphrase, algorithm: algorithm) }
    }
    type.method("load_encryption", ["options"]) { image, call in
        let options = try call.options(1, ["format", "passphrase"])
        let format = try options.choice("format", EncryptionFormat.self, call) ?? .luks2
        let passphrase = try passphrase(options, call)
        return .blocking { try image.loadEncryption(format, passphrase: passphrase) }
    }
}

/// A passphrase that stands in a script as text is one that others can read.
private func passphrase(_ options: LuaOptions, _ call: LuaCall) throws(OperationError) -> Secret {
    let value = options.value("passphrase")
    if case .object(let object) = value, let box = object as? SecretBox { return box.secret }
    throw OperationError(
        .usage, call.name, target: "option \"passphrase\"", message: "secret.Secret expected, got \(value.typeName)",
        hint: "`secret.new(text)` makes one; take the text from a file that only you can read.")
}

extension LuaOptions {
    /// One of the raw values of a type.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Choice.Type, _ call: LuaCall
    ) throws(OperationError) -> Choice? {
        guard let text = try string(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
        throw OperationError(
            .usage, call.name, target: "option \"\(name)\"", message: "\(known) expected, got \"\(text)\"")
    }
}
