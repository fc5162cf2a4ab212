internal import CLibvirt
public import Core
internal import Glibc
internal import Synchronization

/// A connection to the libvirt of this machine or of another.
///
/// Safe for several threads. Every call is bounded by the connection's timeout, and ends early when cancelled.
public final class Connection: Sendable {
    /// As given to ``init(_:timeout:readOnly:)``.
    public let uri: String
    /// Seconds that connecting and each call may take.
    public let timeout: Double

    private let handle: Mutex<Handle?>
    let isOverSSH: Bool

    /// Connects.
    ///
    /// Over ssh nothing is asked: no password, no host key. What libvirt's ssh transport cannot be told (a
    /// configuration file, sudo) stands in the URI that ``ConnectionURI`` makes.
    ///
    /// - Throws: `.timedOut`; `.unreachable`; `.accessDenied`; `.notSupported` without a libvirt library on this
    ///   machine; else libvirt's own code.
    ///
    /// C: `virConnectOpenAuth`. CLI: `virsh --connect`. Lua: `libvirt.connect(uri, options)`
    public init(_ uri: String, timeout: Double = 30, readOnly: Bool = false) throws(OperationError) {
        if let reason = cephlua_door_libvirt_open() {
            throw OperationError(
                .notSupported, "virConnectOpenAuth", target: uri, message: String(cString: reason),
                hint: "Install libvirt's client library: libvirt0 (Debian), libvirt-libs (RHEL).")
        }
        self.uri = uri
        self.timeout = timeout
        let transport = try SSHTransport(uri, timeout: timeout)
        isOverSSH = transport.isSSH
        let opened: Handle
        do throws(OperationError) {
            opened = try BoundedCall.run("virConnectOpenAuth", target: uri, timeout: timeout) {
                () throws(OperationError) in
                // Only now: the thread may live longer than this call.
                defer { transport.remove() }
                let flags = readOnly ? VIR_CONNECT_RO.rawValue : 0
                guard let pointer = virConnectOpenAuth(transport.uri, nil, flags) else {
                    throw lastError("virConnectOpenAuth", target: uri)
                }
                // A connection that hangs breaks after a while, and ends the calls that nobody waits for any more. Not
                // every driver has this; those that do not are in this process.
                if virConnectSetKeepAlive(pointer, 5, 4) < 0 { virResetLastError() }
                return Handle(pointer)
            }
        } catch {
            transport.stop()
            throw explained(error, overSSH: transport.isSSH)
        }
        handle = Mutex(opened)
    }

    /// Closes the connection; calls that run end first. Twice is fine.
    ///
    /// C: `virConnectClose`. Lua: `connection:close()`
    public func close() { handle.withLock { $0 = nil } }

    /// Whether it is closed.
    public var isClosed: Bool { handle.withLock { $0 == nil } }

    /// Runs a call with the handle, bounded.
    func call<T: Sendable>(
        _ operation: String, target: String? = nil,
        _ body: @escaping @Sendable (OpaquePointer) throws(OperationError) -> T
    ) throws(OperationError) -> T {
        let target = target.map { "\($0) on \(uri)" } ?? uri
        guard let handle = handle.withLock({ $0 }) else {
            throw OperationError(.closed, operation, target: target, message: "the connection was closed before")
        }
        return try BoundedCall.run(operation, target: target, timeout: timeout) { () throws(OperationError) in
            try body(handle.pointer)
        }
    }

    /// The error of a call that just failed on this thread.
    func failure(_ operation: String, _ target: String? = nil) -> OperationError {
        lastError(operation, target: target.map { "\($0) on \(uri)" } ?? uri)
    }
}

/// Owns the pointer; calls that run keep it alive.
private final class Handle: @unchecked Sendable {  // libvirt's connections are safe for several threads
    let pointer: OpaquePointer
    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit {
        // Closing says goodbye to the other side, which may not answer.
        nonisolated(unsafe) let pointer = pointer
        BoundedCall.detach { virConnectClose(pointer) }
    }
}

/// Takes over a string that libvirt allocated.
func take(_ text: UnsafeMutablePointer<CChar>) -> String {
    defer { free(text) }
    return String(cString: text)
}
