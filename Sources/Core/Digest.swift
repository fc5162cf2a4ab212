internal import CCrypto

/// A digest in the making, by OpenSSL.
public struct Digest: ~Copyable {
    /// How it is computed; the raw value is the name that tools use.
    public enum Algorithm: String, Sendable, CaseIterable {
        case sha256, sha512, md5
    }

    private let context: OpaquePointer

    /// Begins one.
    ///
    /// - Throws: `.notSupported` where there is no libcrypto, or where it refuses the algorithm.
    /// C: `EVP_DigestInit_ex` (openssl/evp.h). CLI: `sha256sum`, `sha512sum`, `md5sum`
    public init(_ algorithm: Algorithm) throws(OperationError) {
        if let reason = cephlua_door_crypto_open() {
            throw OperationError(
                .notSupported, "load libcrypto", target: "libcrypto.so.3", message: String(cString: reason),
                hint: "Install OpenSSL's library (Debian: libssl3, Red Hat: openssl-libs).")
        }
        guard let context = cephlua_digest_begin(algorithm.rawValue) else {
            throw OperationError(
                .notSupported, "EVP_DigestInit_ex", target: algorithm.rawValue, message: "libcrypto refuses",
                hint: "Is OpenSSL restricted by a policy of this machine?")
        }
        self.context = context
    }

    deinit { cephlua_digest_free(context) }

    /// Adds bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        cephlua_digest_update(context, bytes.baseAddress, bytes.count)
    }

    /// Ends it: its bytes.
    public consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            count = cephlua_digest_finish(context, buffer.baseAddress)
        }
    }
}

extension [UInt8] {
    /// Two hexadecimal digits for each byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
