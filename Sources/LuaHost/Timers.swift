internal import Core

/// Things to do later, soonest first.
struct Timers {
    private var entries: [(instant: ContinuousClock.Instant, body: () -> Void)] = []

    /// The deadline to wait for; nil if there is nothing to do.
    var next: Deadline? { entries.last.map { Deadline(at: $0.instant) } }

    mutating func add(_ deadline: Deadline, _ body: @escaping () -> Void) {
        guard let instant = deadline.instant else { return }
        // Latest first, so that the due ones leave from the end; equal ones keep their order.
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].instant > instant { low = middle + 1 } else { high = middle }
        }
        entries.insert((instant, body), at: low)
    }

    mutating func takeDue() -> [() -> Void] {
        var due: [() -> Void] = []
        let now = ContinuousClock.now
        while let last = entries.last, last.instant <= now { due.append(entries.removeLast().body) }
        return due
    }
}
