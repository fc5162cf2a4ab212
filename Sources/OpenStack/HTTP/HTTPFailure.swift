internal import CCurl
public import Core

extension Code {
    /// The connection ended before the answer. The C error is `ECONNRESET`.
    package static let connectionReset = Code(domain: "errno", name: "ECONNRESET", number: 104)
    /// Nothing listens there. The C error is `ECONNREFUSED`.
    package static let connectionRefused = Code(domain: "errno", name: "ECONNREFUSED", number: 111)
    /// What it was waited for ended in an error state.
    public static let badState = Code(domain: "openstack", name: "BAD_STATE", number: 1)

    /// An answer of an HTTP server that is not a success: `HTTP_404`.
    public static func http(_ status: Int) -> Code { Code(domain: "http", name: "HTTP_\(status)", number: status) }
}

/// The one place where libcurl's failures become errors of this program.
enum HTTPFailure {
    static func timedOut(_ request: HTTPRequest) -> OperationError {
        OperationError(
            .timedOut, request.operation, target: request.origin,
            message: "no complete answer within \(seconds(request.deadline.seconds))",
            hint: "Is the host up, does a firewall drop the connection, or does the service need longer (`timeout`)?")
    }

    static func transport(
        _ code: CURLcode, _ reason: String, _ easy: UnsafeMutableRawPointer, _ request: HTTPRequest
    ) -> OperationError {
        let text = reason.isEmpty ? curl_easy_strerror(code).map { String(cString: $0) } ?? "" : reason
        func error(_ code: Code, _ hint: String? = nil) -> OperationError {
            OperationError(code, request.operation, target: request.origin, message: text.lowercasedFirst, hint: hint)
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return error(.unreachable, "Does the host name in the address resolve on this machine?")
        case CURLE_COULDNT_CONNECT:
            var number = 0
            _ = cephlua_curl_get_long(easy, CURLINFO_OS_ERRNO, &number)
            return error(
                number == 0 ? .unreachable : Code(errno: number),
                "Does the service run, and is the address right for this machine's network?")
        case CURLE_OPERATION_TIMEDOUT:
            return error(.timedOut, "Is the host up, and does a firewall drop the connection?")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            return error(.connectionReset, "The service closed the connection; its log may say why.")
        case CURLE_PEER_FAILED_VERIFICATION:
            return error(named("PEER_FAILED_VERIFICATION", code), "Name the authority's certificate with OS_CACERT.")
        case CURLE_SSL_CACERT_BADFILE:
            return error(named("SSL_CACERT_BADFILE", code), "OS_CACERT must name a readable file of PEM certificates.")
        case CURLE_SSL_CONNECT_ERROR:
            return error(named("SSL_CONNECT_ERROR", code), "Does the service speak TLS on this port?")
        default:
            return error(named("\(code.rawValue)", code))
        }
    }

    private static func named(_ name: String, _ code: CURLcode) -> Code {
        Code(domain: "curl", name: "CURLE_\(name)", number: Int(code.rawValue))
    }

    /// A number of seconds as a person writes it.
    static func seconds(_ value: Double) -> String {
        value == value.rounded() && value < 1e15 ? "\(Int(value)) s" : "\(Double(Int(value * 100)) / 100) s"
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...lastIndex { !$0.isWhitespace }!])
    }

    /// With a small first letter, as messages begin here; "SSL" stays as it is.
    var lowercasedFirst: String {
        dropFirst().first?.isUppercase == true ? String(self) : prefix(1).lowercased() + dropFirst()
    }
}
