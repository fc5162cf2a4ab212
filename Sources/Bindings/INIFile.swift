internal import Core
internal import Hosts
internal import INI
internal import LuaHost

// `ini.open` and `save`: documents of files of any host.
extension INIDocument {
    /// Reads and parses a file; with `missingOK` one that is not there is empty.
    static func open(_ path: String, on host: Host, dialect: Dialect, missingOK: Bool) throws -> INIDocument {
        var isNew = false
        var bytes: [UInt8] = []
        do throws(OperationError) { bytes = try host.read(path) } catch {
            guard missingOK, error.code == .notFound else { throw error }
            isNew = true
        }
        let name = host.isLocal ? path : "\(host.name):\(path)"
        let document = try Document(bytes, dialect: dialect, name: name)
        return INIDocument(document, origin: Origin(host: host, path: path), isNew: isNew)
    }

    /// Writes the file if the document changed since it was read or saved, and nobody else changed the file.
    func save() throws -> Bool {
        guard let origin else {
            throw OperationError(
                .invalid, "save", target: name, message: "it was not opened from a file",
                hint: "Write `document:text()` to where it belongs, with `fs.write` or `host:write`.")
        }
        guard let change else { return false }
        do throws(OperationError) {
            _ = try origin.host.write(
                origin.path, isSecret ? .secret(Secret(change.new)) : .bytes(change.new),
                replacing: change.old.map { .bytes($0) } ?? ExpectedFile.none)
        } catch {
            guard error.code == .conflict else { throw error }
            throw OperationError(
                .conflict, "save", target: name, message: "the file was changed by somebody else since it was read",
                hint: "Open it again and make the edits anew, or leave that to `ini.edit`.")
        }
        setBaseline(change.new)
        return true
    }
}
