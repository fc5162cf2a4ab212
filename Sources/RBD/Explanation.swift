/// Something about an image that keeps it from being removed, cloned or unprotected, or that is good to know then.
public struct Finding: Sendable, Equatable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable {
        case child, snapshot, watcher, lock, group, migration, parent, feature, trash
    }

    /// What it may stand in the way of.
    public enum Operation: String, Sendable, CaseIterable {
        case remove, clone, unprotect
    }

    /// What kind of thing it is.
    public let kind: Kind
    /// Which one: `vms/vm-1`, `client.4123 at 192.168.0.1:0/1`.
    public let subject: String
    /// What it stands in the way of; nothing for what is merely good to know.
    public let blocks: [Operation]
    /// What about it, as a phrase.
    public let message: String
    /// What to do, as a sentence.
    public let hint: String
}

/// Why an image cannot be removed, cloned or unprotected.
public struct Explanation: Sendable, Equatable {
    /// "vms/vm-1"
    public let spec: String
    /// The image's id.
    public let id: String
    /// Whether it is in the trash.
    public let isInTrash: Bool
    /// What was found.
    public let findings: [Finding]

    /// Whether something stands in the way of it.
    public func blocks(_ operation: Finding.Operation) -> Bool { findings.contains { $0.blocks.contains(operation) } }

    /// All of it, for people.
    public var text: String {
        let words: [Finding.Operation: String] = [.remove: "removed", .clone: "cloned", .unprotect: "unprotected"]
        let blocked = Finding.Operation.allCases.filter(blocks).compactMap { words[$0] }
        let place = isInTrash ? " (in the trash, id \(id))" : ""
        var lines = [
            blocked.isEmpty
                ? "\(spec)\(place): nothing stands in the way"
                : "\(spec)\(place) cannot be \(blocked.joined(separator: ", nor "))"
        ]
        for blocks in reaches {
            let aims = blocks.map(\.rawValue).joined(separator: " or ")
            lines.append(blocks.isEmpty ? "good to know:" : "to \(aims) it:")
            for finding in findings where finding.blocks == blocks {
                lines.append("  \(finding.kind.rawValue) \(finding.subject): \(finding.message)")
                lines.append("    \(finding.hint)")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// What findings stand in the way of, each once; nothing comes last.
    private var reaches: [[Finding.Operation]] {
        var found: [[Finding.Operation]] = []
        for finding in findings where !found.contains(finding.blocks) { found.append(finding.blocks) }
        return found.filter { !$0.isEmpty } + found.filter(\.isEmpty)
    }
}
