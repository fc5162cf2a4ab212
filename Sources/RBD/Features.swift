internal import CCeph
public import Core

/// Features of an image, by the names that the tools use.
public struct Features: OptionSet, Sendable, Hashable {
    /// The bits as librbd has them.
    public let rawValue: UInt64

    /// Takes librbd's bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    private static let names: KeyValuePairs<String, UInt64> = [
        "layering": RBD_FEATURE_LAYERING, "striping": RBD_FEATURE_STRIPINGV2,
        "exclusive-lock": RBD_FEATURE_EXCLUSIVE_LOCK, "object-map": RBD_FEATURE_OBJECT_MAP,
        "fast-diff": RBD_FEATURE_FAST_DIFF, "deep-flatten": RBD_FEATURE_DEEP_FLATTEN,
        "journaling": RBD_FEATURE_JOURNALING, "data-pool": RBD_FEATURE_DATA_POOL,
        "operations": RBD_FEATURE_OPERATIONS, "migrating": RBD_FEATURE_MIGRATING,
        "non-primary": RBD_FEATURE_NON_PRIMARY, "dirty-cache": RBD_FEATURE_DIRTY_CACHE,
    ]

    /// Takes names; throws `.invalid` for one that does not exist.
    public init(names: [String]) throws(OperationError) {
        var bits: UInt64 = 0
        for name in names {
            guard let bit = Features.names.first(where: { $0.key == name })?.value else {
                throw OperationError(
                    .invalid, "features", target: name, message: "there is no such feature",
                    hint: "There are \(Features.names.map(\.key).joined(separator: ", ")).")
            }
            bits |= bit
        }
        self.init(rawValue: bits)
    }

    /// The names, in librbd's order; a bit that has none is "bit-17".
    public var names: [String] {
        let known = Features.names.filter { rawValue & $0.value != 0 }
        let rest = rawValue & ~known.reduce(0) { $0 | $1.value }
        return known.map(\.key) + (0..<64).filter { rest & (1 << $0) != 0 }.map { "bit-\($0)" }
    }

    /// Those that an image may be created with; the others come by what is done with it.
    var creatable: Features {
        subtracting(
            Features(
                rawValue: RBD_FEATURE_DATA_POOL | RBD_FEATURE_OPERATIONS | RBD_FEATURE_MIGRATING
                    | RBD_FEATURE_NON_PRIMARY | RBD_FEATURE_DIRTY_CACHE))
    }

    static let layering = Features(rawValue: RBD_FEATURE_LAYERING)
    static let exclusiveLock = Features(rawValue: RBD_FEATURE_EXCLUSIVE_LOCK)
    static let objectMap = Features(rawValue: RBD_FEATURE_OBJECT_MAP)
    static let fastDiff = Features(rawValue: RBD_FEATURE_FAST_DIFF)
    static let migrating = Features(rawValue: RBD_FEATURE_MIGRATING)
}

/// What has been done with an image that old clients must know of.
public struct OperationFeatures: OptionSet, Sendable, Hashable {
    /// The bits as librbd has them.
    public let rawValue: UInt64

    /// Takes librbd's bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    static let cloneChild = OperationFeatures(rawValue: 1 << 1)  // RBD_OPERATION_FEATURE_CLONE_CHILD

    /// `clone-parent`, `clone-child`, `group`, `snap-trash`; a bit that has no name is "bit-17".
    public var names: [String] {
        // The bits of features.h in their order; its macros are ones that Swift does not import.
        let known = ["clone-parent", "clone-child", "group", "snap-trash"]
        return (0..<64).filter { rawValue & (1 << $0) != 0 }.map { $0 < known.count ? known[$0] : "bit-\($0)" }
    }
}
