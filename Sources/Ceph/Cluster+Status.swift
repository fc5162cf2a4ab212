public import Core

extension Cluster {
    /// The cluster's status, as `ceph status --format json` has it.
    ///
    /// C: `rados_mon_command`. CLI: `ceph status`. Lua: `cluster:status()`
    public func status() throws(OperationError) -> JSON { try query("status") }

    /// The cluster's health, with the details of each check.
    ///
    /// C: `rados_mon_command`. CLI: `ceph health detail`. Lua: `cluster:health()`
    public func health() throws(OperationError) -> Health {
        Health(try query("health", ["detail": "detail"]))
    }

    /// The monitors, as the cluster knows them itself.
    ///
    /// C: `rados_mon_command`. CLI: `ceph mon dump`. Lua: `cluster:monmap()`
    public func monMap() throws(OperationError) -> MonMap { MonMap(try query("mon dump")) }

    /// A ceph.conf that is enough for clients: fsid and mon_host.
    ///
    /// The monitors indent with tabs, which strict INI readers refuse; here lines start at the left.
    ///
    /// C: `rados_mon_command`. CLI: `ceph config generate-minimal-conf`. Lua: `cluster:minimal_conf()`
    public func minimalConf() throws(OperationError) -> String {
        let text = try send("config generate-minimal-conf").revealed
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// How a cluster feels.
public struct Health: Sendable, Equatable {
    /// One thing that is wrong.
    public struct Check: Sendable, Equatable {
        /// `OSD_DOWN`
        public let code: String
        /// `HEALTH_WARN` or `HEALTH_ERR`
        public let severity: String
        /// One line.
        public let summary: String
        /// One line for each thing concerned.
        public let details: [String]
        /// Whether an operator has muted it.
        public let isMuted: Bool
    }

    /// `HEALTH_OK`, `HEALTH_WARN` or `HEALTH_ERR`
    public let status: String
    /// Sorted by code.
    public let checks: [Check]

    init(_ json: JSON) {
        status = json["status"]?.string ?? ""
        checks = (json["checks"]?.object ?? [:]).sorted { $0.key < $1.key }.map { code, check in
            Check(
                code: code, severity: check["severity"]?.string ?? "",
                summary: check["summary"]?["message"]?.string ?? "",
                details: (check["detail"]?.array ?? []).compactMap { $0["message"]?.string },
                isMuted: check["muted"]?.boolean ?? false)
        }
    }
}

/// The monitors of a cluster.
public struct MonMap: Sendable, Equatable {
    /// One monitor.
    public struct Mon: Sendable, Equatable {
        /// `node1`
        public let name: String
        /// Its place in the quorum.
        public let rank: Int64
        /// `v2:192.168.0.131:3300`, `v1:192.168.0.131:6789`
        public let addresses: [String]
        /// `192.168.0.131`, without port, brackets of IPv6 taken off.
        public let host: String
        /// Of the v1 address, else of the v2 one.
        public let port: Int64
    }

    /// How often it has changed.
    public let epoch: Int64
    /// The cluster's id.
    public let fsid: String
    /// Sorted by rank.
    public let mons: [Mon]

    init(_ json: JSON) {
        epoch = json["epoch"]?.integer ?? 0
        fsid = json["fsid"]?.string ?? ""
        mons = (json["mons"]?.array ?? []).map(Mon.init).sorted { $0.rank < $1.rank }
    }
}

extension MonMap.Mon {
    init(_ json: JSON) {
        name = json["name"]?.string ?? ""
        rank = json["rank"]?.integer ?? 0
        let vector = (json["public_addrs"]?["addrvec"]?.array ?? []).map { entry in
            (type: entry["type"]?.string ?? "", address: entry["addr"]?.string ?? "")
        }
        addresses = vector.map { "\($0.type):\($0.address)" }
        let address = (vector.first { $0.type == "v1" } ?? vector.first)?.address ?? ""
        let colon = address.lastIndex(of: ":") ?? address.endIndex
        host = String(address[..<colon].filter { !"[]".contains($0) })
        port = Int64(address[colon...].dropFirst()) ?? 0
    }
}
