internal import CSystem
internal import Core
internal import Glibc

/// A file that is written beside its place, with holes where zeros are, and gets its name when it is whole.
final class FileSink: TransferSink, Sendable {
    let target: String
    private let temporary: String
    private let descriptor: CInt
    private let replaces: Bool
    private let team = Team(threads: 2)

    private static let operation = "write"

    /// Begins a file.
    ///
    /// - Throws: `.exists` if there is one and it is not to be replaced.
    init(path: String, size: UInt64, replacing: Bool) throws(OperationError) {
        (target, replaces) = (path, replacing)
        if access(path, F_OK) == 0, !replacing { throw Self.exists(path) }
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        temporary = "\(path[..<slash]).\(path[slash...]).cephlua-\(UInt64.random(in: 0 ... .max))"
        descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OperationError(Code(errno: Int(errno)), Self.operation, target: path) }
        guard ftruncate(descriptor, Int(size)) == 0 else {
            defer { _ = discard() }
            throw OperationError(Code(errno: Int(errno)), Self.operation, target: path)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    static func exists(_ path: String) -> OperationError {
        OperationError(
            .exists, operation, target: path, message: "it exists",
            hint: "Say `replace = true` if it is to be replaced.")
    }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {
        for run in block.runs {
            team.add { [descriptor, target] in
                do throws(OperationError) {
                    try Self.write(block, run, to: descriptor, target)
                    wrote(run.count)
                } catch { block.fail(error) }
            }
        }
    }

    private static func write(
        _ block: Block, _ run: Range<Int>, to descriptor: CInt, _ target: String
    ) throws(OperationError) {
        var done = run.lowerBound
        while done < run.upperBound {
            let place = Int(block.offset) + done
            let count = pwrite(descriptor, block.buffer! + done, run.upperBound - done, place)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw OperationError(Code(errno: Int(errno)), operation, target: "\(target), at \(place)")
            }
            done += count
        }
        // The disk begins now rather than when all is written.
        cephlua_begin_writing_back(descriptor, Int(block.offset) + run.lowerBound, run.count)
    }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) {
        try attended("fsync", target: target, deadline) { [self] () throws(OperationError) in
            guard fsync(descriptor) == 0 else { throw OperationError(Code(errno: Int(errno)), "fsync", target: target) }
        }
    }

    func written() throws(OperationError) -> (any TransferSource)? {
        try DescriptorSource(descriptor, name: target, isOwned: false, size: nil)
    }

    func commit(_ deadline: Deadline) throws(OperationError) {
        // link refuses a name that is taken meanwhile; rename would not.
        let result = replaces ? rename(temporary, target) : link(temporary, target)
        guard result == 0 else {
            if errno == EEXIST { throw Self.exists(target) }
            throw OperationError(Code(errno: Int(errno)), replaces ? "rename" : "link", target: target)
        }
        if !replaces { unlink(temporary) }
        let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    func discard() -> String? {
        unlink(temporary)
        return nil
    }
}
