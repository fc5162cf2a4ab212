internal import Core
internal import Glibc

/// Files of a host that only runs commands: each operation is one script in one round trip, with content on standard
/// input. It means the same as ``LocalFiles``; one set of tests runs over both.
struct ShellFiles: HostFiles {
    let transport: any Transport

    /// How long one operation may take; content of a few hundred MiB must fit.
    private static let timeout = 300.0

    func read(_ path: String, limit: Int) throws(OperationError) -> [UInt8] {
        try reading(path, limit: limit, output: .capture).output
    }

    func readSecret(_ path: String, limit: Int) throws(OperationError) -> Secret {
        try reading(path, limit: limit, output: .secret).secret ?? Secret("")
    }

    private func reading(
        _ path: String, limit: Int, script: String = ShellScripts.read, headroom: Int = 0, output: Command.Output
    ) throws(OperationError) -> CommandResult {
        var command = try command(script, [path], path: path, operation: "read")
        command.output = output
        command.limit = limit + headroom
        do throws(OperationError) { return try run(command, "read", path) } catch {
            guard error.code.name == "EOVERFLOW" else { throw error }
            throw OperationError(
                error.code, "read", target: error.target, message: "has more than \(limit) bytes",
                hint: "Raise the limit if a file of this size is meant to be read whole.")
        }
    }

    func find(_ path: String, limit: Int, secret: Bool) throws(OperationError) -> FoundFile? {
        // The description comes first; a path has at most 4096 bytes.
        let result = try reading(
            path, limit: limit, script: ShellScripts.find, headroom: 16384, output: secret ? .secret : .capture)
        if let secret = result.secret {
            return try secret.withBytes { (bytes) throws(OperationError) in
                try Self.split(bytes, path).map { status, content in
                    FoundFile(status: status, content: .secret(Secret(content)))
                }
            }
        }
        return try result.output.withUnsafeBufferPointer { (bytes) throws(OperationError) in
            try Self.split(bytes, path).map { status, content in
                FoundFile(status: status, content: .bytes(Array(content)))
            }
        }
    }

    /// What ``ShellScripts/find`` printed: ten fields, and all that follows; nil for nothing.
    private static func split(
        _ bytes: UnsafeBufferPointer<UInt8>, _ path: String
    ) throws(OperationError) -> (FileStatus, Slice<UnsafeBufferPointer<UInt8>>)? {
        guard !bytes.isEmpty else { return nil }
        var end = 0
        for _ in 0..<10 {
            guard let next = bytes[end...].firstIndex(of: 0) else {
                throw OperationError(.malformed, "read", target: path, message: "find printed too little")
            }
            end = next + 1
        }
        guard let status = try parse(Array(bytes[..<end]), path).first?.status else { return nil }
        return (status, bytes[end...])
    }

    func write(
        _ path: String, _ content: FileContent, _ attributes: FileAttributes, replacing expected: ExpectedFile?
    ) throws(OperationError) -> Bool {
        let arguments =
            [path, attributes.owner ?? "", attributes.group ?? "", attributes.mode.map { String($0, radix: 8) } ?? ""]
            + [String(content.defaultMode, radix: 8), String(content.count), try expected?.digest ?? ""]
        var command = try command(ShellScripts.write, arguments, path: path, operation: "write")
        command.input =
            switch content {
            case .bytes(let bytes): .bytes(bytes)
            case .secret(let secret): .secret(secret)
            }
        do throws(OperationError) { return try run(command, "write", path).changed } catch {
            if error.code.name == "ESTALE" { throw .fileChanged(transport.label(path)) }
            throw error.explainingWrite()
        }
    }

    func status(_ path: String, follow: Bool) throws(OperationError) -> FileStatus? {
        let command = try command(ShellScripts.status, [path, follow ? "-L" : "-P"], path: path, operation: "stat")
        let entries = try Self.parse(run(command, "stat", path).output, path)
        // -L shows a link that leads nowhere as itself.
        guard let status = entries.first?.status, !(follow && status.kind == .link) else { return nil }
        return status
    }

    func list(_ path: String) throws(OperationError) -> [DirectoryEntry] {
        let command = try command(ShellScripts.list, [path], path: path, operation: "list")
        return try Self.parse(run(command, "list", path).output, path)
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    func remove(_ path: String, recursive: Bool) throws(OperationError) -> Bool {
        let script = ShellScripts.remove
        return try run(
            command(script, [path, recursive ? "1" : "0"], path: path, operation: "remove"), "remove", path
        ).changed
    }

    func makeDirectory(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool {
        try changing(ShellScripts.makeDirectory, "mkdir", path, attributes)
    }

    func setAttributes(_ path: String, _ attributes: FileAttributes) throws(OperationError) -> Bool {
        try changing(ShellScripts.setAttributes, "chmod", path, attributes)
    }

    private func changing(
        _ script: String, _ operation: String, _ path: String, _ attributes: FileAttributes
    ) throws(OperationError) -> Bool {
        let mode = attributes.mode.map { String($0, radix: 8) } ?? ""
        let arguments = [path, attributes.owner ?? "", attributes.group ?? "", mode]
        return try run(command(script, arguments, path: path, operation: operation), operation, path).changed
    }

    func link(_ path: String, to target: String) throws(OperationError) -> Bool {
        try run(command(ShellScripts.link, [path, target], path: path, operation: "symlink"), "symlink", path).changed
    }

    private func command(
        _ script: String, _ arguments: [String], path: String, operation: String
    ) throws(OperationError) -> Command {
        guard path.hasPrefix("/") else {
            throw OperationError(
                .invalid, operation, target: transport.label(path), message: "is not an absolute path",
                hint: "A path on another host starts with a slash.")
        }
        return Command(
            ["sh", "-c", ShellScripts.common + script, "sh"] + arguments, timeout: Self.timeout, check: false)
    }

    /// Runs a script; its last line on standard error is the reason of a failure.
    private func run(_ command: Command, _ operation: String, _ path: String) throws(OperationError) -> CommandResult {
        let target = transport.label(path)
        let result: CommandResult
        do throws(OperationError) { result = try transport.run(command) } catch {
            var error = error
            (error.operation, error.target) = (operation, target)
            throw error
        }
        guard result.status != 0 else { return result }
        let line = result.errorText.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        if let code = Self.code(of: line) {
            let own = line.split(separator: ":", maxSplits: 2).dropFirst(2).first.map { $0.drop { $0 == " " } }
            let message = line.hasPrefix(ShellScripts.mark) ? own.map(String.init) : nil
            throw OperationError(
                code, line.contains("chown:") ? "chown" : operation, target: target,
                message: (message ?? "").isEmpty ? code.text : message)
        }
        throw OperationError(
            .commandFailed, operation, target: target,
            message: line.isEmpty ? "ended with status \(result.status)" : line, details: result.lastLines())
    }

    /// The error number that a message of a system tool means: our own mark, or the C library's text at its end.
    static func code(of line: String) -> Code? {
        if line.hasPrefix(ShellScripts.mark) {
            let name = line.split(separator: ":").dropFirst().first.map(String.init) ?? ""
            return codes.first { $0.name == name }
        }
        let line = line.lowercased()
        if line.contains("invalid user") || line.contains("invalid group") { return .invalid }
        return codes.first { line.hasSuffix($0.text.lowercased()) }
    }

    private static let codes: [Code] = (1..<134).map { Code(errno: $0) }

    /// What `find -printf` printed: ten fields an entry, each ended by NUL.
    static func parse(_ bytes: [UInt8], _ path: String) throws(OperationError) -> [DirectoryEntry] {
        let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        var result: [DirectoryEntry] = []
        for start in stride(from: 0, to: fields.count - 9, by: 10) {
            let entry = fields[start..<start + 10].map { $0 }
            guard let size = Int64(entry[2]), let uid = UInt32(entry[5]), let gid = UInt32(entry[6]),
                let mode = UInt32(entry[7], radix: 8), let modified = Double(entry[8])
            else { throw OperationError(.malformed, "stat", target: path, message: "find printed \(entry)") }
            let kinds: [String: FileStatus.Kind] = [
                "f": .file, "d": .directory, "l": .link, "p": .fifo, "s": .socket, "b": .block, "c": .character,
            ]
            let kind = kinds[entry[1]] ?? .file
            let status = FileStatus(
                kind: kind, size: size, owner: entry[3], group: entry[4], uid: uid, gid: gid, mode: mode,
                target: kind == .link ? entry[9] : nil, modified: modified)
            result.append(DirectoryEntry(name: entry[0], status: status))
        }
        return result
    }
}

extension CommandResult {
    /// Whether a script that ends with `changed` or `same` changed something.
    fileprivate var changed: Bool { text.contains("changed") }
}
