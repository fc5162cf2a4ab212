public import Ceph
public import Core

extension Pool {
    /// Writes what has changed in an image since a snapshot, or all of it, as `rbd import-diff` reads it.
    ///
    /// - Parameters:
    ///   - snapshot: The image as it was then; without one as it is now.
    ///   - base: An older snapshot, which whoever reads the diff has; without one there is nothing before.
    ///   - path: A file, which gets its name when it is whole; a pipe or device; "-" is standard output.
    /// - Throws: `.notFound`; `.exists`; `.invalid` if `base` is not older; `.timedOut`; `.cancelled`; `ENOSPC` and what else
    ///   writing says.
    ///
    /// C: `rbd_diff_iterate2`, `rbd_aio_read2`. CLI: `rbd export-diff`. Lua: `rbd.export_diff()`
    public func exportDiff(
        _ name: String, snapshot: String? = nil, from base: String? = nil, to path: String, replace: Bool = false,
        _ options: TransferOptions = TransferOptions(), progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let opened = try TransferImage.open(self, name, snapshot: snapshot, readOnly: true, deadline: options.deadline)
        return try exporting(opened, to: path, replace, options, progress) { export throws(OperationError) in
            let snapshots = try opened.image.snapshots()
            let old = try snapshots.snapshot(named: base, of: opened)
            if let old, let new = try snapshots.snapshot(named: snapshot, of: opened), old.id >= new.id {
                throw OperationError(
                    .invalid, "export diff", target: opened.image.spec,
                    message: "the snapshot \(old.name) is not older",
                    hint: "`from_snapshot` is the older of both.")
            }
            return try export.diff(opened, .one, from: old, to: snapshot, isProtected: nil)
        }
    }

    /// Writes an image with all its snapshots, its features and its metadata, as `rbd import --export-format 2` reads it.
    ///
    /// - Throws: As ``exportDiff(_:snapshot:from:to:replace:_:progress:)``.
    ///
    /// C: `rbd_diff_iterate2`, `rbd_aio_read2`. CLI: `rbd export --export-format 2`. Lua: `rbd.export()`
    public func exportWithSnapshots(
        _ name: String, to path: String, replace: Bool = false, _ options: TransferOptions = TransferOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let opened = try TransferImage.open(self, name, readOnly: true, deadline: options.deadline)
        return try exporting(opened, to: path, replace, options, progress) { export throws(OperationError) in
            let snapshots = try opened.image.snapshots().filter { $0.namespace == "user" }
            export.output.add(try Self.header(of: opened))
            export.output.add(Array(StreamFormat.diffsBanner.utf8))
            export.output.add(StreamFormat.number(UInt64(snapshots.count + 1)))
            var (bytes, before): (UInt64, Snapshot?) = (0, nil)
            for snapshot in snapshots {
                let view = try opened.reopened(at: snapshot.name)
                defer { view.image.discardHandle() }
                bytes += try export.diff(
                    view, .two, from: before, to: snapshot.name, isProtected: snapshot.isProtected)
                before = snapshot
            }
            return bytes + (try export.diff(opened, .two, from: before, to: nil, isProtected: nil))
        }
    }

    /// What comes before the diffs.
    private static func header(of opened: TransferImage) throws(OperationError) -> [UInt8] {
        let info = try opened.image.info()
        var bytes = Array(StreamFormat.imageBanner.utf8)
        func add(_ tag: Character, _ body: [UInt8]) {
            bytes += [tag.asciiValue!] + StreamFormat.number(UInt64(body.count)) + body
        }
        add("O", StreamFormat.number(UInt64(info.objectSize.trailingZeroBitCount)))
        add("T", StreamFormat.number(info.features.rawValue))
        add("U", StreamFormat.number(info.stripeUnit))
        add("C", StreamFormat.number(info.stripeCount))
        for (key, value) in try opened.image.metadata().sorted(by: { $0.key < $1.key }) {
            add("M", StreamFormat.text(key) + StreamFormat.text(value))
        }
        return bytes + [UInt8(ascii: "E")]
    }

    private func exporting(
        _ opened: TransferImage, to path: String, _ replace: Bool, _ options: TransferOptions,
        _ progress: TransferProgress, _ body: (StreamExport) throws(OperationError) -> UInt64
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        defer {
            progress.end()
            try? unhurried(opened.image.spec) { opened.close() }
        }
        let output = try OrderedOutput(path: path, replacing: replace)
        do throws(OperationError) {
            let export = StreamExport(output: output, options: options, progress: progress)
            let bytes = try body(export)
            progress.finishing()
            try output.finish(options.deadline)
            try output.commit()
            return TransferResult(
                bytes: bytes, written: export.written, seconds: (.now - began) / .seconds(1),
                objectSize: opened.objectSize, digests: [:], isVerified: false)
        } catch {
            output.discard()
            throw error
        }
    }
}

extension [Snapshot] {
    fileprivate func snapshot(named name: String?, of opened: TransferImage) throws(OperationError) -> Snapshot? {
        guard let name else { return nil }
        if let found = first(where: { $0.name == name && $0.namespace == "user" }) { return found }
        throw OperationError(
            .notFound, "export diff", target: opened.image.spec, message: "the image has no snapshot \(name)")
    }
}

/// Diffs that go into one output, one after the other.
private final class StreamExport {
    let output: OrderedOutput
    private let options: TransferOptions
    private let progress: TransferProgress
    private(set) var written: UInt64 = 0

    init(output: OrderedOutput, options: TransferOptions, progress: TransferProgress) {
        (self.output, self.options, self.progress) = (output, options, progress)
    }

    /// Adds a diff; the bytes of the image that it is about.
    func diff(
        _ opened: TransferImage, _ format: StreamFormat.Diff, from base: Snapshot?, to name: String?, isProtected: Bool?
    ) throws(OperationError) -> UInt64 {
        let (blockSize, deadline) = (opened.objectSize, options.deadline)
        let changes =
            if let base {
                try opened.changes(since: base, blockSize: blockSize, deadline)
            } else {
                try opened.changes(since: nil, blockSize: blockSize, deadline)
            }
        let header = DiffHeader(from: base?.name, to: name, isProtected: isProtected, size: opened.size)
        output.add(header.encoded(format))
        let sink = DiffSink(output, format, hasBase: base != nil)
        let plan = BlockPlan(changes)
        guard plan.actions.count == BackupManifest.count(opened.size, blockSize) else {
            throw OperationError(
                .conflict, "export", target: opened.image.spec, message: "somebody changed the image's size meanwhile",
                hint: "Export a snapshot of it.")
        }
        progress.begin(.transferring, total: opened.size)
        let bytes = try Transfer(
            from: ChangedSource(opened, blockSize: blockSize, plan: plan, deadline: deadline), to: sink,
            blockSize: blockSize, inFlight: options.buffers(of: blockSize), rate: options.rate, deadline: deadline,
            progress: progress, objects: nil, stream: nil
        ).run()
        sink.end()
        written += progress.snapshot.written
        return bytes
    }
}
