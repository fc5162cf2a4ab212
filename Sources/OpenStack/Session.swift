public import Core
internal import FoundationEssentials
internal import Synchronization

/// A signed-in user in a project: the way to all services.
///
/// Blocking; any number of threads may use it at once. The token is renewed when it nears its end, and when a service
/// does not take it any more.
public final class Session: Sendable {
    /// Who signed in where.
    public let credentials: Credentials
    /// How long one request may take, uploads and downloads excepted; seconds.
    public let timeout: Double
    let client: HTTPClient
    private let state = Mutex<Token?>(nil)

    struct Token: Sendable {
        var secret: Secret
        var expires: Date?
        var catalog: Catalog
        var userName: String
        var projectName: String
        var projectID: String
    }

    /// Signs in.
    ///
    /// - Throws: `HTTP_401` for a wrong name or password; `.unreachable`, `.connectionRefused`, `.timedOut` when
    ///   Keystone does not answer.
    ///
    /// Units: `timeout` in seconds. CLI: `openstack token issue`.
    public init(_ credentials: Credentials, timeout: Double = 60) throws(OperationError) {
        self.credentials = credentials
        self.timeout = timeout
        var tls = HTTPClient.TLS()
        tls.authorities = credentials.authorities
        tls.certificate = credentials.certificate
        tls.key = credentials.key
        tls.isVerified = credentials.isVerified
        client = try HTTPClient(tls: tls)
        let token = try signIn(Deadline(in: timeout))
        state.withLock { $0 = token }
    }

    /// Forgets the token and closes the connections. Further requests throw `.closed`.
    public func close() {
        client.close()
        state.withLock { $0 = nil }
    }

    /// The name of the project, as Keystone knows it.
    public var projectName: String { state.withLock { $0?.projectName } ?? "" }
    /// The id of the project.
    public var projectID: String { state.withLock { $0?.projectID } ?? "" }
    /// The name of the user, as Keystone knows it.
    public var userName: String { state.withLock { $0?.userName } ?? credentials.userName }
    /// The service catalogue.
    public var catalog: Catalog { state.withLock { $0?.catalog } ?? Catalog(json: .null) }

    /// The address of a service, nil when the catalogue has none for this interface and region.
    public func findEndpoint(_ type: String) -> String? {
        catalog.endpoint(type, interface: credentials.interface, region: credentials.region)
    }

    /// The address of a service.
    ///
    /// - Throws: `.notFound`.
    public func endpoint(_ type: String) throws(OperationError) -> String {
        guard state.withLock({ $0 != nil }) else { throw closed }
        if var url = findEndpoint(type) {
            while url.hasSuffix("/") { url.removeLast() }
            return url
        }
        let region = credentials.region.map { ", region \($0)" } ?? ""
        let known = catalog.services.map(\.type).joined(separator: ", ")
        throw OperationError(
            .notFound, "find endpoint", target: "\(type) (\(credentials.interface)\(region))",
            message: "the service catalogue has no such endpoint", hint: "It has the services: \(known).")
    }
}

// MARK: - The token

extension Session {
    /// The token for a request that takes so long; a new one if it would end meanwhile.
    func token(for seconds: Double, _ deadline: Deadline) throws(OperationError) -> Secret {
        guard let token = state.withLock({ $0 }) else { throw closed }
        guard let expires = token.expires, expires.timeIntervalSinceNow < min(seconds, 300) else { return token.secret }
        return try renew(after: token.secret, deadline)
    }

    private var closed: OperationError {
        OperationError(.closed, "use session", target: credentials.authURL, message: "it was closed")
    }

    /// A new token, unless another thread got one since `old`.
    func renew(after old: Secret, _ deadline: Deadline) throws(OperationError) -> Secret {
        if let current = state.withLock({ $0?.secret }), current !== old { return current }
        let token = try signIn(deadline)
        state.withLock { if $0 != nil { $0 = token } }
        return token.secret
    }

    /// Keystone's address for version 3: with or without `/v3`, and with the `/v2.0` of old files replaced.
    private var identityURL: String {
        var url = Substring(credentials.authURL)
        while url.hasSuffix("/") { url.removeLast() }
        for version in ["/v3", "/v2.0"] where url.hasSuffix(version) { url.removeLast(version.count) }
        return url + "/v3"
    }

    private func signIn(_ deadline: Deadline) throws(OperationError) -> Token {
        let body = Array(credentials.request.text().utf8)
        var request = HTTPRequest("POST", identityURL + "/auth/tokens", body: .bytes(body), deadline: deadline)
        request.headers = ["Content-Type": "application/json", "Accept": "application/json"]
        // A second token does no harm.
        request.isIdempotent = true
        let response = try client.send(request)
        guard response.status == 201, let secret = response.headers["x-subject-token"] else {
            throw refused(request, response)
        }
        let token = try response.json(request.operation)["token"] ?? .null
        let text = token["expires_at"]?.string ?? ""
        let expires = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        if let expires, expires.timeIntervalSinceNow < 0 {
            throw OperationError(
                .conflict, request.operation, target: request.origin,
                message: "the new token ended at \(text), which is in the past here",
                hint: "The clocks of this machine and of Keystone's host differ: set them right.")
        }
        return Token(
            secret: Secret(secret), expires: expires, catalog: Catalog(json: token["catalog"] ?? .null),
            userName: token["user"]?["name"]?.string ?? credentials.userName,
            projectName: token["project"]?["name"]?.string ?? "", projectID: token["project"]?["id"]?.string ?? "")
    }

    private func refused(_ request: HTTPRequest, _ response: HTTPResponse) -> OperationError {
        var error = ServiceFailure.error(request, response)
        switch response.status {
        case 401:
            error.message = "Keystone does not accept user \(credentials.userName): \(error.message)"
            error.hint = "Check the user, the password, the project and their domains in \(credentials.source)."
        case 404, 300, 405, 201:
            error.hint = "Is \(credentials.authURL) Keystone's address? It usually ends in :5000/v3."
        default: break
        }
        return error
    }
}
