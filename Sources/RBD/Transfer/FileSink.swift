internal import CSystem
internal import Core
internal import Glibc

/// A file that is written with holes where zeros are, and gets its name when it is whole.
final class FileSink: TransferSink, Sendable {
    private let file: NewFile
    private let team = Team(threads: 2)

    var target: String { file.path }

    /// Begins a file.
    ///
    /// - Throws: `.exists` if there is one and it is not to be replaced.
    init(path: String, size: UInt64, replacing: Bool) throws(OperationError) {
        file = try NewFile(path, replacing: replacing)
        do throws(OperationError) { try file.setSize(size) } catch {
            file.discard()
            throw error
        }
    }

    func write(_ block: Block, _ wrote: @escaping @Sendable (Int) -> Void) {
        for run in block.runs {
            team.add { [descriptor = file.descriptor, target] in
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
                throw OperationError(Code(errno: Int(errno)), NewFile.operation, target: "\(target), at \(place)")
            }
            done += count
        }
        // The disk begins now rather than when all is written.
        cephlua_begin_writing_back(descriptor, Int(block.offset) + run.lowerBound, run.count)
    }

    func finish(size: UInt64, _ deadline: Deadline) throws(OperationError) { try file.sync(deadline) }

    func written() throws(OperationError) -> (any TransferSource)? {
        try DescriptorSource(file.descriptor, name: target, isOwned: false, size: nil)
    }

    func commit(_ deadline: Deadline) throws(OperationError) { try file.commit() }

    func discard() -> String? {
        file.discard()
        return nil
    }
}
