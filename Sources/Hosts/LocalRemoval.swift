internal import Core
internal import Glibc

/// Removes files and trees of this machine, never across a mount.
enum LocalRemoval {
    static func run(_ path: String, recursive: Bool) throws(OperationError) -> Bool {
        guard let status = try LocalFiles().status(path, follow: false) else { return false }
        guard status.kind == .directory else {
            guard unlink(path) == 0 || errno == ENOENT else { throw failure(path) }
            return true
        }
        guard let real = realPath(path), real != "/" else {
            throw OperationError(.invalid, "remove", target: path, message: "is not a directory that can be removed")
        }
        try refuseMounts(real, shown: path)
        if !recursive {
            guard rmdir(real) == 0 else { throw failure(path) }
            return true
        }
        var device = stat()
        guard lstat(real, &device) == 0 else { throw failure(path) }
        let parent = try Descriptor.open(
            LocalFiles.parent(of: real), O_RDONLY | O_DIRECTORY, operation: "remove", target: path)
        let name = real.split(separator: "/").last.map(String.init) ?? real
        try removeTree(name.utf8CString.map { $0 }, in: parent, device: device.st_dev, shown: path)
        return true
    }

    /// A tree that holds a mount is refused before anything is removed: behind a bind mount may be the machine's own /dev,
    /// and a bind mount of the same file system has the same device number.
    static func refuseMounts(_ real: String, shown: String) throws(OperationError) {
        let table = try LocalFiles.slurp("/proc/self/mountinfo")
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4 else { continue }
            let point = unescape(fields[4])
            guard point == real || point.hasPrefix(real + "/") else { continue }
            throw OperationError(
                .busy, "remove", target: shown, message: "something is mounted on \(point)",
                hint: "Unmount it first: nothing was removed.")
        }
    }

    /// A path of mountinfo: blanks and backslashes are octal there.
    static func unescape(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func removeTree(
        _ name: [CChar], in parent: Descriptor, device: dev_t, shown: String
    ) throws(OperationError) {
        try Cancellation.current?.check("remove", target: shown)
        let number = openat(parent.number, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw failure(shown) }
        let directory = Descriptor(number)
        var status = stat()
        guard fstat(number, &status) == 0 else { throw failure(shown) }
        guard status.st_dev == device else {
            throw OperationError(.busy, "remove", target: shown, message: "it reaches into another file system")
        }
        // Names first: a directory that changes while it is read may hide entries.
        for entry in try names(in: directory, shown: shown) {
            if unlinkat(number, entry, 0) == 0 || errno == ENOENT { continue }
            guard errno == EISDIR || errno == EPERM else { throw failure(shown) }
            try removeTree(entry, in: directory, device: device, shown: shown)
        }
        directory.close()
        guard unlinkat(parent.number, name, AT_REMOVEDIR) == 0 else { throw failure(shown) }
    }

    /// Names as bytes: not every file on a disk has one in UTF-8.
    private static func names(in directory: Descriptor, shown: String) throws(OperationError) -> [[CChar]] {
        // fdopendir takes the descriptor it is given.
        guard let stream = fdopendir(fcntl(directory.number, F_DUPFD_CLOEXEC, 3)) else { throw failure(shown) }
        defer { closedir(stream) }
        var result: [[CChar]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
            }
            let dot = CChar(UInt8(ascii: "."))
            if name != [dot], name != [dot, dot] { result.append(name + [0]) }
        }
        return result
    }

    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    private static func failure(_ path: String) -> OperationError {
        OperationError(Code(errno: Int(errno)), "remove", target: path)
    }
}
