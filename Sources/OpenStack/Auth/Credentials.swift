public import Core
internal import Glibc

/// Who signs in where, and what for.
///
/// The words are those of the OpenStack client: `auth_url` is `OS_AUTH_URL` in the environment and in rc files, and
/// `auth_url` in clouds.yaml.
public struct Credentials: Sendable {
    /// Keystone's address, as it was given (`http://controller:5000/v3`).
    public var authURL: String
    /// What is proved to Keystone.
    public var identity: Identity
    /// The project the token is for; nil with application credentials, which know theirs.
    public var project: Reference?
    /// The region whose endpoints are used; nil is the catalogue's first.
    public var region: String?
    /// `public`, `internal` or `admin`.
    public var interface: String
    /// A file of certificates of authorities to trust instead of the system's.
    public var authorities: String?
    /// A client certificate and its key (PEM files).
    public var certificate: String?
    /// See ``certificate``.
    public var key: String?
    /// Whether TLS certificates are verified.
    public var isVerified: Bool
    /// Where all this came from, for hints: `/root/admin-openrc`, `the environment`.
    public var source: String

    /// A name or an id, and the domain in which the name counts.
    public struct Reference: Sendable, Equatable {
        /// The id, which needs no domain.
        public var id: String?
        /// The name.
        public var name: String?
        /// The domain's id, when it is known by that.
        public var domainID: String?
        /// The domain's name.
        public var domainName: String?
    }

    /// The two ways to sign in that need no person.
    public enum Identity: Sendable {
        /// A user's name and password.
        case password(user: Reference, password: Secret)
        /// An application credential.
        case application(Reference, user: Reference, secret: Secret)
    }
}

extension Credentials {
    /// The settings that are understood, by their names in clouds.yaml.
    public static let names: Set<String> = [
        "auth_url", "username", "user_id", "password", "project_name", "project_id", "tenant_name", "tenant_id",
        "user_domain_name", "user_domain_id", "project_domain_name", "project_domain_id", "default_domain",
        "domain_name", "domain_id", "region_name", "interface", "endpoint_type", "cacert", "cert", "key", "verify",
        "insecure", "application_credential_id", "application_credential_name", "application_credential_secret",
    ]

    /// Makes credentials from settings by their names in clouds.yaml.
    ///
    /// - Throws: `.invalid` with the name of what is missing.
    public init(settings all: [String: String], source: String) throws(OperationError) {
        let settings = all.filter { !$0.value.isEmpty }
        func required(_ names: String...) throws(OperationError) -> String {
            for name in names { if let value = settings[name] { return value } }
            throw OperationError(
                .invalid, "read credentials", target: source, message: "\(names[0]) is missing",
                hint: "Set \(names.map { "OS_" + $0.uppercased() }.joined(separator: " or ")), in the rc file, "
                    + "clouds.yaml or the environment.")
        }
        authURL = try required("auth_url")
        let userDomain = settings["user_domain_name"] ?? settings["default_domain"] ?? settings["domain_name"]
        let userDomainID = settings["user_domain_id"] ?? settings["domain_id"]
        var user = Reference(id: settings["user_id"], name: settings["username"])
        user.setDomain(userDomainID, userDomain)
        if let secret = settings["application_credential_secret"] {
            let id = settings["application_credential_id"]
            let name = id == nil ? try required("application_credential_id", "application_credential_name") : nil
            identity = .application(Reference(id: id, name: name), user: user, secret: Secret(secret))
        } else {
            if user.id == nil { user.name = try required("username", "user_id") }
            identity = .password(user: user, password: Secret(try required("password")))
            var project = Reference(id: settings["project_id"] ?? settings["tenant_id"])
            if project.id == nil { project.name = try required("project_name", "project_id", "tenant_name") }
            let domain = settings["project_domain_name"] ?? settings["default_domain"] ?? settings["domain_name"]
            project.setDomain(settings["project_domain_id"] ?? settings["domain_id"], domain)
            self.project = project
        }
        region = settings["region_name"]
        // The older word for it ends in "URL": publicURL.
        let interface = settings["interface"] ?? settings["endpoint_type"] ?? "public"
        self.interface = interface.hasSuffix("URL") ? String(interface.dropLast(3)) : interface
        guard ["public", "internal", "admin"].contains(self.interface) else {
            throw OperationError(
                .invalid, "read credentials", target: source, message: "there is no interface \"\(interface)\"",
                hint: "It is one of public, internal and admin.")
        }
        authorities = settings["cacert"]
        certificate = settings["cert"]
        key = settings["key"]
        let verify = settings["verify"].map { Self.isTrue($0) }
        isVerified = verify ?? !(settings["insecure"].map { Self.isTrue($0) } ?? false)
        self.source = source
    }

    private static func isTrue(_ text: String) -> Bool { ["true", "yes", "on", "1"].contains(text.lowercased()) }

    /// The settings in the environment: `OS_AUTH_URL` is `auth_url`.
    public static func environmentSettings() -> [String: String] {
        var settings: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if text.hasPrefix("OS_"), let equals = text.firstIndex(of: "=") {
                settings[String(text[..<equals].dropFirst(3)).lowercased()] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return settings
    }
}

extension Credentials.Reference {
    fileprivate mutating func setDomain(_ id: String?, _ name: String?) {
        guard self.id == nil else { return }
        domainID = id
        domainName = id == nil ? name ?? "Default" : nil
    }

    /// As Keystone wants it.
    var json: JSON {
        if let id { return ["id": .string(id)] }
        var members: [String: JSON] = [:]
        if let name { members["name"] = .string(name) }
        if let domainID { members["domain"] = ["id": .string(domainID)] }
        if let domainName { members["domain"] = ["name": .string(domainName)] }
        return .object(members)
    }
}

extension Credentials {
    /// The body of `POST /v3/auth/tokens`. It holds the password: for the wire only.
    var request: JSON {
        switch identity {
        case .password(let user, let password):
            guard case .object(var members) = user.json else { return .null }
            members["password"] = .string(password.revealed)
            let scope: JSON = project.map { ["project": $0.json] } ?? .null
            return [
                "auth": [
                    "identity": ["methods": ["password"], "password": ["user": .object(members)]], "scope": scope,
                ]
            ]
        case .application(let reference, let user, let secret):
            var members: [String: JSON] = ["secret": .string(secret.revealed)]
            if let id = reference.id {
                members["id"] = .string(id)
            } else {
                members["name"] = reference.name.map { .string($0) }
                members["user"] = user.json
            }
            return [
                "auth": [
                    "identity": [
                        "methods": ["application_credential"], "application_credential": .object(members),
                    ]
                ]
            ]
        }
    }

    /// The user, as people know him.
    public var userName: String {
        switch identity {
        case .password(let user, _): user.name ?? user.id ?? ""
        case .application(let reference, let user, _): user.name ?? reference.name ?? reference.id ?? ""
        }
    }
}
