/// A SHA-256 digest in the making, by OpenSSL.
public struct SHA256: ~Copyable {
    private let digest: Digest

    /// Begins one.
    ///
    /// - Throws: `.notSupported` where there is no libcrypto.
    /// C: `EVP_DigestInit_ex` (openssl/evp.h). CLI: `sha256sum`
    public init() throws(OperationError) { digest = try Digest(.sha256) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) { digest.update(bytes) }

    /// Adds the UTF-8 of a text.
    public func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// Ends it: 64 hexadecimal digits.
    public consuming func finish() -> String { digest.finish().hexadecimal }
}
