internal import Core
public import LuaHost
public import OpenStack

/// `openstack`: Keystone, Glance, Cinder and Nova.
public let openstackModule = LuaModule("openstack") { module in
    let types = [
        Session.luaType, Images.luaType, Volumes.luaType, Snapshots.luaType, Backups.luaType, Servers.luaType,
        Flavors.luaType,
    ]
    for type in types { module.type(type) }
    module.function("connect", ["options"]) { call in
        let options = try call.options(
            1,
            [
                "rc", "cloud", "clouds", "auth_url", "username", "password", "project", "user_domain",
                "project_domain", "region", "interface", "ca", "insecure", "timeout",
            ])
        let overrides = try credentialOverrides(options)
        let rc = try options.string("rc")
        let cloud = try options.string("cloud")
        let clouds = try options.string("clouds")
        guard rc == nil || (cloud == nil && clouds == nil) else {
            throw OperationError(
                .usage, call.name, target: "option \"rc\"", message: "it excludes \"cloud\" and \"clouds\"")
        }
        let timeout = try options.duration("timeout") ?? 60
        return .blocking { () throws(OperationError) in
            let credentials: Credentials
            if let rc {
                credentials = try .rc(rc, overrides: overrides)
            } else if cloud != nil || clouds != nil {
                credentials = try .cloud(cloud, path: clouds, overrides: overrides)
            } else {
                credentials = try .environment(overrides: overrides)
            }
            return try Session(credentials, timeout: timeout)
        }
    }
}

/// The credentials given as options, by their names in clouds.yaml.
private func credentialOverrides(_ options: LuaOptions) throws(OperationError) -> [String: String] {
    var overrides: [String: String] = [:]
    let names = [
        "auth_url": "auth_url", "username": "username", "project": "project_name", "user_domain": "user_domain_name",
        "project_domain": "project_domain_name", "region": "region_name", "interface": "interface", "ca": "cacert",
    ]
    for (option, name) in names { overrides[name] = try options.string(option) }
    overrides["password"] = try options.secret("password")?.revealed
    if let insecure = try options.boolean("insecure") { overrides["verify"] = insecure ? "false" : "true" }
    return overrides
}

extension Session: LuaObject {
    /// One line for `tostring`.
    public var luaDescription: String { "openstack.Session \(userName) in \(projectName) at \(credentials.authURL)" }

    /// Forgets the token and closes the connections.
    public func luaClose() throws { close() }

    /// Its name, properties and methods in Lua.
    public static let luaType = LuaType(Session.self, "openstack.Session") { type in
        type.property("auth_url") { $0.credentials.authURL }
        type.property("user") { $0.userName }
        type.property("project") { $0.projectName }
        type.property("project_id") { $0.projectID }
        type.property("region") { $0.credentials.region }
        type.property("interface") { $0.credentials.interface }
        type.property("images") { $0.images }
        type.property("volumes") { $0.volumes }
        type.property("snapshots") { $0.snapshots }
        type.property("backups") { $0.backups }
        type.property("servers") { $0.servers }
        type.property("flavors") { $0.flavors }
        type.method("catalog") { own, _ in .value(own.catalog.services.map(\.record)) }
        type.method("find_endpoint", ["service"]) { own, call in
            .value(own.findEndpoint(try call.string(1, "service")))
        }
        type.method("request", ["service", "path", "options"], .destroys) { own, call in
            let service = try call.string(1, "service")
            let path = try call.string(2, "path")
            let options = try call.options(3, ["method", "body", "headers", "timeout"])
            let method = try options.string("method") ?? "GET"
            let body = try options.table("body").map { table throws(OperationError) in
                try json(of: .table(table), path: "body", operation: call.name)
            }
            let headers = try options.stringTable("headers") ?? [:]
            let timeout = try options.duration("timeout")
            return .blocking { () throws(OperationError) in
                let answer = try own.request(service, method, path, body: body, headers: headers, timeout: timeout)
                let record: LuaValue = [
                    "status": LuaValue(answer.status), "headers": LuaValue(answer.headers),
                    "body": LuaValue(answer.body),
                ]
                return record
            }
        }
    }
}

/// The id in an argument that may be an id or a record with one.
func openstackID(_ call: LuaCall, _ position: Int, _ parameter: String) throws(OperationError) -> String {
    let value = try call.value(position, parameter)
    if case .table(let table) = value, case .string(let id)? = table.fields["id"] { return id }
    // Anything else gets the error of a string argument.
    return try call.string(position, parameter)
}

extension LuaOptions {
    /// The id in an option that may be an id or a record with one.
    func openstackID(_ name: String) throws(OperationError) -> String? {
        if case .table(let table) = value(name), case .string(let id)? = table.fields["id"] { return id }
        return try string(name)
    }

    /// Until when to wait; nil with `wait = false`.
    func openstackDeadline(_ seconds: Double) throws(OperationError) -> Deadline? {
        let timeout = try duration("timeout") ?? seconds
        return try boolean("wait") ?? true ? Deadline(in: timeout) : nil
    }
}

extension Catalog.Service {
    fileprivate var record: LuaValue {
        let endpoints = self.endpoints.map { endpoint -> LuaValue in
            [
                "interface": LuaValue(endpoint.interface), "region": LuaValue(endpoint.region),
                "url": LuaValue(endpoint.url),
            ]
        }
        return ["type": LuaValue(type), "name": LuaValue(name), "endpoints": LuaValue(endpoints)]
    }
}

extension ServiceRecord {
    var record: LuaValue {
        [
            "binary": LuaValue(binary), "host": LuaValue(host), "zone": LuaValue(zone), "enabled": LuaValue(isEnabled),
            "up": LuaValue(isUp), "updated": LuaValue(updated), "reason": LuaValue(reason),
        ]
    }
}
