public import Core

/// How something is transferred.
public struct TransferOptions: Sendable {
    /// Objects under way at a time; nil is what 48 MiB of buffers hold, and more than those hold there are never.
    public var inFlight: Int?
    /// Bytes to read a second, at most.
    public var rate: UInt64?
    /// When it has to be done.
    public var deadline = Deadline.never
    /// Digests to compute on the way.
    public var digests: Set<TransferDigest> = []
    /// Reads what was written, and compares it object by object.
    public var verify = false

    /// Everything as fast as it goes, and no digests.
    public init() {}

    /// Buffers hold so many bytes at most.
    private static let memory = 48 << 20

    /// The same for whoever needs as many buffers of its own.
    var halved: TransferOptions {
        var options = self
        options.share = 2
        return options
    }
    private var share = 1

    func buffers(of blockSize: Int) -> Int {
        let most = max(2, Self.memory / share / blockSize)
        return max(1, min(inFlight ?? 64, most))
    }
}

/// What was transferred.
public struct TransferResult: Sendable, Equatable {
    /// Bytes in total.
    public let bytes: UInt64
    /// Bytes that were written: all but zeros.
    public let written: UInt64
    /// Seconds it took, from the first to the last call.
    public let seconds: Double
    /// Bytes of an object, of which `objects` has the digests.
    public let objectSize: Int
    /// The digests that were asked for, in hexadecimal.
    public let digests: [TransferDigest: String]
    /// Whether what was written was read again and is the same.
    public let isVerified: Bool

    /// Bytes that needed no writing.
    public var skipped: UInt64 { bytes > written ? bytes - written : 0 }
}
