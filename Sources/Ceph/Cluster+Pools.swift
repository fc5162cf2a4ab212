internal import CCeph
public import Core

extension Cluster {
    /// All pools, sorted by name.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd pool ls detail`. Lua: `cluster:pools()`
    public func pools() throws(OperationError) -> [PoolRecord] {
        try query("osd pool ls", ["detail": "detail"]).array.map { $0.map(PoolRecord.init) }?
            .sorted { $0.name < $1.name } ?? []
    }

    /// The pool of that name, nil if there is none.
    ///
    /// CLI: `ceph osd pool ls detail`. Lua: `cluster:find_pool()`
    public func findPool(_ name: String) throws(OperationError) -> PoolRecord? {
        try pools().first { $0.name == name }
    }

    /// The name of the pool with that number, nil if there is none.
    ///
    /// C: `rados_pool_reverse_lookup`.
    public func poolName(_ id: Int64) throws(OperationError) -> String? {
        let operation = "rados_pool_reverse_lookup"
        return try handle.use(operation, target: "pool \(id)") { pointer throws(OperationError) in
            var name = [CChar](repeating: 0, count: 512)
            let result = rados_pool_reverse_lookup(pointer, id, &name, name.count)
            if Code(errno: Int(result)) == .notFound { return nil }
            try check(result, operation, target: "pool \(id)")
            return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        }
    }

    private func pool(_ name: String, _ operation: String) throws(OperationError) -> PoolRecord {
        if let pool = try findPool(name) { return pool }
        throw OperationError(.notFound, operation, target: "pool \(name)", message: "there is no such pool")
    }

    /// Creates a replicated pool; what is left out is as the cluster's defaults are.
    ///
    /// - Parameter application: Who uses it; `rbd` is also set by `rbd pool init`.
    /// - Throws: `.exists` (the monitors would not mind, and leave the pool as it is); `.invalid`; `ERANGE` for too many
    ///   placement groups.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd pool create`. Lua: `cluster:create_pool()`
    @discardableResult
    public func createPool(
        _ name: String, pgNum: Int64? = nil, size: Int64? = nil, autoscale: AutoscaleMode? = nil,
        application: String? = nil
    ) throws(OperationError) -> PoolRecord {
        let target = "pool \(name)"
        if try findPool(name) != nil {
            throw OperationError(
                .exists, "osd pool create", target: target, message: "a pool of that name exists",
                hint: "`set_pool` changes the properties of a pool that exists.")
        }
        var arguments: [String: JSON] = ["pool": .string(name), "pool_type": "replicated"]
        if let pgNum { arguments["pg_num"] = .integer(pgNum) }
        if let size { arguments["size"] = .integer(size) }
        if let autoscale { arguments["autoscale_mode"] = .string(autoscale.rawValue) }
        try send("osd pool create", arguments, about: target)
        if let application { try enableApplication(application, on: name) }
        try waitForMap(target)
        return try pool(name, "osd pool create")
    }

    /// Waits until this client knows what the monitors know: else a new pool could not be opened yet.
    private func waitForMap(_ target: String) throws(OperationError) {
        try handle.use("rados_wait_for_latest_osdmap", target: target) { pointer throws(OperationError) in
            try check(rados_wait_for_latest_osdmap(pointer), "rados_wait_for_latest_osdmap", target: target)
        }
    }

    /// Sets variables of a pool, in the order given.
    ///
    /// - Parameter values: Names and values of `ceph osd pool set`: `size`, `pg_num`, `pg_autoscale_mode`, …
    /// - Throws: `.notFound`; `.invalid`, and others as the monitors say.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd pool set`. Lua: `cluster:set_pool()`
    public func setPool(_ name: String, _ values: KeyValuePairs<String, String>) throws(OperationError) {
        try setPool(name, values.map { ($0, $1) })
    }

    /// Sets variables of a pool, in the order given.
    public func setPool(_ name: String, _ values: [(String, String)]) throws(OperationError) {
        let target = "pool \(name)"
        for (variable, value) in values {
            var arguments: [String: JSON] = ["pool": .string(name), "var": .string(variable), "val": .string(value)]
            // The monitors ask this of nobody else but who wants a single copy; whether it is allowed at all is their
            // setting mon_allow_pool_size_one.
            if variable == "size", value == "1" { arguments["yes_i_really_mean_it"] = true }
            do { try send("osd pool set", arguments, about: target) } catch {
                var error = error
                error.message = "\(variable) = \(value): \(error.message)"
                throw error
            }
        }
    }

    /// Says which application uses a pool.
    ///
    /// - Throws: `.conflict` if another application has it; it is left alone then.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd pool application enable`. Lua: `cluster:enable_application()`
    public func enableApplication(_ application: String, on name: String) throws(OperationError) {
        let operation = "osd pool application enable"
        try refuseOtherApplication(application, try pool(name, operation), operation)
        try send(
            operation, ["pool": .string(name), "app": .string(application)], about: "pool \(name)")
    }

    /// Throws `.conflict` if a pool has applications, and this is not among them.
    package func refuseOtherApplication(
        _ application: String, onPool name: String, _ operation: String
    ) throws(OperationError) {
        try refuseOtherApplication(application, try pool(name, operation), operation)
    }

    private func refuseOtherApplication(
        _ application: String, _ pool: PoolRecord, _ operation: String
    ) throws(OperationError) {
        guard !pool.applications.isEmpty, !pool.applications.contains(application) else { return }
        throw OperationError(
            .conflict, operation, target: "pool \(pool.name)",
            message: "the pool is used by \(pool.applications.joined(separator: ", ")), not by \(application)",
            hint: "Choose another pool; or, if nothing in this one is of use any more, disable its application first: "
                + "`ceph osd pool application disable \(pool.name) \(pool.applications[0]) --yes-i-really-mean-it`.")
    }

    /// Removes a pool and all that is in it.
    ///
    /// - Parameter sure: The name again.
    /// - Throws: `.usage` if `sure` is another name; `.notFound`; `EPERM` while the monitors' `mon_allow_pool_delete` is
    ///   false.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd pool rm`. Lua: `cluster:remove_pool()`
    public func removePool(_ name: String, sure: String) throws(OperationError) {
        let target = "pool \(name)"
        guard sure == name else {
            throw OperationError(
                .usage, "osd pool rm", target: target, message: "all that is in the pool would be lost",
                hint: "Say so by giving its name again: sure = \"\(name)\".")
        }
        _ = try pool(name, "osd pool rm")  // the monitors take a pool that is not there for a success
        try send(
            "osd pool rm",
            ["pool": .string(name), "pool2": .string(name), "yes_i_really_really_mean_it": true], about: target)
        try waitForMap(target)
    }
}
