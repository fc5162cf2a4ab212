internal import Core

/// A diff as it comes out of a stream.
struct DiffReader {
    enum Record {
        case data(UInt64, Int)
        case zeros(Range<UInt64>)
        case end
    }
    private let reader: StreamReader
    private let format: StreamFormat.Diff
    /// What it says of itself.
    let header: DiffHeader
    /// The tag that came behind that.
    private var tag: UInt8

    /// Reads what comes before the data.
    ///
    /// - Throws: `.malformed`.
    init(_ reader: StreamReader) throws(OperationError) {
        self.reader = reader
        let banner = String(decoding: try reader.bytes(StreamFormat.Diff.one.banner.utf8.count), as: UTF8.self)
        switch banner {
        case StreamFormat.Diff.one.banner: format = .one
        case StreamFormat.Diff.two.banner: format = .two
        default:
            throw reader.malformed("no diff begins here", hint: "`rbd export-diff` and `rbd.export_diff` write one.")
        }
        var (from, to, isProtected, size): (String?, String?, Bool?, UInt64?) = (nil, nil, nil, nil)
        tag = 0
        scan: while true {
            tag = try reader.bytes(1)[0]
            switch UnicodeScalar(tag) {
            case "f", "t", "p", "s": break
            default: break scan
            }
            if format == .two { _ = try reader.number() }
            switch UnicodeScalar(tag) {
            case "f": from = try reader.text()
            case "t": to = try reader.text()
            case "p": isProtected = try reader.bytes(1)[0] != 0
            default: size = try reader.number()
            }
        }
        guard let size, size < 1 << 62 else { throw reader.malformed("the diff does not say the image's size") }
        header = DiffHeader(from: from, to: to, isProtected: isProtected, size: size)
    }

    /// The next record; of data only where it belongs and how many bytes come.
    mutating func next() throws(OperationError) -> Record {
        defer { tag = 0 }
        if tag == 0 { tag = try reader.bytes(1)[0] }
        switch UnicodeScalar(tag) {
        case "e": return .end
        case "w", "z":
            if format == .two { _ = try reader.number() }
            let (offset, count) = (try reader.number(), try reader.number())
            guard count <= header.size, offset <= header.size - count else {
                throw reader.malformed("\(count) bytes at \(offset) are beyond the image's end")
            }
            return tag == UInt8(ascii: "w") ? .data(offset, Int(count)) : .zeros(offset..<offset + count)
        default: throw reader.malformed("no record begins here")
        }
    }
}
