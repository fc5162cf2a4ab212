public import Core

/// How a service is.
public struct ServiceStatus: Sendable, Equatable {
    /// What the host calls it: `glance-api.service`, or the SysV script's name.
    public var unit: String
    /// systemd's word: `active`, `activating`, `reloading`, `deactivating`, `inactive`, `failed`.
    public var active: String
    /// systemd's finer word: `running`, `exited`, `dead`, `auto-restart` …
    public var sub: String
    /// The main process; nil if none runs or none is known.
    public var pid: Int?
    /// How often systemd has restarted it by itself; nil where that is not counted (SysV, systemd before 235).
    public var restarts: Int?
    /// When its process was started (when it became active, where it has none), in the host's seconds since 1970.
    public var since: Double?
    /// The host's clock when this was asked, in seconds since 1970.
    public var now: Double
    /// Whether it starts at boot.
    public var isEnabled: Bool
    /// Why it ended: `success`, `exit-code`, `signal`, `oom-kill` …
    public var result: String
    /// The exit status (or signal) of the main process that ended last.
    public var exitStatus: Int?
    /// Whether it is one that does its work and ends.
    public var isOneShot: Bool

    /// Whether it is up.
    public var isActive: Bool { active == "active" || active == "reloading" }
}

extension Code {
    /// A service did not come up, or did not stay up.
    public static let serviceFailed = Code(domain: "cephlua", name: "SERVICE_FAILED", number: 5)
}

/// What runs the services of a host.
protocol ServiceManager: Sendable {
    /// Which of these names exist there, with what tells the one in use.
    func present(_ candidates: [String]) throws(OperationError) -> [ServiceCandidate]
    /// All services, by name.
    func list() throws(OperationError) -> [String]
    func status(_ unit: String) throws(OperationError) -> ServiceStatus
    /// `start`, `stop` or `restart`; ends when the manager says that it is done.
    func perform(_ verb: String, _ unit: String, timeout: Double) throws(OperationError) -> ServiceAnswer
    func setEnabled(_ enabled: Bool, _ unit: String) throws(OperationError)
    /// The last lines of the manager's own log of it; `since` in the host's seconds since 1970.
    func journal(_ unit: String, lines: Int, since: Double?) throws(OperationError) -> [String]
}

/// A service that a host has under one of the names it was looked for by.
struct ServiceCandidate {
    var name: String
    var isActive: Bool
    var isEnabled: Bool
    /// How it is, where looking for it told that, too.
    var status: ServiceStatus?
}

/// What a manager said to a verb.
struct ServiceAnswer {
    var isSuccess: Bool
    /// The host's clock before it began, in seconds since 1970.
    var began: Double
    var text: String
}
