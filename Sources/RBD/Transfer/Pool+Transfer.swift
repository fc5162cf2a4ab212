public import Ceph
public import Core

/// A new image that is made of bytes from elsewhere.
public struct ImportOptions: Sendable {
    /// How it is transferred.
    public var transfer = TransferOptions()
    /// What the image shall be like.
    public var image = ImageOptions()
    /// The size that the source must have.
    public var size: UInt64?
    /// Leaves an image that is not complete when the import fails.
    public var keep = false
    /// Goes on with an image that an import with `resume` left when it did not end; leaves one that can be gone on with.
    public var resume = false

    /// An image of the cluster's defaults.
    public init() {}
}

extension Pool {
    /// Makes an image of a file, a block device or standard input.
    ///
    /// Zeros and holes are not written. What fails or is cancelled removes the image it began.
    ///
    /// - Parameter path: The file or device; "-" is standard input, whose size need not be known.
    /// - Throws: `.exists`, before anything is read; `.invalid` if `size` is another; `.conflict` if the source changes, or
    ///   verifying finds a difference; `.timedOut`; `.cancelled`; what reading throws, with the offset.
    ///
    /// C: `rbd_create4`, `rbd_aio_write2`. CLI: `rbd import`. Lua: `rbd.import()`
    public func importImage(
        _ name: String, from path: String, _ options: ImportOptions = ImportOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        return try make(name, of: DescriptorSource(path: path, size: options.size), options, progress, since: began)
    }

    /// Makes an image of what somebody else writes; otherwise as ``importImage(_:from:_:progress:)``.
    public func importImage(
        _ name: String, from input: PipedInput, _ options: ImportOptions = ImportOptions(),
        progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        return try make(name, of: PipeSource(input), options, progress, since: began)
    }

    private func make(
        _ name: String, of source: any TransferSource, _ options: ImportOptions, _ progress: TransferProgress,
        since began: ContinuousClock.Instant
    ) throws(OperationError) -> TransferResult {
        let deadline = options.transfer.deadline
        if options.resume {
            let sink = try ResumedSink(self, name, size: source.size, options: options.image, deadline: deadline)
            return try run(
                from: source, to: sink, blockSize: sink.objectSize, options.transfer.halved, progress, since: began,
                onFailure: { sink.keep() })
        }
        let sink = try ImageSink(self, name, size: source.size, options: options.image, deadline: deadline)
        return try run(
            from: source, to: sink, blockSize: sink.objectSize, options.transfer, progress, since: began,
            onFailure: options.keep ? { sink.keep() } : nil)
    }

    /// Writes an image, or a snapshot of it, into a file or to standard output.
    ///
    /// A file is written beside its place, with holes, and gets its name when it is whole and on the disk.
    ///
    /// - Parameter path: The file, pipe or device; "-" is standard output.
    /// - Parameter replace: That a file of that name is replaced, or a block device overwritten.
    /// - Throws: `.exists`; `.notFound`, `.timedOut`, `.cancelled`; `ENOSPC` and what else writing says.
    ///
    /// C: `rbd_diff_iterate2`, `rbd_aio_read2`. CLI: `rbd export`. Lua: `rbd.export()`
    public func exportImage(
        _ name: String, snapshot: String? = nil, to path: String, replace: Bool = false,
        _ options: TransferOptions = TransferOptions(), progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        let isFile = path != "-" && NewFile.isFile(path)
        if !replace, NewFile.isDevice(path) { throw NewFile.exists(path) }
        if options.verify, !isFile {
            throw OperationError(
                .usage, "verify", target: path, message: "what was written to a pipe or a device is not read again")
        }
        let opened = try TransferImage.open(self, name, snapshot: snapshot, readOnly: true, deadline: options.deadline)
        let source = ImageSource(opened, blockSize: opened.objectSize, deadline: options.deadline)
        defer { source.close() }
        let sink: any TransferSink =
            isFile
            ? try FileSink(path: path, size: opened.size, replacing: replace)
            : try StreamSink(path: path, replacing: replace)
        return try run(from: source, to: sink, blockSize: opened.objectSize, options, progress, since: began)
    }

    /// Copies an image, or a snapshot of it, into a new image: of this cluster or of another.
    ///
    /// The copy has the data, not the snapshots, and is no clone. Its object size is the source's unless another is asked
    /// for; features are the cluster's defaults.
    ///
    /// - Throws: As ``importImage(_:from:_:progress:)``.
    ///
    /// C: `rbd_diff_iterate2`, `rbd_aio_read2`, `rbd_aio_write2`. CLI: `rbd cp`. Lua: `rbd.copy()`
    public func copyImage(
        _ name: String, snapshot: String? = nil, to pool: Pool, as newName: String,
        _ options: ImportOptions = ImportOptions(), progress: TransferProgress = TransferProgress()
    ) throws(OperationError) -> TransferResult {
        let began = ContinuousClock.now
        let deadline = options.transfer.deadline
        let opened = try TransferImage.open(self, name, snapshot: snapshot, readOnly: true, deadline: deadline)
        var image = options.image
        image.objectSize = image.objectSize ?? UInt64(opened.objectSize)
        let blockSize = Int(image.objectSize!)
        let source = ImageSource(opened, blockSize: blockSize, deadline: deadline)
        defer { source.close() }
        let sink = try ImageSink(pool, newName, size: opened.size, options: image, deadline: deadline)
        return try run(
            from: source, to: sink, blockSize: blockSize, options.transfer, progress, since: began,
            onFailure: options.keep ? { sink.keep() } : nil)
    }

    /// Transfers, verifies, and ends: the sink is committed or discarded.
    ///
    /// - Parameter found: Gets the digest of each object that is read; an error of it ends the transfer.
    func run(
        from source: any TransferSource, to sink: any TransferSink, blockSize: Int, _ options: TransferOptions,
        _ progress: TransferProgress, since began: ContinuousClock.Instant,
        found: (@Sendable (Int, [UInt8]) -> OperationError?)? = nil, onFailure keep: (() -> Void)? = nil
    ) throws(OperationError) -> TransferResult {
        defer { progress.end() }
        do throws(OperationError) {
            let needsObjects = options.verify || options.digests.contains(.objects) || found != nil
            let objects = needsObjects ? try ObjectDigests(found: found ?? { _, _ in nil }) : nil
            let algorithms = options.digests.compactMap { Digest.Algorithm(rawValue: $0.rawValue) }
            let stream = algorithms.isEmpty ? nil : try StreamDigests(algorithms)
            func transfer(
                _ source: any TransferSource, _ sink: any TransferSink, _ objects: ObjectDigests?,
                _ stream: StreamDigests?
            ) throws(OperationError) -> UInt64 {
                try Transfer(
                    from: source, to: sink, blockSize: blockSize, inFlight: options.buffers(of: blockSize),
                    rate: options.rate, deadline: options.deadline, progress: progress, objects: objects,
                    stream: stream
                ).run()
            }
            progress.begin(.transferring, total: source.size)
            let bytes = try transfer(source, sink, objects, stream)
            let written = progress.snapshot.written
            progress.finishing()
            try sink.finish(size: bytes, options.deadline)
            if options.verify, let objects, let again = try sink.written() {
                progress.begin(.verifying, total: bytes)
                let found = try ObjectDigests()
                _ = try transfer(again, NullSink(), found, nil)
                if let index = objects.firstDifference(found) {
                    throw OperationError(
                        .conflict, "verify", target: sink.target,
                        message: "the object at \(UInt64(index) * UInt64(blockSize)) is not what was written")
                }
            }
            try sink.commit(options.deadline)
            var digests: [TransferDigest: String] = [:]
            if options.digests.contains(.objects), let objects { digests[.objects] = objects.root.hexadecimal }
            for (algorithm, bytes) in stream?.finish() ?? [] {
                if let kind = TransferDigest(rawValue: algorithm.rawValue) { digests[kind] = bytes.hexadecimal }
            }
            return TransferResult(
                bytes: bytes, written: written, seconds: (.now - began) / .seconds(1), objectSize: blockSize,
                digests: digests, isVerified: options.verify)
        } catch {
            if let keep {
                keep()
                throw error
            }
            guard let left = sink.discard() else { throw error }
            var told = error
            told.details = [error.details, left].compactMap(\.self).joined(separator: "\n")
            throw told
        }
    }
}
