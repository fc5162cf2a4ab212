internal import CCeph
public import Ceph
public import Core
internal import Glibc

extension Pool {
    /// Removes the images in the trash whose delay has passed, for good.
    ///
    /// - Parameter expiredBefore: Seconds since 1970: those whose delay passed by then; now, if nil.
    /// - Parameter threshold: From 0 to 1: only as many, the oldest first, as it takes until no more than this part of the
    ///   pool is used.
    /// - Throws: `.busy`, `ENOTEMPTY` if one cannot be removed, with others removed; `.cancelled`, `.timedOut`.
    ///
    /// C: `rbd_trash_purge_with_progress`. CLI: `rbd trash purge`. Lua: `rbd.purge_trash()`
    public func purgeTrash(
        expiredBefore: Int64? = nil, threshold: Double? = nil, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        let operation = "rbd_trash_purge_with_progress"
        if let threshold, !(0...1).contains(threshold) {
            throw OperationError(
                .invalid, operation, target: handle.name, message: "a threshold of \(threshold) is not from 0 to 1")
        }
        let expiry = expiredBefore.map { time_t($0) } ?? time(nil)
        try use(operation, target: handle.name) { io throws(OperationError) in
            try supervision.run(
                operation, target: handle.name, Pool.removalMeanings, hints: Pool.removalHints
            ) { rbd_trash_purge_with_progress(io, expiry, Float(threshold ?? -1), $0, $1) }
        }
    }
}

/// How often the manager purges a trash.
public struct PurgeSchedule: Sendable, Equatable {
    /// `1d`, `12h`
    public let interval: String
    /// When the first of a day is, as ISO 8601; nil where that does not matter.
    public let start: String?
}

/// When the manager purges a trash next.
public struct PurgeTime: Sendable, Equatable {
    /// The pool.
    public let pool: String
    /// The namespace, "" where none.
    public let namespace: String
    /// As the manager writes it, `2026-01-31 00:00:00`, in its own time zone.
    public let at: String
}

extension Pool {
    /// How often the manager purges the pool's trash; of the namespace, where the pool was opened with one.
    ///
    /// CLI: `rbd trash purge schedule ls`. Lua: `rbd.purge_schedules()`
    public func purgeSchedules() throws(OperationError) -> [PurgeSchedule] {
        let reply = try schedule("list") ?? .object([:])
        let levels = (reply.object ?? [:]).values.filter { $0["name"]?.string == level }
        return levels.flatMap { $0["schedule"]?.array ?? [] }.map {
            PurgeSchedule(interval: $0["interval"]?.string ?? "", start: $0["start_time"]?.string)
        }.sorted { $0.interval < $1.interval }
    }

    /// Lets the manager purge the pool's trash every so often.
    ///
    /// - Parameter interval: `1d`, `12h`, `30m`.
    /// - Parameter start: A time of day, or a time, as ISO 8601.
    /// - Throws: `.invalid`.
    ///
    /// CLI: `rbd trash purge schedule add`. Lua: `rbd.add_purge_schedule()`
    public func addPurgeSchedule(every interval: String, start: String? = nil) throws(OperationError) {
        try schedule("add", interval: interval, start: start)
    }

    /// Takes such a schedule back.
    ///
    /// - Parameter interval: Nil takes all of the pool's back.
    ///
    /// CLI: `rbd trash purge schedule rm`. Lua: `rbd.remove_purge_schedule()`
    public func removePurgeSchedule(every interval: String? = nil, start: String? = nil) throws(OperationError) {
        try schedule("remove", interval: interval, start: start)
    }

    /// When the manager purges next. It looks at its schedules once a minute.
    ///
    /// CLI: `rbd trash purge schedule status`. Lua: `rbd.purge_times()`
    public func purgeTimes() throws(OperationError) -> [PurgeTime] {
        let reply = try schedule("status") ?? .object([:])
        return (reply["scheduled"]?.array ?? []).map {
            PurgeTime(
                pool: $0["pool_name"]?.string ?? "", namespace: $0["namespace"]?.string ?? "",
                at: $0["schedule_time"]?.string ?? "")
        }
    }

    private var level: String { "\(spec)/" }

    @discardableResult
    private func schedule(
        _ verb: String, interval: String? = nil, start: String? = nil
    ) throws(OperationError) -> JSON? {
        var arguments: [String: JSON] = ["level_spec": .string(level)]
        if let interval { arguments["interval"] = .string(interval) }
        if let start { arguments["start_time"] = .string(start) }
        return try cluster.command("rbd trash purge schedule \(verb)", arguments, to: .manager)
    }
}
