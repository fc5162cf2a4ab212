public import Core
internal import Synchronization

/// What a run does to the world, written down before and after each change: a folder of its own, which only its owner
/// can enter, with the records as JSON lines and what undoing needs of secrets and texts in files beside them.
///
/// What a call has written survives a crash of the machine. A record is whole or, as the last one, cut: the reader
/// leaves a cut one out.
public final class Journal: Sendable {
    /// The name of its run: when it began and what it was.
    public let id: String
    /// The run's folder.
    public let folder: String
    private let state: Mutex<State>

    private struct State: ~Copyable {
        var records: DurableFile
        var kept = 0
    }

    static let recordsName = "journal.jsonl"

    init(id: String, folder: String) throws(OperationError) {
        self.id = id
        self.folder = folder
        state = Mutex(State(records: try DurableFile.create("\(folder)/\(Journal.recordsName)")))
    }

    /// Adds a record.
    ///
    /// - Throws: `ENOSPC`, `EIO` …: nothing of it was written then.
    /// Cost: one `fdatasync`. Lua: `journal:write(record)`
    public func write(_ record: JSON) throws(OperationError) {
        var line = Array(record.text().utf8)
        line.append(UInt8(ascii: "\n"))
        try line.withUnsafeBufferPointer { bytes throws(OperationError) in
            try state.withLock { state throws(OperationError) in
                try state.records.append(UnsafeRawBufferPointer(bytes))
            }
        }
    }

    /// Keeps a text or secret that a record refers to, in a file that only its owner can read.
    ///
    /// - Returns: The file's name in the run's folder.
    /// Lua: `journal:keep(content)`
    public func keep(_ content: UnsafeRawBufferPointer) throws(OperationError) -> String {
        let number = state.withLock { state in
            state.kept += 1
            return state.kept
        }
        let name = "kept-\(number)"
        let file = try DurableFile.create("\(folder)/\(name)")
        try file.append(content)
        return name
    }
}
