internal import CLibvirt
public import Core

extension Domain {
    /// Stops its processors. QEMU writes what is under way to the disks first.
    ///
    /// - Throws: `VIR_ERR_OPERATION_INVALID` if it does not run.
    ///
    /// C: `virDomainSuspend`. CLI: `virsh suspend`. Lua: `domain:suspend()`
    public func suspend() throws(OperationError) {
        _ = try count("virDomainSuspend") { virDomainSuspend($0) }
    }

    /// Lets it run again; one that runs goes on.
    ///
    /// C: `virDomainResume`. CLI: `virsh resume`. Lua: `domain:resume()`
    public func resume() throws(OperationError) {
        guard try state().name != "running" else { return }
        _ = try count("virDomainResume") { virDomainResume($0) }
    }

    /// Has its guest agent freeze its file systems.
    ///
    /// - Returns: How many are frozen.
    /// - Throws: `VIR_ERR_ARGUMENT_UNSUPPORTED` if it has no guest agent.
    ///
    /// C: `virDomainFSFreeze`. CLI: `virsh domfsfreeze`. Lua: `domain:freeze()`
    public func freeze() throws(OperationError) -> Int {
        try count("virDomainFSFreeze") { virDomainFSFreeze($0, nil, 0, 0) }
    }

    /// Has its guest agent let its file systems be written to again.
    ///
    /// - Returns: How many were thawed.
    ///
    /// C: `virDomainFSThaw`. CLI: `virsh domfsthaw`. Lua: `domain:thaw()`
    public func thaw() throws(OperationError) -> Int {
        try count("virDomainFSThaw") { virDomainFSThaw($0, nil, 0, 0) }
    }

    private func count(
        _ operation: String, _ body: @escaping @Sendable (OpaquePointer) -> Int32
    ) throws(OperationError) -> Int {
        try withDomain(operation) { (domain) throws(OperationError) in
            let result = body(domain)
            guard result >= 0 else { throw self.connection.failure(operation, "domain \(self.name)") }
            return Int(result)
        }
    }
}
