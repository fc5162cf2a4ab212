/// The parts of the URI of a host's libvirt, reached over ssh without a question.
public struct ConnectionURI: Sendable {
    /// The host's name or address.
    public var host: String
    /// The user there; nil leaves it to ssh.
    public var user: String?
    /// ssh's port; nil leaves it to ssh.
    public var port: Int?
    /// A private key file.
    public var key: String?
    /// An ssh client configuration file.
    public var config: String?
    /// A known_hosts file.
    public var knownHosts: String?
    /// The driver there.
    public var driver = "qemu"
    /// The path there: `/system`, `/session`.
    public var path = "/system"
    /// Whether the far end runs as root through sudo.
    public var sudo = false

    /// The URI's parts; all but the host have defaults.
    public init(host: String) { self.host = host }

    /// The URI, for ``Connection``.
    ///
    /// Lua: `libvirt.uri(options)`
    public var text: String {
        // libvirt.org/uri.html, "SSH transport": no_tty stops ssh from asking, keyfile is -i.
        var parameters = [("no_tty", "1")]
        if let key { parameters.append(("keyfile", key)) }
        if let config { parameters.append((SSHTransport.configParameter, config)) }
        if let knownHosts { parameters.append((SSHTransport.knownHostsParameter, knownHosts)) }
        if sudo { parameters.append((SSHTransport.sudoParameter, "1")) }
        let user = user.map { PercentCoding.encoded($0) + "@" } ?? ""
        let host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        let port = port.map { ":\($0)" } ?? ""
        let query = parameters.map { "\($0)=\(PercentCoding.encoded($1))" }.joined(separator: "&")
        return "\(driver)+ssh://\(user)\(host)\(port)\(path.hasPrefix("/") ? "" : "/")\(path)?\(query)"
    }
}

/// Percent-encoding of URIs.
enum PercentCoding {
    static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += byte < 16 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
    }

    static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
