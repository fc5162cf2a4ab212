public import Core
internal import Hosts

/// When a service counts as up.
public struct Readiness: Sendable {
    /// A TCP port that must accept connections, tried from the host itself.
    public var port: Int?
    /// Seconds that it must stay up with one and the same process.
    public var settle = 5.0
    /// Seconds until the wait is given up.
    public var timeout = 60.0

    /// The usual: no port, 5 seconds, within 60.
    public init(port: Int? = nil, settle: Double = 5, timeout: Double = 60) {
        self.port = port
        self.settle = settle
        self.timeout = timeout
    }
}

extension Service {
    /// Starts it if it does not run, and waits until it is really up.
    ///
    /// - Returns: Whether it was started.
    /// - Throws: `.serviceFailed`, `.timedOut`, with its last log lines as details.
    /// CLI: `systemctl start`. Lua: `s:start(options)`
    public func start(_ readiness: Readiness = Readiness()) throws(OperationError) -> Bool {
        if try status().isActive { return false }
        _ = try bring("start", readiness)
        return true
    }

    /// Restarts it and waits until it is really up: active for the settling time with the same process and no new restart,
    /// and the port answering. One that dies three seconds after its restart has failed.
    ///
    /// - Returns: Seconds until it was ready.
    /// - Throws: `.serviceFailed`, `.timedOut`, with its last log lines as details.
    /// CLI: `systemctl restart`. Lua: `s:restart(options)`
    public func restart(_ readiness: Readiness = Readiness()) throws(OperationError) -> Double {
        try bring("restart", readiness)
    }

    /// Stops it and waits until it has.
    ///
    /// - Returns: Whether it ran.
    /// CLI: `systemctl stop`. Lua: `s:stop(options)`
    public func stop(timeout: Double = 60) throws(OperationError) -> Bool {
        let before = try status()
        guard before.isActive || before.active == "activating" || before.pid != nil else { return false }
        let deadline = Deadline(in: timeout)
        let answer = try answer("stop", deadline)
        while try status().isActive {
            guard answer.isSuccess, !deadline.hasPassed else {
                throw failure(
                    answer.isSuccess ? .timedOut : .serviceFailed, "stop",
                    answer.isSuccess ? "still runs after \(timeout.wholeDuration) s" : answer.text, since: answer.began)
            }
            try Cancellation.sleep(0.2, "stop", target: label)
        }
        return true
    }

    /// Waits until it is up, without touching it.
    ///
    /// - Returns: Seconds until it was ready.
    /// Lua: `s:wait_ready(options)`
    public func waitReady(_ readiness: Readiness = Readiness()) throws(OperationError) -> Double {
        try watch("wait", readiness, since: nil)
    }

    private func answer(_ verb: String, _ deadline: Deadline) throws(OperationError) -> ServiceAnswer {
        do throws(OperationError) {
            return try manager.perform(verb, unit, timeout: deadline.remaining)
        } catch {
            guard error.code == .timedOut else { throw error }
            throw failure(.timedOut, verb, "did not finish within \(deadline.seconds.wholeDuration) s", since: nil)
        }
    }

    private func bring(_ verb: String, _ readiness: Readiness) throws(OperationError) -> Double {
        let clock = ContinuousClock.now
        let answer = try answer(verb, Deadline(in: readiness.timeout))
        guard answer.isSuccess else { throw failure(.serviceFailed, verb, answer.text, since: answer.began) }
        _ = try watch(verb, readiness, since: answer.began)
        return (ContinuousClock.now - clock) / .seconds(1)
    }

    /// Looks until it has been up long enough, or is seen to have died.
    private func watch(_ verb: String, _ readiness: Readiness, since: Double?) throws(OperationError) -> Double {
        let clock = ContinuousClock.now
        func elapsed() -> Double { (ContinuousClock.now - clock) / .seconds(1) }
        let deadline = Deadline(in: readiness.timeout)
        var first: ServiceStatus?
        var settled = Deadline(in: readiness.settle)
        var portAnswers = readiness.port == nil
        while true {
            let now = try status()
            if now.isOneShot, now.result == "success", now.active == "inactive" || now.active == "active" {
                return elapsed()
            }
            if let reason = Self.death(first, now, elapsed()) {
                throw failure(.serviceFailed, verb, reason, since: since)
            }
            if !now.isActive {
                (first, settled) = (nil, Deadline(in: readiness.settle))
            } else if first == nil || first?.pid != now.pid {
                (first, settled) = (now, Deadline(in: readiness.settle))
            }
            if now.isActive, !portAnswers, let port = readiness.port {
                portAnswers = try host.portAnswers(port, timeout: min(3, max(0.5, deadline.remaining)))
            }
            if now.isActive, portAnswers, settled.hasPassed { return elapsed() }
            guard !deadline.hasPassed else {
                var what = now.isActive ? "runs" : "is \(now.active) (\(now.sub))"
                if let port = readiness.port, !portAnswers { what += ", but port \(port) does not answer" }
                throw failure(.timedOut, verb, "\(what) after \(readiness.timeout.wholeDuration) s", since: since)
            }
            let pause = settled.remaining > 0 ? min(0.4, settled.remaining + 0.01) : 0.4
            try Cancellation.sleep(min(pause, deadline.remaining + 0.01), verb, target: label)
        }
    }

    /// Why it is seen to have died; nil if it has not. `first` is how it was when it was first seen up.
    private static func death(_ first: ServiceStatus?, _ now: ServiceStatus, _ seconds: Double) -> String? {
        let code = now.exitStatus.map { $0 == 0 ? "" : ", status \($0)" } ?? ""
        let how = ["", "success"].contains(now.result) ? "" : " (\(now.result)\(code))"
        let after = "\((seconds * 10).rounded() / 10) s after it was started"
        if now.active == "failed" { return "died\(how) within \(after)" }
        if now.sub.hasPrefix("auto-restart") {
            return "died\(how) within \(after), and is being restarted again and again"
        }
        guard let first else { return nil }
        if now.active == "inactive" { return "ended\(how) within \(after)" }
        if let before = first.restarts, let count = now.restarts, count > before {
            return "died\(how) within \(after), and was started again"
        }
        // Where restarts are not counted, another process means one. Where they are, a daemon may hand over by itself.
        if first.restarts == nil, let before = first.pid, let pid = now.pid, pid != before {
            return "died within \(after), and was started again (process \(before), then \(pid))"
        }
        return nil
    }

    private func failure(_ code: Code, _ verb: String, _ reason: String, since: Double?) -> OperationError {
        // The reason counts more than what could not be read about it.
        let lines = (try? log(lines: 15, since: since)) ?? []
        return OperationError(
            code, verb == "wait" ? "wait for" : verb, target: label, message: reason.isEmpty ? "failed" : reason,
            hint: "What it wrote last is below; more: journalctl -u \(unit) on the host.",
            details: lines.isEmpty ? nil : lines.joined(separator: "\n"))
    }
}
