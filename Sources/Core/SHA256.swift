internal import CCrypto

/// A SHA-256 digest in the making, by OpenSSL.
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Begins one.
    ///
    /// - Throws: `.notSupported` where there is no libcrypto.
    /// C: `EVP_DigestInit_ex` (openssl/evp.h). CLI: `sha256sum`
    public init() throws(OperationError) {
        if let reason = cephlua_door_crypto_open() {
            throw OperationError(
                .notSupported, "load libcrypto", target: "libcrypto.so.3", message: String(cString: reason),
                hint: "Install OpenSSL's library (Debian: libssl3, Red Hat: openssl-libs).")
        }
        guard let context = cephlua_sha256_begin() else {
            throw OperationError(
                .notSupported, "EVP_DigestInit_ex", target: "SHA-256", message: "libcrypto refuses",
                hint: "Is OpenSSL restricted by a policy of this machine?")
        }
        self.context = context
    }

    deinit { cephlua_sha256_free(context) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        cephlua_sha256_update(context, bytes.baseAddress, bytes.count)
    }

    /// Adds the UTF-8 of a text.
    public func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Ends it: 64 hexadecimal digits.
    public consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        cephlua_sha256_finish(context, &digest)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
