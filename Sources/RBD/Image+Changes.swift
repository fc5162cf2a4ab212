internal import CCeph
public import Core

/// A range of an image that is not as it was.
public struct ChangedRange: Sendable, Equatable {
    /// Where it begins, in bytes.
    public let offset: UInt64
    /// How long it is, in bytes.
    public fileprivate(set) var length: UInt64
    /// Whether there is data now; else there is none any more.
    public let exists: Bool
}

extension Image {
    /// The ranges that have changed since a snapshot; without one, those that hold data. Ranges that touch are one.
    ///
    /// - Parameters:
    ///   - snapshot: An older one than what the image was opened at.
    ///   - wholeObjects: Says only which objects have changed, which the object map knows.
    /// - Throws: `.notFound` if there is no such snapshot; `.cancelled`; `.timedOut`.
    ///
    /// Cost: with whole objects and fast-diff a look into the object map, else at each object.
    /// C: `rbd_diff_iterate2`. CLI: `rbd diff`. Lua: `image:changes()`
    public func changes(
        since snapshot: String?, wholeObjects: Bool = false, _ supervision: Supervision = Supervision()
    ) throws(OperationError) -> [ChangedRange] {
        let operation = "rbd_diff_iterate2"
        let size = try size()
        guard size > 0 else { return [] }
        let found = Ranges(supervision)
        return try use(operation) { image throws(OperationError) in
            let result = withExtendedLifetime(found) {
                rbd_diff_iterate2(
                    image, snapshot, 0, size, 1, wholeObjects ? 1 : 0,
                    { offset, length, exists, context in
                        let found = Unmanaged<Ranges>.fromOpaque(context!).takeUnretainedValue()
                        found.add(offset, UInt64(length), exists: exists != 0)
                        return found.observer.verdict()
                    }, Unmanaged.passUnretained(found).toOpaque())
            }
            if result < 0, let error = found.observer.stopped(operation, target: spec) { throw error }
            try check(
                result, operation, target: spec,
                [
                    .notFound: "the image has no snapshot \(snapshot ?? "")",
                    .invalid: "the snapshot \(snapshot ?? "") is not older than what is compared with it",
                ])
            return found.ranges
        }
    }
}

/// What the callback collects. librbd calls it from one thread at a time, in order, before the call returns.
private final class Ranges: @unchecked Sendable {
    var ranges: [ChangedRange] = []
    let observer: Observer
    init(_ supervision: Supervision) { observer = Observer(supervision) }

    func add(_ offset: UInt64, _ length: UInt64, exists: Bool) {
        if let last = ranges.last, last.exists == exists, last.offset + last.length == offset {
            ranges[ranges.count - 1].length += length
        } else {
            ranges.append(ChangedRange(offset: offset, length: length, exists: exists))
        }
    }
}
