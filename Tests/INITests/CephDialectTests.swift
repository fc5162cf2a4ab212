import Core
import Foundation
import Testing

@testable import INI

struct CephDialectTests {
    private let conf = """
        # of the cluster
        [global]
        	fsid = 4d5f
            mon host = 10.0.0.1 10.0.0.2   ; two of them
        osd_pool_default_size=2 # small

        [client.glance]
        \tkey = AQBx==
        \tcaps mon = "allow r, allow \\"x\\""
        long = a \\
          b
        """ + "\n"

    @Test func readsWhatCephWrites() throws {
        let document = try Document(conf, dialect: .ceph, name: "ceph.conf")
        #expect(document.get("global", "fsid") == "4d5f")
        #expect(document.get("global", "mon_host") == "10.0.0.1 10.0.0.2")
        #expect(document.get("global", "mon host") == document.get("global", "mon_host"))
        #expect(document.get("global", "osd pool default size") == "2")
        #expect(document.get("client.glance", "caps_mon") == "allow r, allow \"x\"")
        #expect(document.get("client.glance", "long") == "a   b")
        #expect(document.get("Global", "fsid") == nil)
        #expect(document.keys("client.glance") == ["key", "caps mon", "long"])
    }

    @Test func editsWhatCephWrites() throws {
        var document = try Document(conf, dialect: .ceph, name: "ceph.conf")
        try document.set("global", "mon_host", "10.0.0.9")
        try document.set("global", "osd pool default size", "3")
        try document.set("client.glance", "caps mon", "profile rbd")
        try document.set("client.glance", "keyring", "/etc/ceph/x")
        try document.set("client.cinder", "key", "AQ==")
        let expected = conf.replacing("10.0.0.1 10.0.0.2", with: "10.0.0.9").replacing("size=2 #", with: "size=3 #")
            .replacing("\"allow r, allow \\\"x\\\"\"", with: "\"profile rbd\"")
        #expect(document.text == expected + "keyring = /etc/ceph/x\n\n[client.cinder]\n\tkey = AQ==\n")
    }

    @Test func indentsNewOptionsAsTheirNeighbours() throws {
        var keyring = try Document("[client.a]\n\tkey = AQ==\n", dialect: .ceph, name: "keyring")
        try keyring.set("client.a", "caps mon", "allow r")
        #expect(keyring.text == "[client.a]\n\tkey = AQ==\n\tcaps mon = allow r\n")
    }

    @Test func refusesWhatCephCannotRead() throws {
        for (text, line) in [
            ("[global\n", 1), ("[a]\nno delimiter\n", 2), ("a = 1\n", 1), ("[]\n", 1), ("[a]\n = 1\n", 2),
            ("[a]\nk = b \\\n", 2), ("[a]\nk = b\\\n  c\\", 3),
        ] {
            let error = #expect(throws: OperationError.self) { try Document(text, dialect: .ceph, name: "c") }
            #expect(error?.target == "c:\(line)")
        }
        var document = try Document("[a]\n", dialect: .ceph, name: "c")
        for value in ["a\nb", " a", "a\t"] {
            #expect(throws: OperationError.self) { try document.set("a", "k", value) }
        }
    }

    @Test func takesATextThatOnlyBeginsWithAQuotedOneAsItIs() throws {
        var document = try Document("[s]\nk = \"a\" b\nj = 'a' # c\n", dialect: .ceph, name: "c")
        #expect(document.get("s", "k") == "\"a\" b" && document.get("s", "j") == "a")
        try document.set("s", "k", "c")
        #expect(document.text == "[s]\nk = c\nj = 'a' # c\n" || document.text == "[s]\nk = \"c\"\nj = 'a' # c\n")
    }

    /// Against Ceph itself: what it reads of a file that we wrote.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ceph-conf"), "no ceph-conf here"))
    func cephReadsWhatWeWrite() throws {
        let values = [
            "plain", "two words", "a # b", "a ; b", "it's", "\"quoted\"", "back\\slash", "a=b", "[x]", "'", "\"", "\\",
            "allow profile rbd",
            "#", ";", "é", "a\\\\b", "'a' \"b\"",
        ]
        var document = try Document("[global]\n\tfsid = 1\n\n[client.x]\n\tkey = \"old\"\n", dialect: .ceph, name: "c")
        for (index, value) in values.enumerated() { try document.set("global", "mon host \(index)", value) }
        try document.set("client.x", "key", values[3])
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("cephlua-\(UUID().uuidString).conf")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(document.bytes).write(to: file)
        for (index, value) in values.enumerated() {
            #expect(document.get("global", "mon_host_\(index)") == value)
            #expect(try lookUp(file.path, "global", "mon_host_\(index)") == value)
        }
        #expect(try lookUp(file.path, "client.x", "key") == values[3])
    }

    private func lookUp(_ file: String, _ section: String, _ key: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/ceph-conf")
        process.arguments = ["-c", file, "-s", section, "--lookup", key]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        var text = String(decoding: data, as: UTF8.self)
        if text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
