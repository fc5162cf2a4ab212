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
        var ranges: [ChangedRange] = []
        try eachDifference(
            from: snapshot, size: try size(), includesParent: true, wholeObjects: wholeObjects, supervision,
            [
                .notFound: "the image has no snapshot \(snapshot ?? "")",
                .invalid: "the snapshot \(snapshot ?? "") is not older than what is compared with it",
            ]
        ) { offset, length, exists in
            if let last = ranges.last, last.exists == exists, last.offset + last.length == offset {
                ranges[ranges.count - 1].length += length
            } else {
                ranges.append(ChangedRange(offset: offset, length: length, exists: exists))
            }
        }
        return ranges
    }
}
