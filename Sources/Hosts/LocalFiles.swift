internal import CSystem
internal import Core
internal import Glibc

/// Files of this machine, by syscalls.
struct LocalFiles: HostFiles {
    func read(_ path: String, limit: Int) throws(OperationError) -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, operation: "read", target: path)
        let status = try FileStatus(descriptor: file, operation: "read", target: path)
        guard status.kind != .directory else { throw OperationError(Code(errno: Int(EISDIR)), "read", target: path) }
        guard status.kind == .file else {
            throw OperationError(.invalid, "read", target: path, message: "is a \(status.kind), not a regular file")
        }
        return try Self.contents(of: file, size: Int(status.size), limit: limit, target: path)
    }

    func readSecret(_ path: String, limit: Int) throws(OperationError) -> Secret {
        var bytes = try read(path, limit: limit)
        defer { bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } } }
        return Secret(bytes)
    }

    func find(_ path: String, limit: Int, secret: Bool) throws(OperationError) -> FoundFile? {
        guard let status = try status(path, follow: true) else { return nil }
        do throws(OperationError) {
            let content: FileContent =
                secret ? .secret(try readSecret(path, limit: limit)) : .bytes(try read(path, limit: limit))
            return FoundFile(status: status, content: content)
        } catch {
            // Gone between the two.
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    /// A file of `/proc` or the like.
    static func slurp(_ path: String) throws(OperationError) -> [UInt8] {
        let file = try Descriptor.open(path, O_RDONLY, operation: "read", target: path)
        return try contents(of: file, size: 4095, limit: 1 << 20, target: path)
    }

    /// All that is in an open file. Files of /proc say that they have no bytes: the end is where read says so.
    static func contents(
        of file: Descriptor, size: Int, limit: Int, target: String
    ) throws(OperationError) -> [UInt8] {
        func tooLarge() -> OperationError {
            OperationError(
                Code(errno: Int(EOVERFLOW)), "read", target: target, message: "has more than \(limit) bytes",
                hint: "Raise the limit if a file of this size is meant to be read whole.")
        }
        guard size <= limit else { throw tooLarge() }
        var failure: CInt = 0
        var capacity = size + 1
        var bytes: [UInt8] = []
        repeat {
            let start = bytes.count
            // One allocation of the right size in nearly every case, so that a secret is not left in a smaller one.
            let more = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                while count < capacity {
                    let got = Glibc.read(file.number, buffer.baseAddress! + count, capacity - count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { failure = errno }
                    if got <= 0 { break }
                    count += got
                }
            }
            if start == 0 { bytes = more } else { bytes += more }
            guard failure == 0 else { throw OperationError(Code(errno: Int(failure)), "read", target: target) }
            guard bytes.count <= limit else { throw tooLarge() }
            if more.count < capacity { return bytes }
            capacity = max(65536, bytes.count)
        } while true
    }

    func status(_ path: String, follow: Bool) throws(OperationError) -> FileStatus? {
        var status = stat()
        let result = follow ? stat(path, &status) : lstat(path, &status)
        if result != 0, errno == ENOENT || errno == ENOTDIR { return nil }
        guard result == 0 else { throw OperationError(Code(errno: Int(errno)), "stat", target: path) }
        return FileStatus(status, target: status.st_mode & S_IFMT == S_IFLNK ? Self.linkTarget(path) : nil)
    }

    func list(_ path: String) throws(OperationError) -> [DirectoryEntry] {
        guard let directory = opendir(path) else {
            throw OperationError(Code(errno: Int(errno)), "list", target: path)
        }
        defer { closedir(directory) }
        var result: [DirectoryEntry] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            // Gone since: then it is not an entry.
            guard let status = try status("\(path)/\(name)", follow: false) else { continue }
            result.append(DirectoryEntry(name: name, status: status))
        }
        return result.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    func makeDirectory(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool {
        if let present = try status(path, follow: true) {
            guard present.kind == .directory else { throw OperationError(.exists, "mkdir", target: path) }
            return try setAttributes(path, attributes)
        }
        let parent = Self.parent(of: path)
        if try status(parent, follow: true) == nil { _ = try makeDirectory(parent, FileAttributes()) }
        // As narrow as it can be until it has the owner that it shall have.
        guard mkdir(path, attributes.owner == nil && attributes.group == nil ? attributes.mode ?? 0o755 : 0o700) == 0
        else {
            if errno == EEXIST { return try makeDirectory(path, attributes) }
            throw OperationError(Code(errno: Int(errno)), "mkdir", target: path)
        }
        var wanted = attributes
        wanted.mode = attributes.mode ?? 0o755
        _ = try setAttributes(path, wanted)
        return true
    }

    func setAttributes(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool {
        let file = Descriptor(cephlua_open_path(path))
        guard file.isOpen else { throw OperationError(Code(errno: Int(errno)), "chmod", target: path) }
        let present = try FileStatus(descriptor: file, operation: "chmod", target: path)
        // fchown and fchmod do not take an O_PATH descriptor; its entry in /proc leads to the same file, raced or not.
        let through = "/proc/self/fd/\(file.number)"
        let uid = try attributes.owner.map { (name) throws(OperationError) in try Accounts.uid(name, target: path) }
        let gid = try attributes.group.map { (name) throws(OperationError) in try Accounts.gid(name, target: path) }
        var changed = false
        if (uid ?? present.uid) != present.uid || (gid ?? present.gid) != present.gid {
            guard chown(through, uid ?? present.uid, gid ?? present.gid) == 0 else {
                throw OperationError(Code(errno: Int(errno)), "chown", target: path)
            }
            changed = true
        }
        // chown clears set-user-id: the mode is looked at again.
        let now = try FileStatus(descriptor: file, operation: "chmod", target: path)
        let mode = attributes.mode ?? present.mode
        if now.mode != mode {
            guard chmod(through, mode) == 0 else {
                throw OperationError(Code(errno: Int(errno)), "chmod", target: path)
            }
            changed = true
        }
        return changed
    }

    func link(_ path: String, to target: String) throws(OperationError) -> Bool {
        if let present = try status(path, follow: false) {
            if present.target == target { return false }
            guard present.kind == .link else {
                throw OperationError(.exists, "symlink", target: path, message: "a \(present.kind) is there")
            }
        }
        let temporary = LocalWrite.temporaryPath(for: path)
        guard symlink(target, temporary) == 0, rename(temporary, path) == 0 else {
            let code = Code(errno: Int(errno))
            unlink(temporary)
            throw OperationError(code, "symlink", target: path)
        }
        return true
    }

    func write(
        _ path: String, _ content: FileContent, _ attributes: FileAttributes, replacing expected: ExpectedFile?
    ) throws(OperationError) -> Bool {
        do throws(OperationError) {
            return try LocalWrite.run(path, content, attributes, replacing: expected)
        } catch {
            throw error.explainingWrite()
        }
    }

    func remove(_ path: String, recursive: Bool) throws(OperationError) -> Bool {
        try LocalRemoval.run(path, recursive: recursive)
    }

    /// Where a symbolic link points; nil if it is none.
    static func linkTarget(_ path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
            let count = readlink(path, buffer.baseAddress!, Int(PATH_MAX))
            guard count >= 0 else { return nil }
            buffer[count] = 0
            return String(cString: buffer.baseAddress!)
        }
    }

    /// The directory that holds a path.
    static func parent(of path: String) -> String {
        var trimmed = Substring(path)
        while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
}

extension FileStatus {
    init(_ status: stat, target: String? = nil) {
        let kind: Kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .directory
            case S_IFLNK: .link
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            case S_IFBLK: .block
            case S_IFCHR: .character
            default: .file
            }
        self.init(
            kind: kind, size: Int64(status.st_size), owner: Accounts.userName(status.st_uid),
            group: Accounts.groupName(status.st_gid), uid: status.st_uid, gid: status.st_gid,
            mode: status.st_mode & 0o7777, target: target,
            modified: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }

    init(descriptor: Descriptor, operation: String, target: String) throws(OperationError) {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0 else {
            throw OperationError(Code(errno: Int(errno)), operation, target: target)
        }
        self.init(status)
    }
}
