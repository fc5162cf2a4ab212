internal import Core
public import LuaHost
internal import OpenStack

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
            throw OperationError(
                .http(answer.status), request.operation, target: request.origin,
                message: "the server answered \(answer.status)")
        }
        return answer
    }
}

extension HTTPResponse {
    fileprivate var record: LuaValue {
        ["status": status.luaValue, "headers": LuaValue(headers), "body": .bytes(body)]
    }
}
