internal import Ceph
internal import Core
internal import Glibc

/// Throws if a librbd call failed: the one place where its negative results become errors.
///
/// - Parameter meanings: What a number means here, where that is more than what it means everywhere.
/// - Parameter hints: What helps against it.
func check(
    _ result: some BinaryInteger, _ operation: String, target: String, _ meanings: [Code: String] = [:],
    hints: [Code: String] = [:]
) throws(OperationError) {
    guard result < 0 else { return }
    let code = Code(errno: Int(result))
    throw OperationError(
        rados: result, operation, target: target, message: meanings[code] ?? commonMeaning(code), hint: hints[code])
}

private func commonMeaning(_ code: Code) -> String? {
    switch Int32(code.number) {
    case ENOENT: "there is no such image"
    case EROFS: "the image is open for reading only, or another client owns its lock and does not give it up"
    default: nil
    }
}

extension Code {
    /// The C error is `ENOTEMPTY`.
    static let notEmpty = Code(errno: Int(ENOTEMPTY))
    /// What librbd says of an image that is in a group. The C error is `EMLINK`.
    static let inGroup = Code(errno: Int(EMLINK))
    /// What librbd says of a buffer that is too small. The C error is `ERANGE`.
    static let outOfRange = Code(errno: Int(ERANGE))
    /// What librbd says of a snapshot too many. The C error is `EDQUOT`.
    static let overLimit = Code(errno: Int(EDQUOT))
    /// The C error is `EROFS`.
    static let readOnly = Code(errno: Int(EROFS))
    /// The C error is `EPERM`.
    static let notPermitted = Code(errno: Int(EPERM))
}

/// Throws unless a new image or snapshot can have that name: tools write it as pool/namespace/image@snapshot.
func checkName(_ name: String, _ operation: String, target: String) throws(OperationError) {
    if name.isEmpty || name.contains("/") || name.contains("@") || name.contains("\0") {
        throw OperationError(.invalid, operation, target: target, message: "a name must not be empty or hold / or @")
    }
}

/// Calls a function that fills an array of unknown length, and says by ERANGE how long it should have been.
func filled<Element, R>(
    _ count: Int, of zero: Element, _ fill: (UnsafeMutablePointer<Element>, inout Int) -> CInt,
    _ use: (CInt, UnsafeBufferPointer<Element>) throws(OperationError) -> R
) throws(OperationError) -> R {
    var capacity = count
    while true {
        let buffer = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        defer { buffer.deallocate() }
        buffer.initialize(repeating: zero, count: capacity)
        var size = capacity
        let result = fill(buffer, &size)
        if result == -ERANGE {
            // Others may add entries meanwhile.
            capacity = max(size, capacity) * 2
            continue
        }
        return try use(result, UnsafeBufferPointer(start: buffer, count: result < 0 ? 0 : size))
    }
}

/// The text of a C string that may be absent.
func text(_ string: UnsafePointer<CChar>?) -> String { string.map { String(cString: $0) } ?? "" }

/// The strings that stand one after the other in a buffer, each with its zero.
func strings(_ bytes: some Sequence<CChar>) -> [String] {
    var found: [String] = []
    var current: [UInt8] = []
    for byte in bytes {
        if byte == 0 {
            found.append(String(decoding: current, as: UTF8.self))
            current = []
        } else {
            current.append(UInt8(bitPattern: byte))
        }
    }
    return found
}

/// The names that a function of librbd puts into a buffer, sorted.
func names(
    _ operation: String, target: String, _ fill: (UnsafeMutablePointer<CChar>, inout Int) -> CInt
) throws(OperationError) -> [String] {
    try filled(4096, of: CChar(0), fill) { result, buffer throws(OperationError) in
        try check(result, operation, target: target)
        return strings(buffer).filter { !$0.isEmpty }.sorted()
    }
}
