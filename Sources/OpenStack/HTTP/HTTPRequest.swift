package import Core

/// One request, and how patient to be with it.
package struct HTTPRequest: Sendable {
    /// What goes up.
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// A file, read as it is sent.
        case file(SourceFile)
    }

    /// Where the answer's body goes.
    package enum Sink: Sendable {
        /// Into memory; more than 64 MiB is an error.
        case memory
        /// To a file as it comes; an answer that is not a success still goes to memory.
        case file(TargetFile)
        /// To a pipe as it comes, likewise. Who reads it may go away.
        case pipe(CInt)
    }

    package var method: String
    package var url: String
    package var headers: [String: String] = [:]
    /// Sent as `X-Auth-Token`.
    package var token: Secret?
    package var body: Body = .none
    package var sink: Sink = .memory
    /// Whether doing it twice is the same as doing it once: then it is tried again after a reset or a 503.
    package var isIdempotent: Bool
    /// How many redirections are followed. A token never goes along: it is for the service that was named.
    package var redirects = 0
    /// When to give up altogether.
    package var deadline: Deadline
    /// How long no byte may move either way before a transfer counts as stalled.
    package var stallTimeout: Int = 120

    package init(_ method: String, _ url: String, body: Body = .none, deadline: Deadline) {
        self.method = method
        self.url = url
        self.body = body
        self.deadline = deadline
        isIdempotent = ["GET", "HEAD", "DELETE"].contains(method)
    }

    /// What errors call it: `POST /v3/auth/tokens`, without the query.
    package var operation: String {
        let path = url.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }.prefix { $0 != "?" }
        return "\(method) \(path.isEmpty ? "/" : path)"
    }

    /// What errors say it was sent to: scheme, host and port, without user names and passwords that a URL may carry.
    package var origin: String {
        guard let separator = url.firstRange(of: "://") else { return url }
        let authority = url[separator.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last.map(String.init) ?? ""
        return url[..<separator.upperBound] + host
    }
}

/// What came back.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Names in lower case.
    package var headers: [String: String]
    /// Empty when the body went to a file.
    package var body: [UInt8]
    /// How many bytes went to a file.
    package var written: Int64
    /// How often it was sent.
    package var attempts = 1

    /// The body as JSON; null when it is empty.
    package func json(_ target: String) throws(OperationError) -> JSON {
        body.isEmpty ? .null : try JSON(parsing: body, target: target)
    }
}
