internal import CCeph
public import Core
internal import Glibc

/// Who holds a lock on an image.
public struct Locker: Sendable, Equatable {
    /// `client.4123`
    public let client: String
    /// What tells the locks of one client apart.
    public let cookie: String
    /// `192.168.0.122:0/1234`
    public let address: String
    /// Whether nobody else can have one.
    public let isExclusive: Bool
    /// What shared locks have in common; "" where none.
    public let tag: String
}

/// The owner of an exclusive lock, as librbd names it.
public struct LockOwner: Sendable, Equatable {
    /// An address, or a cookie.
    public let owner: String
    /// Whether it shares the lock.
    public let isShared: Bool
}

/// Who has an image open for writing.
public struct Watcher: Sendable, Equatable {
    /// `192.168.0.122:0/1234`
    public let address: String
    /// The number in `client.4123`.
    public let client: Int64
    /// What tells the watches of one client apart.
    public let cookie: UInt64
}

extension Image {
    /// Who holds a lock on the image; the lock of the exclusive-lock feature is among them.
    ///
    /// C: `rbd_list_lockers`. CLI: `rbd lock ls`. Lua: `image:lockers()`
    public func lockers() throws(OperationError) -> [Locker] {
        // librbd answers from what it read when it last refreshed the header, which a lock does not make it do: not even
        // its own. A new handle has read the header just now.
        let image = try another()
        defer { image.discardHandle() }
        return try image.lockersWhenOpened()
    }

    private func lockersWhenOpened() throws(OperationError) -> [Locker] {
        let operation = "rbd_list_lockers"
        return try use(operation) { image throws(OperationError) in
            var size = 4096
            while true {
                var sizes = (tag: size, clients: size, cookies: size, addresses: size)
                var isExclusive: CInt = 0
                let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: 4 * size)
                defer { buffer.deallocate() }
                buffer.initialize(repeating: 0, count: 4 * size)
                let (tag, clients, cookies, addresses) = (buffer, buffer + size, buffer + 2 * size, buffer + 3 * size)
                let count = rbd_list_lockers(
                    image, &isExclusive, tag, &sizes.tag, clients, &sizes.clients, cookies, &sizes.cookies, addresses,
                    &sizes.addresses)
                if count == -Int(ERANGE) {
                    size = 2 * max(size, sizes.tag, sizes.clients, sizes.cookies, sizes.addresses)
                    continue
                }
                try check(count, operation, target: spec)
                let names = strings(clients, count)
                let marks = strings(cookies, count)
                let places = strings(addresses, count)
                return names.indices.map {
                    Locker(
                        client: names[$0], cookie: marks[$0], address: places[$0], isExclusive: isExclusive != 0,
                        tag: text(tag))
                }
            }
        }
    }

    /// Strings that stand one after the other, each with its zero.
    private func strings(_ start: UnsafePointer<CChar>, _ count: Int) -> [String] {
        var next = start
        return (0..<count).map { _ in
            defer { next += strlen(next) + 1 }
            return String(cString: next)
        }
    }

    /// The owner of the exclusive lock as librbd sees it; none where nobody holds it or the image has no such feature.
    ///
    /// C: `rbd_lock_get_owners`. Lua: `image:lock_owners()`
    public func lockOwners() throws(OperationError) -> [LockOwner] {
        let operation = "rbd_lock_get_owners"
        return try use(operation) { image throws(OperationError) in
            guard try features().contains(.exclusiveLock) else { return [] }
            var mode = RBD_LOCK_MODE_EXCLUSIVE
            let none: UnsafeMutablePointer<CChar>? = nil
            return try filled(8, of: none, { rbd_lock_get_owners(image, &mode, $0, &$1) }) {
                result, owners throws(OperationError) in
                if result == -ENOENT { return [] }
                try check(
                    result, operation, target: spec,
                    isReadOnly ? [.invalid: "the image is open for reading only, which does not follow its lock"] : [:])
                defer { rbd_lock_get_owners_cleanup(.init(mutating: owners.baseAddress), owners.count) }
                return owners.map { LockOwner(owner: text($0), isShared: mode == RBD_LOCK_MODE_SHARED) }
            }
        }
    }

    /// Who has the image open for writing, this connection too.
    ///
    /// C: `rbd_watchers_list`. CLI: `rbd status`. Lua: `image:watchers()`
    public func watchers() throws(OperationError) -> [Watcher] {
        let operation = "rbd_watchers_list"
        return try use(operation) { image throws(OperationError) in
            try filled(16, of: rbd_image_watcher_t(), { rbd_watchers_list(image, $0, &$1) }) {
                result, watchers throws(OperationError) in
                try check(result, operation, target: spec)
                defer { rbd_watchers_list_cleanup(.init(mutating: watchers.baseAddress), watchers.count) }
                return watchers.map { Watcher(address: text($0.addr), client: $0.id, cookie: $0.cookie) }
            }
        }
    }
}
