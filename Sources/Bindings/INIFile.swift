internal import Core
internal import Hosts
internal import INI
internal import LuaHost

// `ini.open` and `save`: documents of files of this machine.
extension INIDocument {
    /// Reads and parses a file; with `missingOK` one that is not there is empty.
    static func open(_ path: String, dialect: Dialect, missingOK: Bool) throws -> INIDocument {
        var isNew = false
        var bytes: [UInt8] = []
        do throws(OperationError) { bytes = try Host.here().read(path) } catch {
            guard missingOK, error.code == .notFound else { throw error }
            isNew = true
        }
        return INIDocument(try Document(bytes, dialect: dialect, name: path), path: path, isNew: isNew)
    }

    /// Writes the file if the document changed since it was read or saved, and nobody else changed the file.
    func save() throws -> Bool {
        guard let path else {
            throw OperationError(
                .invalid, "save", target: name, message: "it was not opened from a file",
                hint: "Write `document:text()` to where it belongs, with `fs.write` or `host:write`.")
        }
        guard let change else { return false }
        let host = Host.here()
        var present: [UInt8]?
        do throws(OperationError) { present = try host.read(path) } catch {
            guard error.code == .notFound else { throw error }
        }
        guard present == change.old else {
            throw OperationError(
                .conflict, "save", target: path, message: "the file was changed by somebody else since it was read",
                hint: "Open it again, and make the edits anew.")
        }
        _ = try host.write(path, isSecret ? .secret(Secret(change.new)) : .bytes(change.new))
        setBaseline(change.new)
        return true
    }
}
