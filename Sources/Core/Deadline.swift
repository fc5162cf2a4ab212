/// A point in time that a wait must not pass.
public struct Deadline: Sendable {
    /// When it is, on the monotonic clock; nil is never.
    public let instant: ContinuousClock.Instant?
    /// How long it was from its making, for error texts.
    public let seconds: Double

    /// So many seconds from now; infinity is never.
    public init(in seconds: Double) {
        self.seconds = seconds
        // A duration holds attoseconds in 128 bits; a century is as good as never.
        instant = seconds < 3_155_760_000 ? .now + .seconds(max(0, seconds)) : nil
    }

    /// No deadline.
    public static let never = Deadline(in: .infinity)

    /// Whether it has passed.
    public var hasPassed: Bool { instant.map { $0 <= .now } ?? false }

    /// Seconds that remain, 0 when it has passed, infinity when there is none.
    public var remaining: Double {
        guard let instant else { return .infinity }
        return max(0, (instant - .now) / .seconds(1))
    }

    /// What `poll` takes: milliseconds that remain, rounded up, -1 for never.
    public var pollTimeout: Int32 {
        let left = remaining
        return left == .infinity ? -1 : Int32(min(left * 1000 + 0.999, 2_000_000_000))
    }
}

extension Deadline {
    /// That very moment.
    public init(at instant: ContinuousClock.Instant) {
        self.instant = instant
        seconds = max(0, (instant - .now) / .seconds(1))
    }
}

extension Double {
    /// A duration for tools and texts that take whole numbers, rounded up; a billion for whatever is longer, or no number.
    public var wholeDuration: Int { self < 1_000_000_000 ? Int(max(0, self).rounded(.up)) : 1_000_000_000 }
}
