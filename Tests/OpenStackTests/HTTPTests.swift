import Core
import Glibc
import Synchronization
import Testing

@testable import OpenStack

@Suite(.timeLimit(.minutes(5))) struct HTTPTests {
    let client: HTTPClient

    init() throws { client = try HTTPClient(connectTimeout: 3) }

    private func get(_ peer: Peer, _ path: String = "/v1/thing", _ seconds: Double = 30) -> HTTPRequest {
        HTTPRequest("GET", peer.url + path, deadline: Deadline(in: seconds))
    }

    @Test func anAnswerHasStatusHeadersAndBody() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.answer(418, #"{"a":1}"#, headers: "X-Subject-Token: abc\r\n")
        }
        let response = try client.send(get(peer))
        #expect(response.status == 418)
        #expect(response.headers["x-subject-token"] == "abc")
        #expect(try response.json("")["a"]?.integer == 1)
    }

    @Test func aResetIsTriedAgainForWhatIsIdempotentOnly() throws {
        let count = Mutex(0)
        let peer = Peer { number, connection in
            count.withLock { $0 += 1 }
            _ = connection.request()
            if number < 2 { connection.reset() } else { connection.answer(200, "{}") }
        }
        #expect(try client.send(get(peer)).attempts == 3)
        let other = Peer { _, connection in
            count.withLock { $0 += 1 }
            _ = connection.request()
            connection.reset()
        }
        count.withLock { $0 = 0 }
        let post = HTTPRequest("POST", other.url + "/servers", body: .bytes([1]), deadline: Deadline(in: 5))
        #expect(failure { () throws(OperationError) in _ = try client.send(post) }?.code == .connectionReset)
        #expect(count.withLock { $0 } == 1)
    }

    /// keystone's uwsgi closes the connection after a 204 without a header that says so.
    @Test func aConnectionClosedAfter204IsNoFailure() throws {
        let peer = Peer { _, connection in
            if connection.request().head.hasPrefix("DELETE") {
                connection.send("HTTP/1.1 204 No Content\r\n\r\n")
            } else {
                connection.answer(200, "{}")
            }
        }
        for _ in 0..<10 {
            #expect(try client.send(HTTPRequest("DELETE", peer.url + "/x", deadline: Deadline(in: 5))).status == 204)
            let post = HTTPRequest("POST", peer.url + "/x", body: .bytes([1]), deadline: Deadline(in: 5))
            #expect(try client.send(post).status == 200)
        }
    }

    /// A `POST` that dies on a connection which the service was closing cannot be told from one that was carried out.
    @Test func whatIsNotIdempotentGetsAConnectionOfItsOwn() throws {
        let peer = Peer { number, connection in
            while !connection.request().head.isEmpty { connection.answer(200, "\(number)") }
        }
        var numbers: [String] = []
        for method in ["GET", "GET", "POST", "DELETE"] {
            let request = HTTPRequest(method, peer.url + "/x", deadline: Deadline(in: 5))
            numbers.append(String(decoding: try client.send(request).body, as: UTF8.self))
        }
        #expect(numbers[0] == numbers[1])
        #expect(numbers[2] != numbers[0])
    }

    @Test func anUnavailableServiceIsAskedAgain() throws {
        let peer = Peer { number, connection in
            _ = connection.request()
            connection.answer(number == 0 ? 503 : 200, "{}", headers: "Connection: close\r\n")
        }
        #expect(try client.send(get(peer)).status == 200)
    }

    @Test func aSilentPeerEndsAtTheDeadline() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            sleep(20)
        }
        let clock = ContinuousClock()
        var error: OperationError?
        let time = clock.measure {
            error = failure { () throws(OperationError) in _ = try client.send(get(peer, "/v1/x?secret=1", 0.5)) }
        }
        #expect(error?.code == .timedOut)
        #expect(error?.description == "GET /v1/x \(peer.url): no complete answer within 0.5 s (ETIMEDOUT)")
        #expect(time < .seconds(10))
    }

    @Test func aStalledTransferEndsBeforeTheDeadline() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nabc")
            sleep(20)
        }
        var request = get(peer, "/file", 60)
        request.stallTimeout = 1
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code == .timedOut)
    }

    @Test func cancellationEndsASilentWaitAtOnce() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            sleep(20)
        }
        // libcurl wakes up by itself after 0.2 s and then each second: the quickest of several ends counts.
        var quickest = Duration.seconds(100)
        for delay in [350_000, 600_000, 850_000] as [useconds_t] {
            let cancellation = Cancellation()
            let cancelled = Mutex(ContinuousClock.now)
            spawn {
                usleep(delay)
                cancelled.withLock { $0 = .now }
                cancellation.cancel()
            }
            let error = Cancellation.$current.withValue(cancellation) {
                failure { () throws(OperationError) in _ = try client.send(get(peer, "/x", 15)) }
            }
            #expect(error?.code == .cancelled)
            quickest = min(quickest, .now - cancelled.withLock { $0 })
        }
        #expect(quickest < .milliseconds(150))
    }

    @Test func nobodyThereIsSaidWithTheAddress() throws {
        let port = Peer { _, _ in }.port
        let request = HTTPRequest("GET", "http://user:hush@127.0.0.1:\(port)/v3", deadline: Deadline(in: 5))
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code == .connectionRefused)
        #expect(error?.target == "http://127.0.0.1:\(port)")
        let unknown = HTTPRequest("GET", "http://no-such-host.invalid/", deadline: Deadline(in: 5))
        #expect(failure { () throws(OperationError) in _ = try client.send(unknown) }?.code == .unreachable)
        let file = HTTPRequest("GET", "file:///etc/passwd", deadline: Deadline(in: 5))
        #expect(failure { () throws(OperationError) in _ = try client.send(file) }?.code == .invalid)
    }

    @Test func aPlainTextServerIsNotSpokenToInTLS() throws {
        let peer = Peer { _, connection in
            var buffer = [UInt8](repeating: 0, count: 4096)
            _ = read(connection.descriptor, &buffer, buffer.count)
            connection.answer(200)
        }
        let url = "https" + peer.url.dropFirst(4)
        let request = HTTPRequest("GET", url, deadline: Deadline(in: 5))
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code.name == "CURLE_SSL_CONNECT_ERROR")
    }

    /// Against a real TLS server with a certificate that nobody vouches for.
    @Test func certificatesAreVerifiedUnlessToldOtherwise() throws {
        let folder = TemporaryFile()
        let (key, certificate) = (folder.path + ".key", folder.path + ".crt")
        defer {
            unlink(key)
            unlink(certificate)
        }
        let make = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
            "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
        ]
        #expect(run("openssl", make).map { wait(for: $0) } == 0)
        let port = Peer { _, _ in }.port
        let serve = ["s_server", "-accept", "\(port)", "-cert", certificate, "-key", key, "-www", "-quiet"]
        let server = try #require(run("openssl", serve))
        defer {
            kill(server, SIGKILL)
            _ = wait(for: server)
        }
        func get(_ change: (inout HTTPClient.TLS) -> Void) -> Result<HTTPResponse, OperationError> {
            var tls = HTTPClient.TLS()
            change(&tls)
            let request = HTTPRequest("GET", "https://127.0.0.1:\(port)/", deadline: Deadline(in: 30))
            return Result { () throws(OperationError) in try HTTPClient(tls: tls).send(request) }
        }
        func code(_ result: Result<HTTPResponse, OperationError>) -> String? {
            if case .failure(let error) = result { error.code.name } else { nil }
        }
        let deadline = Deadline(in: 60)
        while code(get { _ in }) == "ECONNREFUSED" && !deadline.hasPassed { usleep(50_000) }
        #expect(code(get { _ in }) == "CURLE_PEER_FAILED_VERIFICATION")
        #expect(try get { $0.authorities = certificate }.get().status == 200)
        #expect(try get { $0.isVerified = false }.get().status == 200)
        #expect(code(get { $0.authorities = "/nowhere" }) == "CURLE_SSL_CACERT_BADFILE")
    }

    @Test func aClosedClientSaysSo() throws {
        let peer = Peer { _, _ in }
        client.close()
        client.close()
        #expect(failure { () throws(OperationError) in _ = try client.send(get(peer)) }?.code == .closed)
    }

    @Test func manyThreadsSendAtOnce() throws {
        let peer = Peer { _, connection in
            while true {
                let (head, _) = connection.request()
                if head.isEmpty { return }
                connection.answer(200, "\"\(head.split(separator: " ")[1])\"")
            }
        }
        let wrong = Atomic(0)
        let done = Atomic(0)
        for thread in 0..<8 {
            spawn { [client] in
                for number in 0..<50 {
                    let path = "/\(thread)/\(number)"
                    let response = try? client.send(HTTPRequest("GET", peer.url + path, deadline: Deadline(in: 120)))
                    if response.map({ String(decoding: $0.body, as: UTF8.self) }) != "\"\(path)\"" {
                        wrong.add(1, ordering: .relaxed)
                    }
                }
                done.add(1, ordering: .releasing)
            }
        }
        while done.load(ordering: .acquiring) < 8 { usleep(1000) }
        #expect(wrong.load(ordering: .relaxed) == 0)
    }
}
