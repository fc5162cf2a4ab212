public import Core
internal import Glibc

extension LocalFileSystem {
    /// Digests of a file's content, in hexadecimal, by their names: one pass over it.
    ///
    /// - Throws: `.notFound`, `EISDIR`; `.notSupported` where there is no libcrypto; `.cancelled`.
    ///
    /// CLI: `sha256sum`, `sha512sum`, `md5sum`. Lua: `fs.digests(path, names)`
    public static func digests(
        _ path: String, _ algorithms: [Digest.Algorithm]
    ) throws(OperationError) -> [String: String] {
        let file = try Descriptor.open(path, O_RDONLY, operation: "read", target: path)
        var parts: [StreamedDigest] = []
        for algorithm in Set(algorithms) { parts.append(try StreamedDigest(algorithm)) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        let cancellation = Cancellation.current
        while true {
            try cancellation?.check("read", target: path)
            let count = Glibc.read(file.number, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw OperationError(Code(errno: Int(errno)), "read", target: path) }
            if count == 0 { break }
            for part in parts { part.digest?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
        }
        return Dictionary(
            uniqueKeysWithValues: parts.map { ($0.algorithm.rawValue, ($0.digest.take()?.finish() ?? []).hexadecimal) })
    }
}

/// A digest in an array, where values that cannot be copied have no place.
private final class StreamedDigest {
    let algorithm: Digest.Algorithm
    var digest: Digest?

    init(_ algorithm: Digest.Algorithm) throws(OperationError) {
        self.algorithm = algorithm
        digest = try Digest(algorithm)
    }
}
