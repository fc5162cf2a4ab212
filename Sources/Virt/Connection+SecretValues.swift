internal import CLibvirt
public import Core
internal import Glibc

extension Connection {
    /// The value of a secret; nil if none was set yet.
    ///
    /// A Ceph key comes out as the text that a keyring has; libvirt keeps the decoded bytes.
    ///
    /// - Throws: `VIR_ERR_NO_SECRET` if there is no such secret; `VIR_ERR_INVALID_SECRET` if it is private.
    ///
    /// C: `virSecretGetValue`. CLI: `virsh secret-get-value`. Lua: `connection:secret_value(uuid)`
    public func secretValue(uuid: String) throws(OperationError) -> Secret? {
        try withSecret(uuid, "virSecretGetValue") { (secret) throws(OperationError) in
            let definition = try self.definition(secret, uuid)
            var size = 0
            guard let value = virSecretGetValue(secret, &size, 0) else {
                let error = self.failure("virSecretGetValue", "secret \(uuid)")
                // The secret is there, so what is missing is its value.
                guard error.code == .noSecret else { throw error }
                return nil
            }
            defer {
                explicit_bzero(value, size)
                free(value)
            }
            let bytes = UnsafeBufferPointer(start: value, count: size)
            return definition.usageType == .ceph ? Base64.encoded(bytes) : Secret(bytes)
        }
    }

    /// Gives a secret its value; for a Ceph secret, the key as a keyring has it.
    ///
    /// - Throws: `VIR_ERR_NO_SECRET`; `.invalid` for a Ceph secret if the value is no Ceph key.
    ///
    /// C: `virSecretSetValue`. CLI: `virsh secret-set-value`. Lua: `connection:set_secret_value(uuid, value)`
    public func setSecretValue(uuid: String, _ value: Secret) throws(OperationError) {
        try withSecret(uuid, "virSecretSetValue") { (secret) throws(OperationError) in
            var value = value
            if try self.definition(secret, uuid).usageType == .ceph {
                guard let key = Base64.decoded(value), isCephKey(key) else {
                    throw OperationError(
                        .invalid, "virSecretSetValue", target: "secret \(uuid) on \(self.uri)",
                        message: "the value is no Ceph key",
                        hint: "It is what `ceph auth get-key client.NAME` prints: 40 characters of base64.")
                }
                value = key
            }
            let status = value.withBytes { virSecretSetValue(secret, $0.baseAddress, $0.count, 0) }
            guard status == 0 else { throw self.failure("virSecretSetValue", "secret \(uuid)") }
        }
    }
}

/// Whether bytes are Ceph's CryptoKey: type (u16), time (u32 seconds, u32 nanoseconds), length (u16), so many bytes.
private func isCephKey(_ key: Secret) -> Bool {
    key.withBytes { bytes in
        guard bytes.count > 12, bytes[1] == 0 else { return false }
        return Int(bytes[10]) + Int(bytes[11]) << 8 == bytes.count - 12
    }
}

/// Base64 of secrets, without copies left in memory.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encoded(_ bytes: UnsafeBufferPointer<UInt8>) -> Secret {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        defer { wipe(&text) }
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                text.append(index <= group.count ? alphabet[bits >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return Secret(text)
    }

    /// The bytes; nil if the text, white space at its ends aside, is not base64.
    static func decoded(_ text: Secret) -> Secret? {
        text.withBytes { bytes in
            let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            var characters = bytes.drop(while: isSpace)
            while let last = characters.last, isSpace(last) { characters = characters.dropLast() }
            guard characters.count % 4 == 0, !characters.isEmpty else { return nil }
            let padding = characters.suffix(2).count { $0 == UInt8(ascii: "=") }
            var result: [UInt8] = []
            result.reserveCapacity(characters.count)
            defer { wipe(&result) }
            var bits = 0
            for (index, character) in characters.dropLast(padding).enumerated() {
                guard let value = alphabet.firstIndex(of: character) else { return nil }
                bits = (bits << 6 | value) & 0xFF_FFFF
                // Each character after the first of four completes a byte.
                if index % 4 > 0 { result.append(UInt8(bits >> (6 - 2 * (index % 4)) & 0xFF)) }
            }
            return Secret(result)
        }
    }

    private static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
    }
}
