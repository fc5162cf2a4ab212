public import Core

/// The answer of a service.
public struct ServiceAnswer: Sendable {
    /// The HTTP status.
    public var status: Int
    /// Names in lower case.
    public var headers: [String: String]
    /// The body; a string where the service did not send JSON, null where it sent nothing.
    public var body: JSON
}

extension Session {
    /// Sends one request to a service, with the token; the way to what this library has no function for.
    ///
    /// - Parameters:
    ///   - service: Its type in the catalogue (`network`).
    ///   - path: What follows the endpoint (`/v2.0/networks`).
    /// - Throws: `HTTP_…` for any status but a success.
    ///
    /// Units: `timeout` in seconds.
    public func request(
        _ service: String, _ method: String, _ path: String, body: JSON? = nil, headers: [String: String] = [:],
        timeout: Double? = nil
    ) throws(OperationError) -> ServiceAnswer {
        let bytes = body.map { Array($0.text().utf8) }
        let deadline = Deadline(in: timeout ?? self.timeout)
        var request = HTTPRequest(
            method, try url(service, path), body: bytes.map { .bytes($0) } ?? .none, deadline: deadline)
        request.headers["Accept"] = "application/json"
        if body != nil { request.headers["Content-Type"] = "application/json" }
        request.headers.merge(headers) { _, new in new }
        let response = try send(request)
        let isJSON = response.headers["content-type"]?.contains("json") ?? false
        let body: JSON =
            isJSON ? try response.json(request.operation) : .string(String(decoding: response.body, as: UTF8.self))
        return ServiceAnswer(
            status: response.status, headers: response.headers, body: response.body.isEmpty ? .null : body)
    }

    /// The URL of a path below a service's endpoint. Some catalogues name the version that the path begins with
    /// (`/v2`, `/v2.0`, `/v3`), others do not.
    func url(_ service: String, _ path: String) throws(OperationError) -> String {
        let endpoint = try endpoint(service)
        let version = path.prefix(1) + path.dropFirst().prefix { $0 != "/" }
        let isDouble = version.wholeMatch(of: /\/v[0-9.]+/) != nil && endpoint.hasSuffix(version)
        return endpoint + path.dropFirst(isDouble ? version.count : 0)
    }

    /// Sends a request with the token, once more with a new one on a 401, and throws for what is not a success.
    func send(_ request: HTTPRequest) throws(OperationError) -> HTTPResponse {
        var request = request
        let token = try token(for: request.deadline.seconds, request.deadline)
        request.token = token
        var response = try client.send(request)
        if response.status == 401 {
            request.token = try renew(after: token, request.deadline)
            response = try client.send(request)
        }
        // A deletion that was sent again after a reset may find that the first one worked.
        if request.method == "DELETE" && response.status == 404 && response.attempts > 1 { return response }
        guard (200..<300).contains(response.status) else { throw ServiceFailure.error(request, response) }
        return response
    }

    /// Whether the thing at a path is there.
    func exists(_ body: () throws(OperationError) -> Void) throws(OperationError) -> Bool {
        do { try body() } catch {
            if error.code == .http(404) { return false }
            throw error
        }
        return true
    }

    /// All elements of a list that the service gives in pages.
    ///
    /// Each page but the last has a link to the next; only that it is there counts, as services behind a proxy often
    /// put an address into it that works for nobody.
    func pages(
        _ service: String, _ path: String, _ key: String, query: [String: String?] = [:],
        headers: [String: String] = [:]
    ) throws(OperationError) -> [JSON] {
        var all: [JSON] = []
        var query = query.compactMapValues { $0 }
        while true {
            let text = query.sorted { $0.key < $1.key }.map { "\($0)=\(percentEncoded($1))" }.joined(separator: "&")
            let answer = try request(service, "GET", text.isEmpty ? path : "\(path)?\(text)", headers: headers)
            let page = answer.body[key]?.array ?? []
            all += page
            let hasNext =
                answer.body["next"] != nil
                || (answer.body["\(key)_links"]?.array ?? []).contains { $0["rel"]?.string == "next" }
            guard hasNext, let last = page.last?["id"]?.string, last != query["marker"] else { return all }
            query["marker"] = last
        }
    }

    /// The only element of that name, nil for none.
    func only<Record>(_ kind: String, _ name: String, _ found: [Record], _ id: (Record) -> String)
        throws(OperationError) -> Record?
    {
        guard found.count > 1 else { return found.first }
        throw OperationError(
            .conflict, "find \(kind)", target: name, message: "\(found.count) of them have this name",
            hint: "Use an id: \(found.map(id).joined(separator: ", ")).")
    }
}

/// For a path segment or a query value: everything but unreserved characters in `%XX`.
func percentEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
        let character = Character(Unicode.Scalar(byte))
        if character.isASCII && (character.isLetter || character.isNumber || "-._~".contains(character)) {
            result.append(character)
        } else {
            let digits = String(byte, radix: 16, uppercase: true)
            result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }
    }
}
