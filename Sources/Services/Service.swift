public import Core
public import Hosts

/// A service of a host, whatever runs it and whatever the distribution calls it.
public final class Service: Sendable {
    /// The name it was asked for by.
    public let name: String
    /// What the host calls it.
    public let unit: String
    /// The host.
    public let host: Host
    /// How it was when it was found, where finding it told that (systemd): that saves asking once more.
    public let found: ServiceStatus?
    let manager: any ServiceManager

    init(name: String, _ candidate: ServiceCandidate, host: Host, manager: any ServiceManager) {
        self.name = name
        unit = candidate.name
        found = candidate.status
        self.host = host
        self.manager = manager
    }

    /// What error texts call it: `compute: nova-compute.service`.
    var label: String { host.isLocal ? unit : "\(host.name): \(unit)" }

    /// A service by any of its names; nil if the host has none of them.
    ///
    /// `glance-api` and `openstack-glance-api` are the same; keystone may be run by Apache. Where several exist the active
    /// one is meant, then the one that starts at boot.
    /// CLI: `systemctl show`. Lua: `service.find(host, name)`
    public static func find(_ name: String, on host: Host) throws(OperationError) -> Service? {
        guard !name.isEmpty, !name.hasPrefix("-"), !name.contains(where: { $0.isWhitespace || $0 == "/" }) else {
            throw OperationError(.invalid, "find service", target: name, message: "is not the name of a service")
        }
        let manager = try manager(of: host)
        if let candidate = try best(of: ServiceNames.candidates(for: name), manager) {
            return Service(name: name, candidate, host: host, manager: manager)
        }
        guard let site = ServiceNames.webSite(for: name), try hasWebSite(site, host),
            let candidate = try best(of: ["apache2", "httpd"], manager)
        else { return nil }
        return Service(name: name, candidate, host: host, manager: manager)
    }

    /// A service by any of its names.
    ///
    /// - Throws: `.notFound`, with the names that were tried.
    /// Lua: `service.get(host, name)`
    public static func get(_ name: String, on host: Host) throws(OperationError) -> Service {
        if let service = try find(name, on: host) { return service }
        let tried = ServiceNames.candidates(for: name).joined(separator: ", ")
        throw OperationError(
            .notFound, "find service", target: host.isLocal ? name : "\(host.name): \(name)",
            message: "the host has none of \(tried)", hint: "Is the package that brings it installed on this host?")
    }

    /// Names of the services that a host has, sorted.
    ///
    /// CLI: `systemctl list-unit-files`. Lua: `service.list(host)`
    public static func list(on host: Host) throws(OperationError) -> [String] { try manager(of: host).list() }

    private static func manager(of host: Host) throws(OperationError) -> any ServiceManager {
        try host.facts().hasSystemd ? Systemd(host: host) : SysV(host: host)
    }

    private static func best(
        of names: [String], _ manager: any ServiceManager
    ) throws(OperationError) -> ServiceCandidate? {
        let present = try manager.present(names)
        return present.first(where: \.isActive) ?? present.first(where: \.isEnabled) ?? present.first
    }

    private static func hasWebSite(_ word: String, _ host: Host) throws(OperationError) -> Bool {
        let script = """
            for file in /etc/apache2/sites-enabled/*"$1"* /etc/apache2/conf-enabled/*"$1"* /etc/httpd/conf.d/*"$1"*; do
                [ -e "$file" ] && exit 0
            done
            exit 1
            """
        return try host.run(script: script, [word], check: false).status == 0
    }

    /// How it is.
    ///
    /// CLI: `systemctl show`. Lua: `s:status()`
    public func status() throws(OperationError) -> ServiceStatus { try manager.status(unit) }

    /// Starts it at boot; whether that is new.
    ///
    /// CLI: `systemctl enable`. Lua: `s:enable()`
    public func enable() throws(OperationError) -> Bool { try setEnabled(true) }

    /// Does not start it at boot; whether that is new.
    ///
    /// CLI: `systemctl disable`. Lua: `s:disable()`
    public func disable() throws(OperationError) -> Bool { try setEnabled(false) }

    private func setEnabled(_ enabled: Bool) throws(OperationError) -> Bool {
        guard try status().isEnabled != enabled else { return false }
        try manager.setEnabled(enabled, unit)
        return true
    }

    /// The last lines of its log files, and then of the journal.
    ///
    /// OpenStack's services write to files of their own; why they ended may stand only in the journal.
    /// - Parameter since: Nothing older, in the host's seconds since 1970.
    /// CLI: `journalctl -u`. Lua: `s:log(lines)`
    public func log(lines: Int = 20, since: Double? = nil) throws(OperationError) -> [String] {
        let script = """
            lines=$1 since=$2; shift 2
            for name; do
                for file in "/var/log/$name.log" "/var/log/$name/$name.log" "/var/log/${name%%-*}/$name.log"; do
                    [ -f "$file" ] && [ "$(stat -c %Y "$file")" -ge "$since" ] || continue
                    tail -n "$lines" "$file" && exit 0
                done
            done
            exit 0
            """
        let names = ServiceNames.candidates(for: ServiceNames.split(unit).base)
        let arguments = [String(lines), String(Int(since ?? 0))] + names
        return try host.run(script: script, arguments).lines + manager.journal(unit, lines: lines, since: since)
    }
}
