internal import Core

/// The one place where the services' refusals become errors of this program.
enum ServiceFailure {
    static func error(_ request: HTTPRequest, _ response: HTTPResponse) -> OperationError {
        let said = message(response)
        let text = said.isEmpty ? "the service answered with status \(response.status)" : said
        return OperationError(
            .http(response.status), request.operation, target: request.origin, message: text,
            hint: hint(request, response.status))
    }

    private static func hint(_ request: HTTPRequest, _ status: Int) -> String? {
        switch status {
        case 401:
            "The service does not accept a token that Keystone has just issued: check its [keystone_authtoken] section "
                + "and the clocks of both hosts."
        case 403: "The user's role in this project does not allow it, or a quota is used up."
        case 409 where request.method == "DELETE" && request.operation.contains("/images/"):
            "Something still uses the image; on RBD, volumes or servers that were made from it. Remove those first."
        case 500...599: "The reason is in the log of the service on its host."
        case 300..<400: "The address in the service catalogue leads elsewhere: correct the endpoint in Keystone."
        default: nil
        }
    }

    /// What the service said, without markup, on one line of bounded length.
    static func message(_ response: HTTPResponse) -> String {
        let json = try? JSON(parsing: response.body)
        let text = json.flatMap { message($0, depth: 0) } ?? String(decoding: response.body, as: UTF8.self)
        // Glance sends pages of HTML whose heading repeats the status, or JSON with a piece of one.
        let heading = /<(head|h1)>.*?<\/\1>/.dotMatchesNewlines()
        let plain = text.replacing(heading, with: " ").replacing(/<[^>]*>/, with: " ")
        let entities = ["&quot;": "\"", "&#x27;": "'", "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"]
        let unescaped = plain.replacing(/&[#a-z0-9]+;/) { entities[String($0.output)] ?? String($0.output) }
        let line = unescaped.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let bounded = line.count > 600 ? line.prefix(600) + "…" : line[...]
        return bounded.hasSuffix(".") ? String(bounded.dropLast()) : String(bounded)
    }

    /// Each service has its own form: `{"error": {"message"}}` (Keystone), `{"conflictingRequest": {"message"}}` (Nova,
    /// Cinder), `{"message"}` (Glance), `{"NeutronError": {"message"}}`, `{"errors": [{"detail"}]}` (Placement).
    private static func message(_ json: JSON, depth: Int) -> String? {
        if let text = json["message"]?.string ?? json["detail"]?.string ?? json["title"]?.string { return text }
        guard depth < 2 else { return nil }
        let inner = json.array ?? json.object.map { $0.sorted { $0.key < $1.key }.map(\.value) } ?? []
        for value in inner { if let text = message(value, depth: depth + 1) { return text } }
        return nil
    }
}
