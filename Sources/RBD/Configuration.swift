internal import CCeph
public import Ceph
public import Core

/// An option of librbd, as it holds for a pool or an image.
public struct ConfigurationOption: Sendable, Equatable {
    /// `rbd_cache`
    public let name: String
    /// Its value, as text.
    public let value: String
    /// Where the value is from: `config` (the cluster's or this client's configuration), `pool` or `image`.
    public let source: String
}

extension Pool {
    /// The options of librbd as they hold for the images of the pool, sorted by name.
    ///
    /// C: `rbd_config_pool_list`. CLI: `rbd config pool ls`. Lua: `rbd.config()`
    public func configuration() throws(OperationError) -> [ConfigurationOption] {
        let operation = "rbd_config_pool_list"
        return try use(operation, target: handle.name) { io throws(OperationError) in
            try options(operation, handle.name, { rbd_config_pool_list(io, $0, $1) }, rbd_config_pool_list_cleanup)
        }
    }

    /// Sets an option of librbd for all images of the pool, as far as they have no value of their own.
    ///
    /// - Throws: `.invalid` if there is no such option, or it does not take the value.
    ///
    /// C: `rbd_pool_metadata_set`. CLI: `rbd config pool set`. Lua: `rbd.set_config()`
    public func setConfiguration(_ name: String, to value: String) throws(OperationError) {
        let (operation, target) = ("rbd_pool_metadata_set", "\(handle.name), \(name)")
        try checkOption(name, value, try configuration(), operation, target)
        try use(operation, target: target) { io throws(OperationError) in
            try check(rbd_pool_metadata_set(io, configurationKey(name), value), operation, target: target)
        }
    }

    /// Removes the pool's own value of an option; again is fine.
    ///
    /// C: `rbd_pool_metadata_remove`. CLI: `rbd config pool rm`. Lua: `rbd.remove_config()`
    public func removeConfiguration(_ name: String) throws(OperationError) {
        let (operation, target) = ("rbd_pool_metadata_remove", "\(handle.name), \(name)")
        try use(operation, target: target) { io throws(OperationError) in
            let result = rbd_pool_metadata_remove(io, configurationKey(name))
            if Code(errno: Int(result)) != .notFound { try check(result, operation, target: target) }
        }
    }
}

extension Image {
    /// The options of librbd as they hold for the image, sorted by name.
    ///
    /// C: `rbd_config_image_list`. CLI: `rbd config image ls`. Lua: `image:config()`
    public func configuration() throws(OperationError) -> [ConfigurationOption] {
        let operation = "rbd_config_image_list"
        return try use(operation) { image throws(OperationError) in
            try options(operation, spec, { rbd_config_image_list(image, $0, $1) }, rbd_config_image_list_cleanup)
        }
    }

    /// Sets an option of librbd for the image. Clients that have it open take it over.
    ///
    /// - Throws: `.invalid` if there is no such option, or it does not take the value; `EROFS`.
    ///
    /// C: `rbd_metadata_set`. CLI: `rbd config image set`. Lua: `image:set_config()`
    public func setConfiguration(_ name: String, to value: String) throws(OperationError) {
        try checkOption(name, value, try configuration(), "rbd_metadata_set", "\(spec), \(name)")
        try setMetadata(configurationKey(name), to: value)
    }

    /// Removes the image's own value of an option; again is fine.
    ///
    /// C: `rbd_metadata_remove`. CLI: `rbd config image rm`. Lua: `image:remove_config()`
    public func removeConfiguration(_ name: String) throws(OperationError) {
        do { try removeMetadata(configurationKey(name)) } catch {
            if error.code != .notFound { throw error }
        }
    }
}

/// librbd keeps such options among the metadata, under this prefix.
private func configurationKey(_ name: String) -> String { "conf_\(name)" }

private func checkOption(
    _ name: String, _ value: String, _ known: [ConfigurationOption], _ operation: String, _ target: String
) throws(OperationError) {
    guard known.contains(where: { $0.name == name }) else {
        throw OperationError(
            .invalid, operation, target: target, message: "it is no option that a pool or an image can have",
            hint: "`rbd config global list` has the others; rbd.config(pool) lists these.")
    }
    // librbd would store anything, and pass over what it cannot read.
    guard try Library.takes(name, value) else {
        throw OperationError(.invalid, operation, target: target, message: "it does not take the value \"\(value)\"")
    }
}

private func options(
    _ operation: String, _ target: String,
    _ list: (UnsafeMutablePointer<rbd_config_option_t>, UnsafeMutablePointer<CInt>) -> CInt,
    _ cleanup: (UnsafeMutablePointer<rbd_config_option_t>?, CInt) -> Void
) throws(OperationError) -> [ConfigurationOption] {
    let fill = { (buffer: UnsafeMutablePointer<rbd_config_option_t>, size: inout Int) in
        var count = CInt(size)
        let result = list(buffer, &count)
        size = Int(count)
        return result
    }
    let sources = ["config", "pool", "image"]
    let found = try filled(256, of: rbd_config_option_t(), fill) { result, options throws(OperationError) in
        try check(result, operation, target: target)
        defer { cleanup(.init(mutating: options.baseAddress), CInt(options.count)) }
        return options.map {
            let source = Int($0.source.rawValue)
            return ConfigurationOption(
                name: text($0.name), value: text($0.value),
                source: sources.indices.contains(source) ? sources[source] : "\(source)")
        }
    }
    return found.sorted { $0.name < $1.name }
}
