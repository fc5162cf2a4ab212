public import Core
internal import Glibc

/// The records of a run.
public struct RunRecords: Sendable {
    /// In the order in which they were written.
    public var records: [JSON]
    /// Whether the last one was cut by a crash and left out.
    public var isTruncated: Bool
    /// The run's folder.
    public var folder: String
}

extension RunArchive {
    /// The records of a run.
    ///
    /// - Throws: `.notFound`; `.malformed` with the line, if one other than the last is not whole.
    /// Lua: `journal.read(id)`
    public func read(_ id: String) throws(OperationError) -> RunRecords {
        let path = "\(folder)/\(id)/\(Journal.recordsName)"
        guard !id.isEmpty, !id.contains("/"), !id.hasPrefix("."), access(path, F_OK) == 0 else {
            throw OperationError(
                .notFound, "read journal", target: id, message: "there is no such run in \(folder)",
                hint: "cephlua playbooks/runs.lua lists them.")
        }
        let bytes = try Self.contents(path)
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line feed: nothing, or a record that was cut.
        let rest = lines.popLast() ?? []
        var result = RunRecords(records: [], isTruncated: !rest.isEmpty, folder: "\(folder)/\(id)")
        for (index, line) in lines.enumerated() {
            do throws(OperationError) {
                result.records.append(try JSON(parsing: line, target: "\(path):\(index + 1)"))
            } catch {
                // A file system that grew the file before it wrote the text leaves NULs.
                guard index == lines.count - 1 else { throw error }
                result.isTruncated = true
            }
        }
        return result
    }

    private static func contents(_ path: String) throws(OperationError) -> [UInt8] {
        guard let file = fopen(path, "re") else {
            throw OperationError(Code(errno: Int(errno)), "read journal", target: path)
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            bytes += buffer[..<count]
            if count < buffer.count { break }
        }
        guard ferror(file) == 0 else { throw OperationError(Code(errno: Int(EIO)), "read journal", target: path) }
        return bytes
    }
}
