internal import CSystem
internal import Core
internal import Glibc
internal import Synchronization

/// A file of this machine written whole or not at all.
struct LocalWrite {
    private let shown: String
    private let path: String
    private let present: FileStatus?
    private let old: Descriptor?
    private let attributes: FileAttributes
    private let defaultMode: UInt32

    private static let counter = Atomic(0)

    /// Looks at what is there.
    init(_ path: String, _ attributes: FileAttributes, defaultMode: UInt32) throws(OperationError) {
        shown = path
        self.path = try Self.following(path)
        self.attributes = attributes
        self.defaultMode = defaultMode
        do throws(OperationError) {
            let file = try Descriptor.open(self.path, O_RDONLY | O_NONBLOCK, operation: "write", target: path)
            let status = try FileStatus(descriptor: file, operation: "write", target: path)
            guard status.kind != .directory else {
                throw OperationError(Code(errno: Int(EISDIR)), "write", target: path)
            }
            guard status.kind == .file else {
                throw OperationError(
                    .invalid, "write", target: path, message: "is a \(status.kind), not a regular file")
            }
            (old, present) = (file, status)
        } catch {
            guard error.code == .notFound else { throw error }
            (old, present) = (nil, nil)
        }
    }

    /// Writes what differs, if the file still is what it is expected to be; whether anything did.
    static func run(
        _ path: String, _ content: FileContent, _ attributes: FileAttributes, replacing expected: ExpectedFile?,
        under held: FileLock? = nil
    ) throws(OperationError) -> Bool {
        // Until the end: what is looked at here is what is replaced.
        let lock = try WriteLock(following(path), comparing: expected != nil, held: held)
        defer { lock.release() }
        let write = try LocalWrite(path, attributes, defaultMode: content.defaultMode)
        if let expected, try !write.isAt(expected) { throw .fileChanged(path) }
        return try write.run(content, isNew: expected == ExpectedFile.none)
    }

    private func run(_ content: FileContent, isNew: Bool) throws(OperationError) -> Bool {
        if try holds(content) { return try LocalFiles().setAttributes(path, attributes) }
        try replace(isNew: isNew) { (file) throws(OperationError) in try put(content, into: file) }
        return true
    }

    /// Writes a temporary file beside the target, and gives it the target's name; with `isNew`, one that nobody took.
    func replace(
        isNew: Bool = false, _ fill: (Descriptor) throws(OperationError) -> Void
    ) throws(OperationError) {
        Self.removeLeftovers(of: path)
        let temporary = Self.temporaryPath(for: path)
        let file = try Descriptor.open(
            temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, operation: "write", target: shown)
        do throws(OperationError) {
            try fill(file)
            try settle(file)
            guard fsync(file.number) == 0 else { throw failure("write") }
            // There was no file to lock: a link, other than a rename, fails where crudini has made one meanwhile.
            if isNew, link(temporary, path) == 0 {
                unlink(temporary)
            } else if isNew, errno == EEXIST {
                throw OperationError.fileChanged(shown)
            } else if rename(temporary, path) != 0 {
                throw failure("write")
            }
        } catch {
            unlink(temporary)
            throw error
        }
        // The name is durable once the directory is.
        if let directory = try? Descriptor.open(
            LocalFiles.parent(of: path), O_RDONLY | O_DIRECTORY, operation: "fsync", target: shown)
        {
            fsync(directory.number)
        }
    }

    private func failure(_ operation: String) -> OperationError {
        OperationError(Code(errno: Int(errno)), operation, target: shown)
    }

    private func isAt(_ expected: ExpectedFile) throws(OperationError) -> Bool {
        switch expected {
        case .none: old == nil
        case .bytes(let bytes): try holds(.bytes(bytes))
        }
    }

    /// Whether the file has exactly this content. Compared piece by piece: not even a large file is here a second time.
    private func holds(_ content: FileContent) throws(OperationError) -> Bool {
        guard let old, let present, present.size == Int64(content.count) else { return false }
        return try content.withBytes { (bytes) throws(OperationError) in
            var piece = [UInt8](repeating: 0, count: min(bytes.count + 1, 1 << 18))
            defer { piece.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, $0.count) } }
            var offset = 0
            while true {
                let count = pread(old.number, &piece, piece.count, offset)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure("read") }
                if count == 0 { return offset == bytes.count }
                guard count <= bytes.count - offset, memcmp(piece, bytes.baseAddress! + offset, count) == 0 else {
                    return false
                }
                offset += count
            }
        }
    }

    private func put(_ content: FileContent, into file: Descriptor) throws(OperationError) {
        try content.withBytes { (bytes) throws(OperationError) in
            var offset = 0
            while offset < bytes.count {
                let count = cephlua_write_quietly(file.number, bytes.baseAddress! + offset, bytes.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure("write") }
                offset += count
            }
        }
    }

    /// Owner, group and mode: those given, else those of the present file. The mode comes last: until then it is 0600.
    private func settle(_ file: Descriptor) throws(OperationError) {
        if let old { cephlua_copy_attributes(old.number, file.number) }
        let mine = try FileStatus(descriptor: file, operation: "write", target: shown)
        var (uid, gid) = (present?.uid ?? mine.uid, present?.gid ?? mine.gid)
        if let owner = attributes.owner { uid = try Accounts.uid(owner, target: shown) }
        if let group = attributes.group { gid = try Accounts.gid(group, target: shown) }
        if uid != mine.uid || gid != mine.gid {
            guard fchown(file.number, uid, gid) == 0 else { throw failure("chown") }
        }
        guard fchmod(file.number, attributes.mode ?? present?.mode ?? defaultMode) == 0 else { throw failure("chmod") }
    }

    /// The file that a path means: symbolic links are followed, also to one that is not there yet.
    private static func following(_ path: String) throws(OperationError) -> String {
        var current = path
        for _ in 0..<40 {
            guard let target = LocalFiles.linkTarget(current) else { return current }
            current = target.hasPrefix("/") ? target : LocalFiles.parent(of: current) + "/" + target
        }
        throw OperationError(Code(errno: Int(ELOOP)), "write", target: path)
    }

    static func temporaryPath(for path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return LocalFiles.parent(of: path) + "/" + TemporaryName.prefix(for: name) + "\(number)-\(getpid())"
    }

    /// Removes what writers of this file left behind when they were killed.
    private static func removeLeftovers(of path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let prefix = TemporaryName.prefix(for: name)
        let directory = LocalFiles.parent(of: path)
        guard let entries = opendir(directory) else { return }
        defer { closedir(entries) }
        while let entry = readdir(entries) {
            let found = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard found.hasPrefix(prefix), let pid = found.split(separator: "-").last.flatMap({ Int32($0) }),
                ProcessRecord(pid: pid) == nil
            else { continue }
            unlink("\(directory)/\(found)")
        }
    }
}
