internal import CCeph
public import Core

/// How librbd encrypts an image.
public enum EncryptionFormat: String, Sendable, CaseIterable {
    /// LUKS version 1.
    case luks1
    /// LUKS version 2.
    case luks2
}

/// The cipher of an encrypted image.
public enum EncryptionAlgorithm: String, Sendable, CaseIterable {
    /// AES with a key of 128 bits.
    case aes128 = "aes-128"
    /// AES with a key of 256 bits.
    case aes256 = "aes-256"
}

extension Image {
    /// Makes an image an encrypted one: a LUKS header is written over its beginning, and what it held is lost.
    ///
    /// - Throws: `.notSupported` if librbd was built without; `.invalid` if it is too small, or is a clone; `EROFS`.
    ///
    /// C: `rbd_encryption_format`. CLI: `rbd encryption format`. Lua: `image:format_encryption()`
    public func formatEncryption(
        _ format: EncryptionFormat, passphrase: Secret, algorithm: EncryptionAlgorithm = .aes256
    ) throws(OperationError) {
        let operation = "rbd_encryption_format"
        try encrypted(format, passphrase, algorithm, operation, rbd_encryption_format) {
            [
                .invalid: "the image is too small for the header, is a clone, or is encrypted and loaded already",
                .notSupported: "this librbd cannot encrypt",
            ]
        }
    }

    /// Opens the encryption of an image: from now on this handle reads and writes what is in it.
    ///
    /// - Throws: `EPERM` for a wrong passphrase; `.invalid` if it does not have that format; `.notSupported`.
    ///
    /// C: `rbd_encryption_load`. Lua: `image:load_encryption()`
    public func loadEncryption(_ format: EncryptionFormat, passphrase: Secret) throws(OperationError) {
        let operation = "rbd_encryption_load"
        try encrypted(format, passphrase, .aes256, operation, rbd_encryption_load) {
            [
                .invalid: "the image has no header of \(format.rawValue)", .notPermitted: "the passphrase is wrong",
                .exists: "the encryption is loaded already", .notSupported: "this librbd cannot encrypt",
            ]
        }
    }

    private func encrypted(
        _ format: EncryptionFormat, _ passphrase: Secret, _ algorithm: EncryptionAlgorithm, _ operation: String,
        _ call: (rbd_image_t, rbd_encryption_format_t, UnsafeMutableRawPointer, Int) -> CInt,
        _ meanings: () -> [Code: String]
    ) throws(OperationError) {
        let cipher = algorithm == .aes128 ? RBD_ENCRYPTION_ALGORITHM_AES128 : RBD_ENCRYPTION_ALGORITHM_AES256
        try use(operation) { image throws(OperationError) in
            let result = passphrase.withBytes { bytes in
                bytes.withMemoryRebound(to: CChar.self) { bytes in
                    switch format {
                    case .luks1:
                        var options = rbd_encryption_luks1_format_options_t(
                            alg: cipher, passphrase: bytes.baseAddress, passphrase_size: bytes.count)
                        return call(image, RBD_ENCRYPTION_FORMAT_LUKS1, &options, MemoryLayout.size(ofValue: options))
                    case .luks2:
                        var options = rbd_encryption_luks2_format_options_t(
                            alg: cipher, passphrase: bytes.baseAddress, passphrase_size: bytes.count)
                        return call(image, RBD_ENCRYPTION_FORMAT_LUKS2, &options, MemoryLayout.size(ofValue: options))
                    }
                }
            }
            try check(result, operation, target: spec, meanings())
        }
    }
}
