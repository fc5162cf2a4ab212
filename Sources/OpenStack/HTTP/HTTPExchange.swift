internal import CCurl
internal import CSystem
internal import Core
internal import Glibc

/// One request on its way: a libcurl easy handle, and what its callbacks read from and write to.
final class HTTPExchange {
    static let memoryLimit = 64 << 20

    let request: HTTPRequest
    let easy: UnsafeMutableRawPointer
    private var list: UnsafeMutablePointer<curl_slist>?
    private let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var headers: [String: String] = [:]
    private var body: [UInt8] = []
    private var sent: Int64 = 0
    private var written: Int64 = 0
    /// Why a callback stopped the transfer; better than libcurl's own words.
    private var failure: OperationError?

    init(_ request: HTTPRequest, tls: HTTPClient.TLS, connectTimeout: Double) throws(OperationError) {
        guard request.url.hasPrefix("http://") || request.url.hasPrefix("https://") else {
            throw OperationError(
                .invalid, request.operation, target: request.origin, message: "not an http or https address")
        }
        guard let easy = curl_easy_init() else {
            throw OperationError(.internal, request.operation, target: request.origin, message: "curl_easy_init failed")
        }
        self.request = request
        self.easy = easy
        reason.initialize(to: 0)
        setUp(tls, connectTimeout)
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(list)
        reason.deallocate()
    }

    private func set(_ option: CURLoption, _ value: Int) { _ = cephlua_curl_set_long(easy, option, value) }
    private func set(_ option: CURLoption, _ value: String) { _ = cephlua_curl_set_text(easy, option, value) }

    private func setUp(_ tls: HTTPClient.TLS, _ connectTimeout: Double) {
        set(CURLOPT_URL, request.url)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_USERAGENT, "cephlua")
        set(CURLOPT_CONNECTTIMEOUT_MS, (connectTimeout * 1000).wholeDuration)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, request.stallTimeout)
        set(CURLOPT_FRESH_CONNECT, request.isIdempotent ? 0 : 1)
        _ = cephlua_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, reason)
        if request.redirects > 0, request.token == nil {
            set(CURLOPT_FOLLOWLOCATION, 1)
            set(CURLOPT_MAXREDIRS, request.redirects)
            set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        }
        if !tls.isVerified {
            set(CURLOPT_SSL_VERIFYPEER, 0)
            set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let file = tls.authorities { set(CURLOPT_CAINFO, file) }
        if let file = tls.certificate { set(CURLOPT_SSLCERT, file) }
        if let file = tls.key { set(CURLOPT_SSLKEY, file) }
        setUpBody()
        setUpHeaders()
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_SEEKDATA] {
            _ = cephlua_curl_set_pointer(easy, option, context)
        }
        _ = cephlua_curl_set_stream(easy, CURLOPT_HEADERFUNCTION, takeHeader)
        _ = cephlua_curl_set_stream(easy, CURLOPT_WRITEFUNCTION, takeBody)
        _ = cephlua_curl_set_stream(easy, CURLOPT_READFUNCTION, giveBody)
        _ = cephlua_curl_set_seek(easy, rewindBody)
    }

    private func setUpBody() {
        switch request.body {
        case .none:
            if request.method == "HEAD" { set(CURLOPT_NOBODY, 1) }
        case .bytes(let bytes):
            set(CURLOPT_UPLOAD, 1)
            _ = cephlua_curl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, bytes.count)
        case .file(let file):
            set(CURLOPT_UPLOAD, 1)
            set(CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
            _ = cephlua_curl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, Int(file.length))
        }
        set(CURLOPT_CUSTOMREQUEST, request.method)
        if case .memory = request.sink {} else { set(CURLOPT_BUFFERSIZE, 512 << 10) }
    }

    private func setUpHeaders() {
        var lines = request.headers.map { "\($0): \($1)" }
        if let token = request.token { lines.append("X-Auth-Token: \(token.revealed)") }
        // "Expect: 100-continue" lets a server refuse a file before it is sent; for a few bytes it only costs time.
        if case .file = request.body {} else { lines.append("Expect:") }
        for line in lines { list = curl_slist_append(list, line) }
        _ = cephlua_curl_set_list(easy, CURLOPT_HTTPHEADER, list)
    }

    /// What the transfer came to.
    func finish(_ code: CURLcode) throws(OperationError) -> HTTPResponse {
        if let failure { throw failure }
        guard code == CURLE_OK else { throw HTTPFailure.transport(code, String(cString: reason), easy, request) }
        return HTTPResponse(status: status, headers: headers, body: body, written: written)
    }

    private var status: Int {
        var status = 0
        _ = cephlua_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    fileprivate func take(header line: String) {
        if line.hasPrefix("HTTP/") { headers = [:] }
        guard let colon = line.firstIndex(of: ":") else { return }
        headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmed
    }

    /// How many bytes were taken; anything but all of them stops the transfer.
    fileprivate func take(body bytes: UnsafeRawBufferPointer) -> Int {
        let sink: CInt? =
            switch request.sink {
            case .file(let file): file.descriptor
            case .pipe(let descriptor): descriptor
            case .memory: nil
            }
        if let sink, (200..<300).contains(status) {
            var done = 0
            while done < bytes.count {
                let count = cephlua_write_quietly(sink, bytes.baseAddress! + done, bytes.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return stop(Code(errno: Int(errno)), "cannot write what was received") }
                done += count
            }
            written += Int64(done)
        } else {
            guard body.count + bytes.count <= Self.memoryLimit else {
                return stop(.malformed, "the answer is larger than \(Self.memoryLimit >> 20) MiB")
            }
            body.append(contentsOf: bytes)
        }
        return bytes.count
    }

    fileprivate func give(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch request.body {
        case .none:
            return 0
        case .bytes(let bytes):
            let part = bytes[Int(sent)...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            sent += Int64(part.count)
            return part.count
        case .file(let file):
            let wanted = min(buffer.count, Int(file.length - sent))
            guard wanted > 0 else { return 0 }
            var count: Int
            repeat {
                count = pread(file.descriptor, buffer.baseAddress, wanted, Int(sent))
            } while count < 0 && errno == EINTR
            if count < 0 { return abort(Code(errno: Int(errno)), "cannot read what is to be sent") }
            // Without this the server would wait for the rest until its patience ends.
            if count == 0 { return abort(.conflict, "the file became shorter while it was sent") }
            sent += Int64(count)
            return count
        }
    }

    fileprivate func rewind(to offset: Int64) { sent = offset }

    private func stop(_ code: Code, _ message: String) -> Int {
        let reason = code.domain == "errno" && code != .malformed ? "\(message): \(code.text)" : message
        failure = OperationError(code, request.operation, target: request.origin, message: reason)
        return 0
    }

    private func abort(_ code: Code, _ message: String) -> Int {
        _ = stop(code, message)
        return Int(CURL_READFUNC_ABORT)
    }
}

private func exchange(_ context: UnsafeMutableRawPointer?) -> HTTPExchange {
    Unmanaged<HTTPExchange>.fromOpaque(context!).takeUnretainedValue()
}

private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ c: UnsafeMutableRawPointer?)
    -> Int
{
    exchange(c).take(header: String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self))
    return size * count
}

private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ c: UnsafeMutableRawPointer?)
    -> Int
{
    exchange(c).take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
}

private func giveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ c: UnsafeMutableRawPointer?)
    -> Int
{
    exchange(c).give(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func rewindBody(_ c: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    exchange(c).rewind(to: Int64(offset))
    return CURL_SEEKFUNC_OK
}
