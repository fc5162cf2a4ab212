internal import Core

/// What a look at a thing that is waited for showed.
enum Observation<Value> {
    case done(Value)
    /// Not yet; with the status it has.
    case pending(String)
}

extension Session {
    /// Looks at a thing again and again, first often and then less so, until it is as it should be.
    ///
    /// - Throws: What `look` throws; `.timedOut` with the last status; `.cancelled`.
    func wait<Value>(
        _ operation: String, _ target: String, for wanted: String, _ deadline: Deadline,
        _ look: () throws(OperationError) -> Observation<Value>
    ) throws(OperationError) -> Value {
        var pause = 0.15
        while true {
            let status: String
            switch try look() {
            case .done(let value): return value
            case .pending(let seen): status = seen
            }
            // The last look is at the deadline itself, not up to a pause before it.
            if deadline.hasPassed {
                throw OperationError(
                    .timedOut, operation, target: target,
                    message: "still \"\(status)\" and not \(wanted) after \(HTTPFailure.seconds(deadline.seconds))",
                    hint: "Wait longer with `timeout`, or look into the log of the service that does the work.")
            }
            try Cancellation.sleep(min(pause, deadline.remaining), operation, target: target)
            pause = min(pause * 1.3, 2.5)
        }
    }

    /// The error for a thing that ended in an error state.
    func badState(
        _ operation: String, _ target: String, _ status: String, fault: String?, hint: String? = nil
    ) -> OperationError {
        let reason = fault.map { ": \($0)" } ?? ""
        return OperationError(
            .badState, operation, target: target, message: "it is in state \"\(status)\"\(reason)", hint: hint)
    }
}

/// How a thing is named in errors: `vm-1 (6f1c…)`.
func label(_ name: String?, _ id: String) -> String { name.map { $0.isEmpty ? id : "\($0) (\(id))" } ?? id }

/// Sizes as the services count them, from bytes.
enum Size {
    static let mebibyte: Int64 = 1 << 20
    static let gibibyte: Int64 = 1 << 30

    /// - Throws: `.invalid` unless it is a whole number of units.
    static func units(_ bytes: Int64, of unit: Int64, _ operation: String, _ what: String)
        throws(OperationError) -> JSON
    {
        guard bytes >= 0, bytes % unit == 0 else {
            let name = unit == gibibyte ? "GiB" : "MiB"
            throw OperationError(
                .invalid, operation, target: what, message: "\(bytes) bytes are not a whole number of \(name)",
                hint: "The service counts in \(name): give a multiple, such as \"1\(name.prefix(1))\".")
        }
        return .integer(bytes / unit)
    }
}
