internal import CCurl
package import Core
internal import Synchronization

/// Sends HTTP requests through libcurl. Blocking; any number of threads may send at once.
///
/// It keeps connections open between requests. Requests that are not idempotent always get a connection of their own:
/// keystone's and nova's uwsgi close theirs after a 204 without saying so, and a `POST` that dies on a closing
/// connection cannot be told from one that was carried out.
package final class HTTPClient: Sendable {
    /// How to trust the other side and prove oneself to it.
    package struct TLS: Sendable {
        package var authorities: String?
        package var certificate: String?
        package var key: String?
        package var isVerified = true
        package init() {}
    }

    private let tls: TLS
    private let connectTimeout: Double
    private let state = Mutex(State())

    private struct State {
        var idle: [HTTPEngine] = []
        var isClosed = false
    }

    /// Loads libcurl; throws `.notSupported` where there is none.
    package init(tls: TLS = TLS(), connectTimeout: Double = 10) throws(OperationError) {
        if let reason = cephlua_door_curl_open() {
            throw OperationError(
                .notSupported, "load libcurl", target: "libcurl.so.4", message: String(cString: reason),
                hint: "Install libcurl (Debian: libcurl4, Red Hat: libcurl).")
        }
        self.tls = tls
        self.connectTimeout = connectTimeout
    }

    /// Closes the idle connections; requests after that throw `.closed`.
    package func close() {
        state.withLock { $0 = State(isClosed: true) }
    }

    /// Sends a request and takes the answer, whatever its status.
    ///
    /// - Throws: `.timedOut`, `.cancelled`, `.unreachable` and its like, when no answer came.
    package func send(_ request: HTTPRequest) throws(OperationError) -> HTTPResponse {
        var pause = 0.2
        var attempt = 1
        while true {
            let result = Result { () throws(OperationError) in try sendOnce(request) }
            let isLast = !request.isIdempotent || attempt == 4 || request.deadline.remaining < pause
            switch result {
            case .success(var response):
                response.attempts = attempt
                if isLast || ![429, 502, 503, 504].contains(response.status) { return response }
                pause = max(pause, min(response.headers["retry-after"].flatMap(Double.init) ?? 0, 10))
            case .failure(let error):
                if isLast || error.code != .connectionReset { throw error }
            }
            try Cancellation.sleep(min(pause, request.deadline.remaining), request.operation, target: request.origin)
            pause *= 2
            attempt += 1
        }
    }

    private func sendOnce(_ request: HTTPRequest) throws(OperationError) -> HTTPResponse {
        let engine = try checkOut(request)
        // An engine with a failed transfer is fit for use: its connection is gone, no more.
        defer { checkIn(engine) }
        let exchange = try HTTPExchange(request, tls: tls, connectTimeout: connectTimeout)
        return try engine.perform(exchange)
    }

    private func checkOut(_ request: HTTPRequest) throws(OperationError) -> HTTPEngine {
        let (idle, isClosed) = state.withLock { ($0.idle.popLast(), $0.isClosed) }
        if isClosed {
            throw OperationError(.closed, request.operation, target: request.origin, message: "the session was closed")
        }
        return idle ?? HTTPEngine()
    }

    private func checkIn(_ engine: HTTPEngine) {
        state.withLock { if !$0.isClosed { $0.idle.append(engine) } }
    }
}

/// A libcurl multi handle, with the connections it keeps. Used by one thread at a time.
///
/// The multi interface rather than `curl_easy_perform`, because only it waits for the cancellation as well: the
/// progress callback of the easy one is called once a second while nothing moves.
final class HTTPEngine: @unchecked Sendable {
    private let multi = curl_multi_init()

    deinit { curl_multi_cleanup(multi) }

    func perform(_ exchange: HTTPExchange) throws(OperationError) -> HTTPResponse {
        let request = exchange.request
        curl_multi_add_handle(multi, exchange.easy)
        defer { curl_multi_remove_handle(multi, exchange.easy) }
        let cancellation = Cancellation.current
        var watched = curl_waitfd(fd: cancellation?.descriptor ?? -1, events: Int16(CURL_WAIT_POLLIN), revents: 0)
        while true {
            var running: Int32 = 0
            try check(curl_multi_perform(multi, &running), request)
            var left: Int32 = 0
            while let message = curl_multi_info_read(multi, &left) {
                if message.pointee.msg == CURLMSG_DONE { return try exchange.finish(message.pointee.data.result) }
            }
            try cancellation?.check(request.operation, target: request.origin)
            if request.deadline.hasPassed { throw HTTPFailure.timedOut(request) }
            let milliseconds = request.deadline.pollTimeout
            let wait = milliseconds < 0 ? 60_000 : milliseconds
            try check(curl_multi_poll(multi, &watched, cancellation == nil ? 0 : 1, wait, nil), request)
        }
    }

    private func check(_ code: CURLMcode, _ request: HTTPRequest) throws(OperationError) {
        guard code != CURLM_OK else { return }
        let text = curl_multi_strerror(code).map { String(cString: $0) } ?? ""
        throw OperationError(.internal, request.operation, target: request.origin, message: "libcurl: \(text)")
    }
}
