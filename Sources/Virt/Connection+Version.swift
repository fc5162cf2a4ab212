internal import CLibvirt
public import Core

/// What answers at the other end of a connection.
public struct HypervisorVersion: Sendable, Equatable {
    /// The driver: `QEMU`, `TEST`.
    public let driver: String
    /// The hypervisor, `7.2.9`; nil where the driver has none or it is not running.
    public let hypervisor: String?
    /// The libvirt there.
    public let library: String
    /// The libvirt here.
    public let client: String
}

extension Connection {
    /// What is running there.
    ///
    /// C: `virConnectGetType`, `virConnectGetVersion`, `virConnectGetLibVersion`, `virGetVersion`. CLI: `virsh version`.
    /// Lua: `connection:version()`
    public func version() throws(OperationError) -> HypervisorVersion {
        try call("virConnectGetLibVersion") { (pointer) throws(OperationError) in
            guard let driver = virConnectGetType(pointer) else { throw self.failure("virConnectGetType") }
            var (hypervisor, library, client): (UInt, UInt, UInt) = (0, 0, 0)
            guard virConnectGetLibVersion(pointer, &library) == 0 else { throw self.failure("virConnectGetLibVersion") }
            // A QEMU driver that finds no emulator has no version; that is no reason to say nothing at all.
            if virConnectGetVersion(pointer, &hypervisor) < 0 { virResetLastError() }
            _ = virGetVersion(&client, nil, nil)
            return HypervisorVersion(
                driver: String(cString: driver), hypervisor: hypervisor == 0 ? nil : versionText(hypervisor),
                library: versionText(library), client: versionText(client))
        }
    }

    /// The host's own name for itself.
    ///
    /// C: `virConnectGetHostname`. CLI: `virsh hostname`. Lua: `connection:hostname()`
    public func hostname() throws(OperationError) -> String {
        try call("virConnectGetHostname") { (pointer) throws(OperationError) in
            guard let name = virConnectGetHostname(pointer) else { throw self.failure("virConnectGetHostname") }
            return take(name)
        }
    }

    /// What the host and its hypervisor can do, as libvirt's XML.
    ///
    /// C: `virConnectGetCapabilities`. CLI: `virsh capabilities`. Lua: `connection:capabilities()`
    public func capabilities() throws(OperationError) -> String {
        try call("virConnectGetCapabilities") { (pointer) throws(OperationError) in
            guard let xml = virConnectGetCapabilities(pointer) else { throw self.failure("virConnectGetCapabilities") }
            return take(xml)
        }
    }
}

/// libvirt-host.h: "the version format is major * 1,000,000 + minor * 1,000 + release".
private func versionText(_ number: UInt) -> String {
    "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
}
