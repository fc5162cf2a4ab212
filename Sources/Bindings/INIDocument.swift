internal import Changes
internal import Core
internal import Hosts
internal import INI
internal import Synchronization

/// What Lua holds as a document: the text, what it was, and which of it must not be shown.
public final class INIDocument: Sendable {
    private struct State: Sendable {
        var document: Document
        /// The text as it was read or last saved; nil if there was no file.
        var baseline: [UInt8]?
        var isSecret: Bool
        var secretNames: Set<String> = []
    }

    private let state: Mutex<State>
    let name: String
    /// The file it was opened from.
    struct Origin: Sendable {
        let host: Host
        let path: String
    }

    let origin: Origin?

    init(_ document: Document, isSecret: Bool = false, origin: Origin? = nil, isNew: Bool = false) {
        state = Mutex(State(document: document, baseline: isNew ? nil : document.original, isSecret: isSecret))
        name = document.name
        self.origin = origin
    }

    func read<T>(_ body: (Document) -> T) -> T { state.withLock { body($0.document) } }

    /// Edits; `secret` names an option that gets a secret, which from then on the whole text is.
    func edit(secret: String? = nil, _ body: (inout Document) throws -> Bool) throws -> Bool {
        try state.withLock { state in
            let changed = try body(&state.document)
            if let secret {
                state.isSecret = true
                state.secretNames.insert(secret)
            }
            return changed
        }
    }

    var isSecret: Bool { state.withLock { $0.isSecret } }

    /// The text now and as it was; nil if they are the same.
    var change: (old: [UInt8]?, new: [UInt8])? {
        state.withLock { state in
            (state.baseline ?? []) == state.document.bytes ? nil : (state.baseline, state.document.bytes)
        }
    }

    /// Notes that a text was saved.
    func setBaseline(_ bytes: [UInt8]) { state.withLock { $0.baseline = bytes } }

    /// What changed, secrets masked.
    var diff: String? {
        guard let change else { return nil }
        let names = state.withLock { $0.secretNames }
        return maskedDiff(old: change.old, new: change.new, name: name, masking: Masking(names: names))
    }
}
