import Core
import Glibc
import Synchronization
import Testing

@testable import OpenStack

@Suite(.timeLimit(.minutes(5)), .serialized) struct StreamingTests {
    let client: HTTPClient

    init() throws { client = try HTTPClient() }

    /// The most memory this process has had, in MiB.
    private func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss >> 10
    }

    /// Takes a body of any size without keeping it; gives its length, its first byte and its last one.
    private static func drain(_ connection: Peer.Connection) -> (count: Int, first: UInt8?, last: UInt8?) {
        let (head, rest) = connection.request(headOnly: true)
        let length = Int(head.lowercased().firstMatch(of: /content-length: ([0-9]+)/)!.output.1)!
        var count = rest.count
        var first = rest.first
        var last = rest.last
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while count < length {
            let got = read(connection.descriptor, &buffer, buffer.count)
            if got <= 0 { break }
            count += got
            first = first ?? buffer[0]
            last = buffer[got - 1]
        }
        return (count, first, last)
    }

    @Test func aLargeFileGoesUpInLittleMemory() throws {
        let peer = Peer { _, connection in
            let (count, first, last) = Self.drain(connection)
            connection.answer(200, #"{"count":\#(count),"first":\#(first ?? 0),"last":\#(last ?? 0)}"#)
        }
        let file = TemporaryFile([7])
        let size = 256 << 20
        truncate(file.path, size - 1)
        let stream = fopen(file.path, "a")
        fputs("\u{9}", stream)
        fclose(stream)
        let source = try SourceFile(file.path, "test")
        let before = peakMemory()
        let response = try client.send(
            HTTPRequest("PUT", peer.url + "/f", body: .file(source), deadline: Deadline(in: 280)))
        let said = try response.json("")
        #expect(said["count"]?.integer == Int64(size))
        #expect(said["first"]?.integer == 7)
        #expect(said["last"]?.integer == 9)
        // Of the whole process: tests that run beside this one have a share in it.
        #expect(peakMemory() - before < 128)
    }

    @Test func aFileComesDownWhole() throws {
        let block = (0..<(1 << 16)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 X\r\nContent-Length: \(block.count * 256)\r\n\r\n")
            for _ in 0..<256 { connection.send(block) }
        }
        let path = TemporaryFile().path
        do {
            let file = try TargetFile(path, "test")
            var request = HTTPRequest("GET", peer.url + "/f", deadline: Deadline(in: 60))
            request.sink = .file(file)
            #expect(try client.send(request).written == Int64(block.count * 256))
            try file.commit()
        }
        let source = try SourceFile(path, "test")
        #expect(source.length == Int64(block.count * 256))
        var last = [UInt8](repeating: 0, count: block.count)
        pread(source.descriptor, &last, last.count, Int(source.length) - last.count)
        #expect(last == block)
        unlink(path)
    }

    @Test func aBrokenDownloadLeavesTheOldFileAlone() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nhalf of it")
        }
        let old = TemporaryFile(Array("old".utf8))
        do {
            let file = try TargetFile(old.path, "test")
            var request = HTTPRequest("GET", peer.url + "/f", deadline: Deadline(in: 5))
            request.sink = .file(file)
            request.isIdempotent = false
            let error = failure { () throws(OperationError) in _ = try client.send(request) }
            #expect(error?.code == .connectionReset)
        }
        let source = try SourceFile(old.path, "test")
        #expect(source.length == 3)
        let folder = opendir("/tmp")!
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            #expect(!("/tmp/" + name).hasPrefix(old.path + "."))
        }
        closedir(folder)
    }

    @Test func anErrorPageDoesNotGoIntoTheFile() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.answer(404, #"{"message":"no image"}"#)
        }
        let file = TemporaryFile()
        let target = try TargetFile(file.path, "test")
        var request = HTTPRequest("GET", peer.url + "/f", deadline: Deadline(in: 5))
        request.sink = .file(target)
        let response = try client.send(request)
        #expect(response.written == 0)
        #expect(ServiceFailure.message(response) == "no image")
    }

    /// A server that refuses need not be sent the whole file first.
    @Test func aRefusalEndsAnUploadEarly() throws {
        let peer = Peer { _, connection in
            var buffer = [UInt8](repeating: 0, count: 4096)
            _ = read(connection.descriptor, &buffer, buffer.count)
            connection.answer(409, #"{"message":"has data already"}"#)
        }
        let file = TemporaryFile()
        truncate(file.path, 1 << 30)
        let source = try SourceFile(file.path, "test")
        let response = try client.send(
            HTTPRequest("PUT", peer.url + "/f", body: .file(source), deadline: Deadline(in: 20)))
        #expect(response.status == 409)
    }

    @Test func aFileThatShrinksWhileItIsSentIsAnError() throws {
        let file = TemporaryFile()
        truncate(file.path, 8 << 20)
        let source = try SourceFile(file.path, "test")
        truncate(file.path, 1 << 20)
        let peer = Peer { _, connection in _ = Self.drain(connection) }
        let request = HTTPRequest("PUT", peer.url + "/f", body: .file(source), deadline: Deadline(in: 20))
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code == .conflict)
        #expect(error?.message == "the file became shorter while it was sent")
    }

    @Test func aFullDiskIsSaidAsSuch() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.answer(200, String(repeating: "x", count: 100_000))
        }
        let path = "/tmp/cephlua-openstack-full"
        let file = try TargetFile(path, "test")
        let full = open("/dev/full", O_WRONLY)
        dup2(full, file.descriptor)
        close(full)
        var request = HTTPRequest("GET", peer.url + "/f", deadline: Deadline(in: 5))
        request.sink = .file(file)
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code.name == "ENOSPC")
    }

    @Test func aBodyWithoutEndIsNotKept() throws {
        let peer = Peer { _, connection in
            _ = connection.request()
            connection.send("HTTP/1.1 200 X\r\nConnection: close\r\n\r\n")
            let block = [UInt8](repeating: 32, count: 1 << 20)
            for _ in 0..<200 { connection.send(block) }
        }
        let request = HTTPRequest("GET", peer.url + "/f", deadline: Deadline(in: 30))
        let error = failure { () throws(OperationError) in _ = try client.send(request) }
        #expect(error?.code == .malformed)
    }

    @Test func whatIsNoFileIsRefused() {
        #expect(failure { () throws(OperationError) in _ = try SourceFile("/nowhere", "upload") }?.code == .notFound)
        #expect(failure { () throws(OperationError) in _ = try SourceFile("/tmp", "upload") }?.code == .invalid)
    }
}
