internal import Glibc

/// A key or password: it has no text form, and its memory is wiped when the last reference goes.
///
/// It leaves only through ``withBytes(_:)``, for a file, a socket or a C call. Interpolating or printing it gives a
/// mask.
public final class Secret: @unchecked Sendable {
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Takes a copy of the bytes.
    public init(_ source: some Collection<UInt8>) {
        bytes = .allocate(capacity: source.count)
        _ = bytes.initialize(from: source)
    }

    /// Takes a copy of the text's UTF-8.
    public convenience init(_ text: String) { self.init(text.utf8) }

    deinit {
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        bytes.deallocate()
    }

    /// How many bytes it has.
    public var count: Int { bytes.count }

    /// Lends the bytes; they must not be kept.
    public func withBytes<R, E: Error>(_ body: (UnsafeBufferPointer<UInt8>) throws(E) -> R) throws(E) -> R {
        try body(UnsafeBufferPointer(bytes))
    }

    /// The text, for a C call or a protocol that takes one. The caller must not keep, log or show it.
    public var revealed: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}

extension Secret: Equatable {
    /// Compares in a time that does not depend on where they differ.
    public static func == (left: Secret, right: Secret) -> Bool {
        guard left.count == right.count else { return false }
        return left.withBytes { a in right.withBytes { b in zip(a, b).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0 } }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The mask that stands wherever a secret would show.
    public static let mask = "********"
    /// The mask.
    public var description: String { Secret.mask }
    /// The mask.
    public var debugDescription: String { Secret.mask }
    /// Shows nothing of the value to `dump`.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
