/// What distributions call the same service.
enum ServiceNames {
    /// Names of one and the same service; the first that exists on a host is taken, an active one before others.
    private static let families: [[String]] = [
        ["libvirtd", "virtqemud", "libvirt-bin"],
        ["apache2", "httpd"],
        ["mariadb", "mysql", "mysqld"],
        ["ssh", "sshd"],
        ["chrony", "chronyd"],
        ["cron", "crond"],
        ["redis-server", "redis"],
        ["neutron-server", "neutron-api"],
        ["placement-api", "placement"],
        ["nova-api", "nova-api-os-compute"],
    ]

    /// Unit types that a name may end with; without one it is a service.
    private static let types = [".service", ".socket", ".timer", ".target", ".path", ".mount"]

    /// The names to look for, the likeliest first: as asked for, with and without RDO's prefix, and the family's.
    static func candidates(for name: String) -> [String] {
        let (base, type) = split(name)
        let prefix = "openstack-"
        let plain = base.hasPrefix(prefix) ? String(base.dropFirst(prefix.count)) : base
        let family = families.first { $0.contains(plain) } ?? []
        var result: [String] = []
        for candidate in [base, plain, prefix + plain] + family.flatMap({ [$0, prefix + $0] })
        where !result.contains(candidate) { result.append(candidate) }
        return result.map { $0 + type }
    }

    /// The word that a web server's site file for the service has in its name: `keystone`, `cinder`.
    ///
    /// Only API services are run by a web server; nova-compute and its like never are.
    static func webSite(for name: String) -> String? {
        let plain = split(name).base.replacing("openstack-", with: "")
        let project = String(plain.prefix { $0 != "-" })
        return plain == project || plain.hasSuffix("-api") ? project : nil
    }

    /// A name and its unit type, which is empty if it has none.
    static func split(_ name: String) -> (base: String, type: String) {
        guard let type = types.first(where: name.hasSuffix) else { return (name, "") }
        return (String(name.dropLast(type.count)), type == ".service" ? "" : type)
    }
}
