import Changes
import Testing

struct MaskingTests {
    private func masked(_ text: String, _ masking: Masking = Masking()) -> String {
        String(decoding: masking.masked(Array(text.utf8)), as: UTF8.self)
    }

    @Test func masksByName() {
        for name in [
            "password", "admin_password", "OS_PASSWORD", "rbd_secret", "metadata_proxy_shared_secret", "key",
            "fixed_key", "auth_token",
            "transport_url", "connection", "slave_connection", "memcache_secret_key", "credentials",
            "Pass Phrase".lowercased() + "x_passphrase",
        ] {
            #expect(masked("\(name) = sesame\n") == "\(name) = ********\n", "\(name)")
        }
        for name in [
            "rbd_secret_uuid", "rbd_user", "keyring", "monkey", "key_file", "connection_recycle_time",
            "images_rbd_pool",
        ] {
            #expect(masked("\(name) = x\n") == "\(name) = x\n", "\(name)")
        }
        #expect(masked("a = 1\n", Masking(names: ["A"])) == "a = ********\n")
    }

    @Test func masksEveryForm() {
        #expect(masked("export OS_PASSWORD='x y'\n") == "export OS_PASSWORD=********\n")
        #expect(masked("#password=old\r\n") == "#password=********\r\n")
        #expect(masked("  \"password\": \"x\",\n") == "  \"password\": ********\n")
        #expect(masked("password =\n") == "password =\n")
        #expect(masked("password = a\n  b\n\tc\nd = 1\n") == "password = ********\n  ********\n\t********\nd = 1\n")
        #expect(masked("password = a\r\n  b\r\n") == "password = ********\r\n  ********\r\n")
        #expect(
            masked("[client.x]\n\tkey = AQ==\n\tcaps mon = \"allow r\"\n")
                == "[client.x]\n\tkey = ********\n\tcaps mon = \"allow r\"\n")
        #expect(masked("key = a\\\nb\\\nc\nd = 1\n") == "key = ********\n********\n********\nd = 1\n")
    }

    @Test func masksByLook() {
        #expect(masked("backend_url = redis://u:pa@ss@h:1/x?y\n") == "backend_url = redis://u:********@h:1/x?y\n")
        #expect(masked("x = http://h:80/a@b\n") == "x = http://h:80/a@b\n")
        let key = "AQ" + String(repeating: "x/+0", count: 9) + "=="
        #expect(masked("some text \(key), more\n") == "some text ********, more\n")
    }

    @Test func keepsTheLines() {
        for text in ["", "\n", "a", "password = x", "a\r\rb\r\n\n", "password = x\n\n\n"] {
            #expect(masked(text).utf8.filter { $0 == 10 || $0 == 13 } == text.utf8.filter { $0 == 10 || $0 == 13 })
        }
    }
}
