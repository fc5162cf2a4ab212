internal import CLibvirt
public import Core
internal import Glibc

/// A domain, known by its UUID: each question asks libvirt anew, so that a domain that is gone says so.
public struct Domain: Sendable {
    /// The connection it was found by.
    public let connection: Connection
    /// Its name.
    public let name: String
    /// Its UUID.
    public let uuid: String
    /// Its number while it runs.
    public let id: Int?
}

/// What a domain is doing.
public struct DomainState: Sendable, Equatable {
    /// `running`, `blocked`, `paused`, `shutdown`, `shutoff`, `crashed`, `suspended`, `none`.
    public let name: String
    /// The reason, of the enumeration `virDomain…Reason` that goes with the state.
    public let reason: Int
}

extension Connection {
    /// All domains, running or not.
    ///
    /// C: `virConnectListAllDomains`. CLI: `virsh list --all`. Lua: `connection:domains()`
    public func domains() throws(OperationError) -> [Domain] {
        try call("virConnectListAllDomains") { (pointer) throws(OperationError) in
            var list: UnsafeMutablePointer<virDomainPtr?>?
            let count = virConnectListAllDomains(pointer, &list, 0)
            guard count >= 0, let list else { throw self.failure("virConnectListAllDomains") }
            defer {
                for index in 0..<Int(count) { virDomainFree(list[index]) }
                free(list)
            }
            return (0..<Int(count)).compactMap { list[$0].flatMap(self.domain) }
        }
    }

    /// The domain with this UUID or name; nil if there is none.
    ///
    /// C: `virDomainLookupByUUIDString`, `virDomainLookupByName`. Lua: `connection:find_domain(what)`
    public func findDomain(_ what: String) throws(OperationError) -> Domain? {
        try call("virDomainLookupByName", target: "domain \(what)") { (pointer) throws(OperationError) in
            for lookUp in [virDomainLookupByUUIDString, virDomainLookupByName] {
                if let domain = lookUp(pointer, what) {
                    defer { virDomainFree(domain) }
                    return self.domain(domain)
                }
                let error = self.failure("virDomainLookupByName", "domain \(what)")
                // What is no UUID is a wrong argument for the first look, not a failure.
                guard error.code == .noDomain || error.code == .libvirt(VIR_ERR_INVALID_ARG) else { throw error }
            }
            return nil
        }
    }

    private func domain(_ domain: OpaquePointer) -> Domain? {
        guard let name = virDomainGetName(domain) else { return nil }
        var uuid = [CChar](repeating: 0, count: Int(VIR_UUID_STRING_BUFLEN))
        guard virDomainGetUUIDString(domain, &uuid) == 0 else { return nil }
        let id = virDomainGetID(domain)
        let text = uuid.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return Domain(
            connection: self, name: String(cString: name), uuid: String(decoding: text, as: UTF8.self),
            id: id == .max ? nil : Int(id))
    }
}

extension Domain {
    /// What it is doing.
    ///
    /// - Throws: `VIR_ERR_NO_DOMAIN` if it is gone.
    ///
    /// C: `virDomainGetState`. CLI: `virsh domstate --reason`. Lua: `domain:state()`
    public func state() throws(OperationError) -> DomainState {
        try withDomain("virDomainGetState") { (domain) throws(OperationError) in
            var (state, reason): (Int32, Int32) = (0, 0)
            guard virDomainGetState(domain, &state, &reason, 0) == 0 else {
                throw self.connection.failure("virDomainGetState", "domain \(self.name)")
            }
            let names = ["none", "running", "blocked", "paused", "shutdown", "shutoff", "crashed", "suspended"]
            let name = names.indices.contains(Int(state)) ? names[Int(state)] : "\(state)"
            return DomainState(name: name, reason: Int(reason))
        }
    }

    /// Its description; passwords of its consoles are not in it.
    ///
    /// - Throws: `VIR_ERR_NO_DOMAIN` if it is gone.
    ///
    /// C: `virDomainGetXMLDesc`. CLI: `virsh dumpxml`. Lua: `domain:xml()`
    public func xml() throws(OperationError) -> String {
        try withDomain("virDomainGetXMLDesc") { (domain) throws(OperationError) in
            guard let xml = virDomainGetXMLDesc(domain, 0) else {
                throw self.connection.failure("virDomainGetXMLDesc", "domain \(self.name)")
            }
            return take(xml)
        }
    }

    func withDomain<T: Sendable>(
        _ operation: String, _ body: @escaping @Sendable (OpaquePointer) throws(OperationError) -> T
    ) throws(OperationError) -> T {
        try connection.call(operation, target: "domain \(name)") { (pointer) throws(OperationError) in
            guard let domain = virDomainLookupByUUIDString(pointer, self.uuid) else {
                throw self.connection.failure("virDomainLookupByUUIDString", "domain \(self.name)")
            }
            defer { virDomainFree(domain) }
            return try body(domain)
        }
    }
}
