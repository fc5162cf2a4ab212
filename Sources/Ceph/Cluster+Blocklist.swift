public import Core
internal import Foundation

/// An address whose client may not write any longer.
public struct BlockedAddress: Sendable, Equatable {
    /// `192.168.0.111:0/3888816563`, or a network as `10.1.0.0:0/24`
    public let address: String
    /// When it is let in again, in seconds since 1970.
    public let until: Double

    init?(_ json: JSON) {
        guard let address = json["addr"]?.string ?? json["range"]?.string, let text = json["until"]?.string,
            let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        else { return nil }
        self.address = address
        until = date.timeIntervalSince1970
    }
}

extension Cluster {
    /// Clients that may not write any longer: their locks were broken, or somebody shut them out. Sorted by address.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd blocklist ls`. Lua: `cluster:blocklist()`
    public func blocklist() throws(OperationError) -> [BlockedAddress] {
        let reply = try send("osd blocklist ls", ["format": "json"]).revealed
        // Two documents, one behind the other: addresses, and networks.
        let lists = reply.replacing("][", with: "]\n[").split(separator: "\n")
        var found: [BlockedAddress] = []
        for list in lists {
            let json = try JSON(parsing: Array(list.utf8), target: "reply to osd blocklist ls")
            found += (json.array ?? []).compactMap(BlockedAddress.init)
        }
        return found.sorted { $0.address < $1.address }
    }

    /// Shuts a client out: what it writes from now on is refused, and it has to connect anew.
    ///
    /// - Parameter address: As watchers and lockers have it: `192.168.0.111:0/3888816563`.
    /// - Parameter duration: Seconds until it is let in again; nil for the cluster's default, an hour.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd blocklist add`. Lua: `cluster:block_client()`
    public func block(_ address: String, for duration: Double? = nil) throws(OperationError) {
        var arguments: [String: JSON] = ["blocklistop": "add", "addr": .string(address)]
        // The monitors refuse a whole number where they want one with a fraction.
        arguments["expire"] = duration.map { .number($0 == $0.rounded() ? $0.nextUp : $0) }
        try send("osd blocklist", arguments, about: address)
    }

    /// Lets a client in again.
    ///
    /// - Throws: `.notFound` if it is not shut out.
    ///
    /// C: `rados_mon_command`. CLI: `ceph osd blocklist rm`. Lua: `cluster:unblock_client()`
    public func unblock(_ address: String) throws(OperationError) {
        guard try blocklist().contains(where: { $0.address == address }) else {
            throw OperationError(
                .notFound, "osd blocklist rm", target: address, message: "no client of this address is shut out")
        }
        try send("osd blocklist", ["blocklistop": "rm", "addr": .string(address)], about: address)
    }
}
