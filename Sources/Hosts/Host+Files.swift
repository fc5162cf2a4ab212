public import Core

extension Host {
    /// Bytes that are read of a file unless told otherwise.
    public static let readLimit = 256 << 20

    /// A file's content.
    ///
    /// - Throws: `.notFound`; `.accessDenied`; `EISDIR`; `EOVERFLOW` if it has more than `limit` bytes.
    /// Lua: `h:read(path, options)`
    public func read(_ path: String, limit: Int = Host.readLimit) throws(OperationError) -> [UInt8] {
        try checkOpen("read")
        return try files.read(path, limit: limit)
    }

    /// A file's content as a secret.
    ///
    /// Lua: `h:read(path, { secret = true })`
    public func readSecret(_ path: String, limit: Int = Host.readLimit) throws(OperationError) -> Secret {
        try checkOpen("read")
        return try files.readSecret(path, limit: limit)
    }

    /// A file's content with its owner, group and mode, in one round trip; nil if there is none. A symbolic link is
    /// followed.
    ///
    /// - Throws: `.accessDenied`; `EISDIR`; `EOVERFLOW` if it has more than `limit` bytes.
    /// Lua: `h:find_file(path, options)`
    public func find(
        _ path: String, limit: Int = Host.readLimit, secret: Bool = false
    ) throws(OperationError) -> FoundFile? {
        try checkOpen("read")
        return try files.find(path, limit: limit, secret: secret)
    }

    /// Writes a whole file or nothing, and nothing if content and attributes are right already.
    ///
    /// A temporary file beside it, 0600 until it is complete, is synced and renamed. A symbolic link is followed. Owner,
    /// group and mode are those of the present file unless given; a new file is 0644, of a secret 0600.
    ///
    /// Writers of one directory's files go one after the other (a lock on the directory). With `replacing` the file must
    /// still be what it was when it was read, which is looked at under that lock.
    ///
    /// - Returns: Whether anything changed.
    /// - Throws: `ENOSPC` (the old file is intact); `.accessDenied`; `.notFound` if there is no such directory;
    ///   `.conflict` if the file is not what it should be.
    /// C: `flock`, `fsync`, `rename`. Lua: `h:write(path, content, options)`
    public func write(
        _ path: String, _ content: FileContent, _ attributes: FileAttributes = FileAttributes(),
        replacing expected: ExpectedFile? = nil
    ) throws(OperationError) -> Bool {
        try checkOpen("write")
        return try files.write(path, content, attributes, replacing: expected)
    }

    /// What is at a path; nil for nothing.
    ///
    /// C: `lstat`, `stat`. Lua: `h:stat(path, options)`
    public func status(_ path: String, follow: Bool = false) throws(OperationError) -> FileStatus? {
        try checkOpen("stat")
        return try files.status(path, follow: follow)
    }

    /// The entries of a directory, sorted by name.
    ///
    /// C: `readdir`. Lua: `h:list(path)`
    public func list(_ path: String) throws(OperationError) -> [DirectoryEntry] {
        try checkOpen("list")
        return try files.list(path)
    }

    /// Removes what is at a path; with `recursive` a whole tree, but none that holds a mount point.
    ///
    /// - Returns: Whether there was anything.
    /// Lua: `h:remove(path, options)`
    public func remove(_ path: String, recursive: Bool = false) throws(OperationError) -> Bool {
        try checkOpen("remove")
        return try files.remove(path, recursive: recursive)
    }

    /// Makes a directory and those above it; sets the attributes of the last one, also if it was there.
    ///
    /// C: `mkdir`. Lua: `h:make_directory(path, options)`
    public func makeDirectory(
        _ path: String, _ attributes: FileAttributes = FileAttributes()
    ) throws(OperationError) -> Bool {
        try checkOpen("mkdir")
        return try files.makeDirectory(path, attributes)
    }

    /// Sets owner, group or mode of what is there; follows a symbolic link.
    ///
    /// C: `chown`, `chmod`. Lua: `h:set_attributes(path, attributes)`
    public func setAttributes(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool {
        try checkOpen("chmod")
        return try files.setAttributes(path, attributes)
    }

    /// Makes a symbolic link, or points an existing one to something else; refuses to replace anything but a link.
    ///
    /// C: `symlink`, `rename`. Lua: `h:link(path, target)`
    public func link(_ path: String, to target: String) throws(OperationError) -> Bool {
        try checkOpen("symlink")
        return try files.link(path, to: target)
    }
}
