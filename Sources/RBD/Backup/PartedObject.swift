internal import Ceph
internal import Core

/// Bytes in an object and in others that follow it, as an OSD takes none of more than `osd_max_object_size` (128 MiB):
/// `NAME`, `NAME.1`, `NAME.2` and so on.
struct PartedObject: Sendable {
    private let pool: Pool
    private let name: String
    /// Bytes from which on a part is followed by another.
    private let partSize: Int
    /// The part that is written now, and its bytes.
    private var (last, size) = (0, 0)

    /// Bytes of one write: OSDs refuse more than `osd_max_write_size` (90 MB).
    private static let piece = 16 << 20

    init(_ pool: Pool, _ name: String, partSize: Int = 64 << 20) {
        (self.pool, self.name, self.partSize) = (pool, name, partSize)
    }

    var spec: String { "\(pool.spec)/\(name)" }

    private func part(_ number: Int) throws(OperationError) -> Object {
        try Object(pool, number == 0 ? name : "\(name).\(number)")
    }

    /// Writes it, instead of what there was.
    mutating func write(_ bytes: [UInt8]) throws(OperationError) {
        let first = bytes.prefix(min(Self.piece, partSize))
        try part(0).write(Array(first))
        (last, size) = (0, first.count)
        try append(bytes.dropFirst(first.count))
        // What is behind a part that is not full is not read.
        if size >= partSize { try removeParts(from: last + 1) }
    }

    /// Writes behind what was written.
    mutating func append(_ bytes: ArraySlice<UInt8>) throws(OperationError) {
        var rest = bytes
        while !rest.isEmpty {
            if size >= partSize { (last, size) = (last + 1, 0) }
            let piece = Array(rest.prefix(min(Self.piece, partSize - size)))
            if size == 0 { try part(last).write(piece) } else { try part(last).append(piece) }
            size += piece.count
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Reads it.
    ///
    /// - Throws: `.notFound`.
    func read() throws(OperationError) -> [UInt8] {
        var bytes = try part(0).read()
        var (number, count) = (1, bytes.count)
        while count >= partSize {
            do throws(OperationError) {
                let more = try part(number).read()
                bytes += more
                (number, count) = (number + 1, more.count)
            } catch {
                guard error.code == .notFound else { throw error }
                break
            }
        }
        return bytes
    }

    /// Reads the beginning of it.
    func read(first count: Int) throws(OperationError) -> [UInt8] { try part(0).read(at: 0, count: count) }

    /// Whether there is nothing in it, which is what a removal begins with.
    func isEmptied() throws(OperationError) -> Bool { try part(0).status()?.size == 0 }

    /// Empties its beginning; it need not exist.
    func empty() throws(OperationError) {
        try unlessMissing { () throws(OperationError) in try part(0).truncate(to: 0) }
    }

    /// Removes it, its beginning last; it need not exist.
    func remove() throws(OperationError) {
        try removeParts(from: 1)
        try unlessMissing { () throws(OperationError) in try part(0).remove() }
    }

    private func removeParts(from first: Int) throws(OperationError) {
        var number = first
        do throws(OperationError) {
            while true {
                try part(number).remove()
                number += 1
            }
        } catch { if error.code != .notFound { throw error } }
    }
}

/// Does something to what need not be there.
func unlessMissing(_ body: () throws(OperationError) -> Void) throws(OperationError) {
    do throws(OperationError) { try body() } catch { if error.code != .notFound { throw error } }
}
