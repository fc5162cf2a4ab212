internal import Core

/// How many points of a backup are kept; what none of these keeps is removed.
public struct Retention: Sendable, Equatable {
    /// The latest ones.
    public var last: Int
    /// The latest one of each of so many days that have one.
    public var daily: Int
    /// The latest one of each of so many weeks, from Monday on, that have one.
    public var weekly: Int

    /// Keeps that many of each; the newest point in any case.
    public init(last: Int = 0, daily: Int = 0, weekly: Int = 0) {
        (self.last, self.daily, self.weekly) = (last, daily, weekly)
    }

    /// Which of these points are not kept, oldest first. What is no name of a point is kept.
    ///
    /// Units: days and weeks of UTC. Lua: `rbd.expired_backups()`
    public func expired(_ points: [String]) -> [String] {
        let dated = points.compactMap { name in BackupPoint.seconds(name).map { (name, seconds: $0) } }
            .sorted { $0.seconds > $1.seconds }
        var kept = Set(dated.prefix(max(1, last)).map(\.0))
        // The first of January 1970 was a Thursday.
        let rules: [(Int, (Int) -> Int)] = [(daily, { $0 / 86_400 }), (weekly, { ($0 / 86_400 + 3) / 7 })]
        for (count, period) in rules {
            var seen: Set<Int> = []
            for (name, seconds) in dated where seen.insert(period(seconds)).inserted && seen.count <= count {
                kept.insert(name)
            }
        }
        return dated.map(\.0).filter { !kept.contains($0) }.reversed()
    }
}
