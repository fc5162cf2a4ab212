package import Core
internal import Synchronization

/// A handle of the C library that several threads use and one closes.
///
/// The C libraries are thread safe but for one thing: nothing may run, and no child handle may exist, when a handle is
/// released. So uses and children are counted; closing forbids new ones, and whoever is last releases the handle. A child
/// keeps its parent, and is as closed as its parent is.
package final class SharedHandle: Sendable {
    private struct State {
        var address: UInt  // a raw pointer is not Sendable; what it points to is thread safe
        var users = 0
        var isClosed = false
    }

    /// What error texts call it: "cluster 8b9d…", "pool vms".
    package let name: String
    private let parent: SharedHandle?
    private let state: Mutex<State>
    private let release: @Sendable (UnsafeMutableRawPointer) -> Void

    /// Takes ownership of the pointer. The parent must be in use at that moment.
    package init(
        _ pointer: UnsafeMutableRawPointer, name: String, parent: SharedHandle? = nil,
        release: @escaping @Sendable (UnsafeMutableRawPointer) -> Void
    ) {
        self.name = name
        self.parent = parent
        self.release = release
        state = Mutex(State(address: UInt(bitPattern: pointer)))
        parent?.state.withLock { $0.users += 1 }
    }

    deinit { close() }

    /// Whether it, or what it belongs to, was closed.
    package var isClosed: Bool { closedName != nil }

    private var closedName: String? { state.withLock { $0.isClosed } ? name : parent?.closedName }

    /// Lends the handle for a call. The pointer must not be kept.
    package func use<R>(
        _ operation: String, target: String, _ body: (UnsafeMutableRawPointer) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        if let closed = parent?.closedName { throw closedError(closed, operation, target) }
        let address: UInt? = state.withLock {
            guard !$0.isClosed else { return nil }
            $0.users += 1
            return $0.address
        }
        guard let address, let pointer = UnsafeMutableRawPointer(bitPattern: address) else {
            throw closedError(name, operation, target)
        }
        defer { leave() }
        return try body(pointer)
    }

    /// Closes it; again is fine. Calls that run, and children that are open, finish first, on their own threads.
    package func close() {
        let isLast = state.withLock {
            guard !$0.isClosed else { return false }
            $0.isClosed = true
            return $0.users == 0
        }
        if isLast { end() }
    }

    private func leave() {
        let isLast = state.withLock {
            $0.users -= 1
            return $0.isClosed && $0.users == 0
        }
        if isLast { end() }
    }

    private func end() {
        let address = state.withLock { $0.address }
        if let pointer = UnsafeMutableRawPointer(bitPattern: address) { release(pointer) }
        parent?.leave()
    }

    private func closedError(_ closed: String, _ operation: String, _ target: String) -> OperationError {
        OperationError(.closed, operation, target: target, message: "\(closed) is closed")
    }
}
