internal import CCeph
public import Core

extension Image {
    /// Turns features on that the image does not have yet.
    ///
    /// An object map that is turned on later knows nothing: ``rebuildObjectMap(_:)`` fills it.
    ///
    /// - Throws: `.invalid` if one needs another feature, is on already, or can only be chosen at creation; `EROFS`.
    ///
    /// C: `rbd_update_features`. CLI: `rbd feature enable`. Lua: `image:enable_features()`
    public func enable(_ features: Features) throws(OperationError) { try update(features, enabled: true) }

    /// Turns features off.
    ///
    /// - Throws: `.invalid` if another feature needs one, is off already, or cannot be turned off; `EROFS`.
    ///
    /// C: `rbd_update_features`. CLI: `rbd feature disable`. Lua: `image:disable_features()`
    public func disable(_ features: Features) throws(OperationError) { try update(features, enabled: false) }

    private func update(_ features: Features, enabled: Bool) throws(OperationError) {
        let operation = "rbd_update_features"
        let names = features.names.joined(separator: ", ")
        let target = "\(spec), \(names)"
        try use(operation, target: target) { image throws(OperationError) in
            let now = try self.features()
            let idle = enabled ? features.intersection(now) : features.subtracting(now)
            guard idle.isEmpty, !features.isEmpty else {
                let message =
                    features.isEmpty
                    ? "no feature was named"
                    : "\(idle.names.joined(separator: ", ")) \(enabled ? "is on already" : "is not on")"
                throw OperationError(.invalid, operation, target: target, message: message)
            }
            try check(
                rbd_update_features(image, features.rawValue, enabled ? 1 : 0), operation, target: target,
                [
                    .invalid: enabled
                        ? "librbd does not turn these on: a feature that they need is off, or they are for creation only"
                        : "librbd does not turn these off: another feature needs them, or they stay for good"
                ],
                hints: [
                    .invalid:
                        "fast-diff needs object-map, and object-map and journaling need exclusive-lock; an image can "
                        + "be given or deprived of these and, for good, of deep-flatten."
                ])
        }
    }

    /// Makes the object map anew, from the objects that there are.
    ///
    /// - Parameter snapshot: That of a snapshot, which has its own: one that was taken before the feature was turned on is
    ///   invalid. Nil is the image's.
    /// - Throws: `.notFound` if there is no such snapshot; `.invalid` if the image has no object map; `EROFS`;
    ///   `.cancelled`, `.timedOut`: it stays invalid then, and may be rebuilt again.
    ///
    /// Cost: a look at each object. C: `rbd_rebuild_object_map`. CLI: `rbd object-map rebuild`.
    /// Lua: `image:rebuild_object_map()`
    public func rebuildObjectMap(
        of snapshot: String? = nil, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        guard let snapshot else {
            return try use("rbd_rebuild_object_map") { image throws(OperationError) in
                try rebuild(image, target: spec, supervision)
            }
        }
        let target = pool.spec(name, snapshot)
        try pool.use("rbd_rebuild_object_map", target: target) { io throws(OperationError) in
            // At a snapshot, but not for reading only as everywhere else.
            var view: rbd_image_t?
            try check(
                rbd_open(io, name, &view, snapshot), "rbd_open", target: target,
                [.notFound: "the image has no such snapshot"])
            defer { rbd_close(view) }
            try rebuild(view!, target: target, supervision)
        }
    }

    private func rebuild(
        _ image: rbd_image_t, target: String, _ supervision: Supervision
    ) throws(OperationError) {
        try supervision.run(
            "rbd_rebuild_object_map", target: target, [.invalid: "the image has no object map"],
            hints: [.invalid: "Turn it on: `rbd feature enable` (image:enable_features { \"object-map\" })."]
        ) { rbd_rebuild_object_map(image, $0, $1) }
    }
}
