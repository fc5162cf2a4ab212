internal import CCeph
internal import Core

extension Image {
    /// Goes through the ranges that differ from a snapshot, in order; without one, through those that hold data.
    ///
    /// - Parameters:
    ///   - includesParent: Counts what a clone sees of its parent.
    ///   - wholeObjects: Says only which objects differ, which the object map knows.
    ///   - reasons: What a code means here, as in `check`.
    ///   - body: Gets offset and length in bytes, and whether there is data. librbd calls it from one thread at a time,
    ///     before the call returns.
    ///
    /// C: `rbd_diff_iterate2`.
    func eachDifference(
        from snapshot: String?, size: UInt64, includesParent: Bool, wholeObjects: Bool,
        _ supervision: Supervision, _ reasons: [Code: String] = [:],
        _ body: @escaping (_ offset: UInt64, _ length: UInt64, _ exists: Bool) -> Void
    ) throws(OperationError) {
        guard size > 0 else { return }
        let operation = "rbd_diff_iterate2"
        let walk = DifferenceWalk(Observer(supervision), body)
        try use(operation) { image throws(OperationError) in
            let result = withExtendedLifetime(walk) {
                rbd_diff_iterate2(
                    image, snapshot, 0, size, includesParent ? 1 : 0, wholeObjects ? 1 : 0,
                    { offset, length, exists, context in
                        let walk = Unmanaged<DifferenceWalk>.fromOpaque(context!).takeUnretainedValue()
                        walk.body(offset, UInt64(length), exists != 0)
                        return walk.observer.verdict()
                    }, Unmanaged.passUnretained(walk).toOpaque())
            }
            if result < 0, let error = walk.observer.stopped(operation, target: spec) { throw error }
            try check(result, operation, target: spec, reasons)
        }
    }
}

/// What librbd's callback is given.
private final class DifferenceWalk {
    let observer: Observer
    let body: (UInt64, UInt64, Bool) -> Void

    init(_ observer: Observer, _ body: @escaping (UInt64, UInt64, Bool) -> Void) {
        self.observer = observer
        self.body = body
    }
}
