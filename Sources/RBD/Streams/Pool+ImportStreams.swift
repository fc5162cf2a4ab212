public import Ceph
public import Core

extension Pool {
    /// Makes an image what a diff says: what `rbd export-diff` wrote.
    ///
    /// The image has to be as its snapshot is that the diff begins with; `rbd import-diff` does not look. Without such a
    /// snapshot it has to be empty.
    ///
    /// - Parameter path: The file; "-" is standard input.
    /// - Throws: `.notFound` if there is no such image, or it has not the snapshot; `.conflict` if it is not as the snapshot;
    ///   `.exists` if it has the snapshot that the diff ends with; `.malformed` if the diff is not whole; `.timedOut`,
    ///   `.cancelled`. Begun, but not ended, it leaves an image that has to be rolled back.
    ///
    /// C: `rbd_aio_write2`, `rbd_aio_write_zeroes`, `rbd_snap_create`. CLI: `rbd import-diff`. Lua: `rbd.import_diff()`
    public func importDiff(
        _ name: String, from path: String, _ options: TransferOptions = TransferOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        defer { progress.end() }
        let reader = try StreamReader(path: path, deadline: options.deadline)
        progress.begin(.transferring, total: reader.size)
        let diff = try DiffReader(reader)
        let opened = try TransferImage.open(self, name, deadline: options.deadline)
        defer { try? unhurried(opened.image.spec) { opened.close() } }
        try opened.checkFits(diff.header, options.deadline)
        do throws(OperationError) {
            try DiffWriter(opened, reader, options, progress).apply(diff, isEmpty: diff.header.from == nil)
        } catch {
            var told = error
            told.details = Self.left(of: diff.header, in: opened.image.spec)
            throw told
        }
        return result(diff.header.size, opened, progress, since: began)
    }

    private static func left(of header: DiffHeader, in spec: String) -> String {
        guard let from = header.from else { return "The image \(spec) is not complete; begin with an empty one again." }
        return "The image \(spec) is between two snapshots: roll it back to \(from) (`rbd snap rollback`), and begin "
            + "again."
    }

    /// Makes an image, with snapshots, of what `rbd export --export-format 2` wrote.
    ///
    /// - Parameter path: The file; "-" is standard input.
    /// - Throws: `.exists`; `.malformed` if it is nothing of that kind, or not whole; `.timedOut`, `.cancelled`.
    ///
    /// C: `rbd_create4`, `rbd_aio_write2`, `rbd_snap_create`. CLI: `rbd import --export-format 2`. Lua: `rbd.import()`
    public func importWithSnapshots(
        _ name: String, from path: String, _ options: ImportOptions = ImportOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        defer { progress.end() }
        let deadline = options.transfer.deadline
        let reader = try StreamReader(path: path, deadline: deadline)
        progress.begin(.transferring, total: reader.size)
        let header = try ImageStreamHeader(reader)
        var diff = try DiffReader(reader)
        let (size, wanted) = (diff.header.size, header.options(options.image))
        let opened = try TransferImage.open(self, name, deadline: deadline) { pool in
            do throws(OperationError) {
                return .success(try pool.createImage(name, size: size, options: wanted))
            } catch { return .failure(error) }
        }
        do throws(OperationError) {
            for (key, value) in header.metadata { try opened.image.setMetadata(key, to: value) }
            let writer = DiffWriter(opened, reader, options.transfer, progress)
            var bytes: UInt64 = 0
            for number in 0..<header.diffs {
                let before = diff.header.to
                if number > 0 {
                    diff = try DiffReader(reader)
                    guard diff.header.from == before else {
                        throw reader.malformed("a diff does not follow the one before")
                    }
                }
                try writer.apply(diff, isEmpty: number == 0)
                bytes &+= diff.header.size  // a damaged stream may say anything
            }
            let done = result(bytes, opened, progress, since: began)
            try? unhurried(opened.image.spec) { opened.close() }
            return done
        } catch {
            if options.keep {
                try? unhurried(opened.image.spec) { opened.close() }
                throw error
            }
            throw opened.takenBack(after: error)
        }
    }

    private func result(
        _ size: UInt64, _ opened: TransferImage, _ progress: TransferProgress, since began: ContinuousClock.Instant
    ) -> TransferResult {
        TransferResult(
            bytes: size, written: progress.snapshot.written, seconds: (.now - began) / .seconds(1),
            objectSize: opened.objectSize, digests: [:], isVerified: false)
    }
}

/// What comes before the diffs of an image with its snapshots.
private struct ImageStreamHeader {
    private(set) var order: UInt64?
    private(set) var features: UInt64?
    private(set) var stripeUnit: UInt64?
    private(set) var stripeCount: UInt64?
    private(set) var metadata: [(String, String)] = []
    /// How many diffs follow.
    let diffs: UInt64

    init(_ reader: StreamReader) throws(OperationError) {
        let banner = try reader.bytes(StreamFormat.imageBanner.utf8.count)
        guard banner == Array(StreamFormat.imageBanner.utf8) else {
            throw reader.malformed(
                "no image with snapshots begins here",
                hint: "`rbd export --export-format 2` writes one; a raw image is of format 1.")
        }
        while true {
            let tag = try reader.bytes(1)[0]
            if tag == UInt8(ascii: "E") { break }
            let count = try reader.number()
            guard count <= 16 << 20 else { throw reader.malformed("a record of \(count) bytes") }
            switch UnicodeScalar(tag) {
            case "O" where count == 8: order = try reader.number()
            case "T" where count == 8: features = try reader.number()
            case "U" where count == 8: stripeUnit = try reader.number()
            case "C" where count == 8: stripeCount = try reader.number()
            case "M": metadata.append((try reader.text(), try reader.text()))
            default: _ = try reader.bytes(Int(count))
            }
        }
        guard try reader.bytes(StreamFormat.diffsBanner.utf8.count) == Array(StreamFormat.diffsBanner.utf8) else {
            throw reader.malformed("its diffs do not begin here")
        }
        diffs = try reader.number()
        guard diffs > 0 else { throw reader.malformed("it has neither snapshots nor an image") }
    }

    /// What the image shall be like where nobody says otherwise.
    func options(_ given: ImageOptions) -> ImageOptions {
        var options = given
        options.objectSize = options.objectSize ?? order.flatMap { $0 < 64 ? 1 << $0 : nil }
        options.features = options.features ?? features.map { Features(rawValue: $0).creatable }
        // The usual ones are those of no stripes.
        if options.stripeUnit == nil, options.stripeCount == nil, let stripeCount, stripeCount > 1 {
            (options.stripeUnit, options.stripeCount) = (stripeUnit, stripeCount)
        }
        return options
    }
}

extension TransferImage {
    /// Throws unless the image is as it was where the diff begins.
    fileprivate func checkFits(_ header: DiffHeader, _ deadline: Deadline) throws(OperationError) {
        let operation = "import diff"
        let snapshots = try image.snapshots().filter { $0.namespace == "user" }
        if let to = header.to, snapshots.contains(where: { $0.name == to }) {
            throw OperationError(
                .exists, operation, target: pool.spec(image.name, to),
                message: "the image has the snapshot that the diff ends with")
        }
        guard let from = header.from else {
            if try changes(since: nil, blockSize: objectSize, deadline).isEmpty { return }
            throw OperationError(
                .conflict, operation, target: image.spec, message: "it is not empty, and the diff begins with nothing",
                hint: "Such a diff makes a new image: rbd.create(pool, name, { size = … }).")
        }
        guard let snapshot = snapshots.first(where: { $0.name == from }) else {
            throw OperationError(
                .notFound, operation, target: pool.spec(image.name, from),
                message: "the image has not the snapshot that the diff begins with")
        }
        guard try isAsIn(snapshot, deadline) else {
            throw OperationError(
                .conflict, operation, target: image.spec,
                message: "somebody changed the image after its snapshot \(from)",
                hint: "`rbd snap rollback` (image:rollback) makes it what it was.")
        }
    }

    /// Whether the image has what its snapshot has. An image that was rolled back counts as changed for librbd, so objects
    /// that it names are compared.
    private func isAsIn(_ snapshot: Snapshot, _ deadline: Deadline) throws(OperationError) -> Bool {
        guard size == snapshot.size else { return false }
        let changes = try changes(since: snapshot.name, blockSize: objectSize, deadline).changes
        guard changes.contains(where: { $0 != .none }) else { return true }
        let view = try reopened(at: snapshot.name)
        defer { view.image.discardHandle() }
        for (index, change) in changes.enumerated() where change != .none {
            let offset = UInt64(index) * UInt64(objectSize)
            let count = Int(min(UInt64(objectSize), size - offset))
            if try image.read(at: offset, count: count) != view.image.read(at: offset, count: count) { return false }
        }
        return true
    }

    /// Removes the image with its snapshots, and closes it; the error, with what could not be removed.
    fileprivate func takenBack(after error: OperationError) -> OperationError {
        let (opened, spec) = (self, image.spec)
        do throws(OperationError) {
            try unhurried(spec) { () throws(OperationError) in
                try opened.image.removeBegunSnapshots()
                try opened.remove()
            }
            return error
        } catch let problem {
            var told = error
            told.details = "The image \(spec) is not complete, and could not be removed: \(problem.message)."
            return told
        }
    }
}
