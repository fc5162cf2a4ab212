internal import Core
public import LuaHost
internal import OpenStack
internal import RBD

/// `http`: what web servers give.
public let httpModule = LuaModule("http") { module in
    module.function("head", ["url", "options"]) { call in
        let ask = try Ask(call, "HEAD", options: 2)
        return .blocking { try ask.answer().record }
    }
    module.function("get", ["url", "options"]) { call in
        let ask = try Ask(call, "GET", options: 2)
        return .blocking { try ask.answer().record }
    }
    module.function("download", ["url", "path", "options"], .writes) { call in
        let (ask, path) = (try Ask(call, "GET", options: 3), try call.string(2, "path"))
        return .blocking { try ask.download(to: path) }
    }
}

/// A request, and whom to trust.
private struct Ask {
    var request: HTTPRequest
    var tls = HTTPClient.TLS()

    init(_ call: LuaCall, _ method: String, options position: Int) throws(OperationError) {
        let url = try call.string(1, "url")
        let options = try call.options(position, ["headers", "timeout", "ca", "insecure"])
        let timeout = try options.duration("timeout") ?? (position == 2 ? 60 : 3600)
        request = HTTPRequest(method, url, deadline: Deadline(in: timeout))
        request.headers = try options.stringTable("headers") ?? [:]
        request.redirects = 5
        tls.authorities = try options.string("ca")
        tls.isVerified = try !(options.boolean("insecure") ?? false)
    }

    func download(to path: String) throws(OperationError) -> Int64 {
        let file = try TargetFile(path, "download")
        var ask = self
        ask.request.sink = .file(file)
        // What was written before a reset would stay in the file.
        ask.request.isIdempotent = false
        let answer = try ask.answer()
        try file.commit()
        return answer.written
    }

    func answer() throws(OperationError) -> HTTPResponse {
        let client = try HTTPClient(tls: tls)
        defer { client.close() }
        let answer = try client.send(request)
        guard (200..<300).contains(answer.status) else {
            throw refused(request, answer.status)
        }
        return answer
    }
}

/// What a web server gives, to be written into a pipe.
func webInput(_ url: String, size expected: UInt64?, deadline: Deadline) throws(OperationError) -> PipedInput {
    @Sendable func request(_ method: String) -> HTTPRequest {
        var request = HTTPRequest(method, url, deadline: deadline)
        request.redirects = 5
        return request
    }
    let client = try HTTPClient()
    // Not all servers say the size beforehand; then it shows at the end.
    let head = try client.send(request("HEAD"))
    let told = (200..<300).contains(head.status) ? head.headers["content-length"].flatMap(UInt64.init) : nil
    if let told, let expected, told != expected {
        throw OperationError(
            .invalid, "read", target: request("GET").origin,
            message: "it has \(told) bytes, not the \(expected) that `size` says")
    }
    return PipedInput(name: request("GET").origin, size: told ?? expected) { (pipe) throws(OperationError) in
        var get = request("GET")
        get.sink = .pipe(pipe)
        get.isIdempotent = false
        let answer = try client.send(get)
        guard (200..<300).contains(answer.status) else { throw refused(get, answer.status) }
    }
}

private func refused(_ request: HTTPRequest, _ status: Int) -> OperationError {
    OperationError(
        .http(status), request.operation, target: request.origin, message: "the server answered \(status)")
}

extension HTTPResponse {
    fileprivate var record: LuaValue {
        ["status": status.luaValue, "headers": LuaValue(headers), "body": .bytes(body)]
    }
}
