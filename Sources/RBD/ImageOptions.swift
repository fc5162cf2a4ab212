internal import CCeph
internal import Core

/// What a new image or clone shall be like; nil is the cluster's default.
public struct ImageOptions: Sendable {
    /// Which features it has.
    public var features: Features?
    /// Bytes of an object: a power of two, 4 KiB to 32 MiB.
    public var objectSize: UInt64?
    /// Bytes that go into one object before the next one of a stripe is used: a divisor of the object size.
    public var stripeUnit: UInt64?
    /// How many objects a stripe goes over.
    public var stripeCount: UInt64?
    /// The pool that its data is in, instead of the image's own.
    public var dataPool: String?

    /// The cluster's defaults.
    public init(
        features: Features? = nil, objectSize: UInt64? = nil, stripeUnit: UInt64? = nil, stripeCount: UInt64? = nil,
        dataPool: String? = nil
    ) {
        self.features = features
        self.objectSize = objectSize
        self.stripeUnit = stripeUnit
        self.stripeCount = stripeCount
        self.dataPool = dataPool
    }

    /// Lends them in librbd's form.
    func withOptions<R>(
        _ operation: String, target: String, cloneFormat: UInt64? = nil, flattened: Bool = false,
        _ body: (rbd_image_options_t) throws(OperationError) -> R
    ) throws(OperationError) -> R {
        var options: rbd_image_options_t?
        rbd_image_options_create(&options)
        defer { rbd_image_options_destroy(options) }
        func set(_ option: Int, _ value: UInt64?) throws(OperationError) {
            guard let value else { return }
            try check(
                rbd_image_options_set_uint64(options, CInt(option), value), "rbd_image_options_set_uint64",
                target: target)
        }
        try checkStripes(operation, target: target)
        try set(RBD_IMAGE_OPTION_FEATURES, features?.rawValue)
        try set(RBD_IMAGE_OPTION_ORDER, try order(operation, target: target))
        try set(RBD_IMAGE_OPTION_STRIPE_UNIT, stripeUnit)
        try set(RBD_IMAGE_OPTION_STRIPE_COUNT, stripeCount)
        try set(RBD_IMAGE_OPTION_CLONE_FORMAT, cloneFormat)
        try set(RBD_IMAGE_OPTION_FLATTEN, flattened ? 1 : nil)
        if let dataPool {
            try check(
                rbd_image_options_set_string(options, CInt(RBD_IMAGE_OPTION_DATA_POOL), dataPool),
                "rbd_image_options_set_string", target: target)
        }
        return try body(options!)
    }

    private func order(_ operation: String, target: String) throws(OperationError) -> UInt64? {
        guard let objectSize else { return nil }
        guard objectSize.nonzeroBitCount == 1, (12...25).contains(objectSize.trailingZeroBitCount) else {
            throw OperationError(
                .invalid, operation, target: target,
                message: "an object size of \(objectSize) is no power of two between 4 KiB and 32 MiB")
        }
        return UInt64(objectSize.trailingZeroBitCount)
    }

    private func checkStripes(_ operation: String, target: String) throws(OperationError) {
        guard (stripeUnit == nil) != (stripeCount == nil) else { return }
        throw OperationError(
            .invalid, operation, target: target, message: "a stripe needs both its unit and its count")
    }
}
