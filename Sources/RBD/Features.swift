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

    static let exclusiveLock = Features(rawValue: RBD_FEATURE_EXCLUSIVE_LOCK)
}

/// What a new image or clone shall be like; nil is the cluster's default.
public struct ImageOptions: Sendable {
    /// Which features it has.
    public var features: Features?
    /// Bytes of an object: a power of two, 4 KiB to 32 MiB.
    public var objectSize: UInt64?

    /// The cluster's defaults.
    public init(features: Features? = nil, objectSize: UInt64? = nil) {
        self.features = features
        self.objectSize = objectSize
    }

    /// Lends them in librbd's form.
    func withOptions<R>(
        _ operation: String, target: String, cloneFormat: UInt64? = nil,
        _ body: (rbd_image_options_t) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        var options: rbd_image_options_t?
        rbd_image_options_create(&options)
        defer { rbd_image_options_destroy(options) }
        func set(_ option: Int, _ value: UInt64) throws(OperationError) {
            try check(
                rbd_image_options_set_uint64(options, CInt(option), value), "rbd_image_options_set_uint64",
                target: target)
        }
        if let features { try set(RBD_IMAGE_OPTION_FEATURES, features.rawValue) }
        if let objectSize {
            guard objectSize.nonzeroBitCount == 1, (12...25).contains(objectSize.trailingZeroBitCount) else {
                throw OperationError(
                    .invalid, operation, target: target,
                    message: "an object size of \(objectSize) is no power of two between 4 KiB and 32 MiB")
            }
            try set(RBD_IMAGE_OPTION_ORDER, UInt64(objectSize.trailingZeroBitCount))
        }
        if let cloneFormat { try set(RBD_IMAGE_OPTION_CLONE_FORMAT, cloneFormat) }
        return try body(options!)
    }
}
