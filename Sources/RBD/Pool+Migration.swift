internal import CCeph
public import Ceph
public import Core

/// How a live migration stands.
public struct Migration: Sendable, Equatable {
    /// The pool the image comes from, "" if it is gone.
    public let sourcePool: String
    /// Its namespace there, "" where none.
    public let sourceNamespace: String
    /// Its name there.
    public let sourceName: String
    /// Its id there.
    public let sourceID: String
    /// The pool it goes to.
    public let pool: String
    /// Its namespace there, "" where none.
    public let namespace: String
    /// Its name there.
    public let name: String
    /// Its id there.
    public let id: String
    /// `preparing`, `prepared`, `executing`, `executed`, `aborting`, `error` or `unknown`.
    public let state: String
    /// More of it, as librbd writes it: "50% complete"; may be empty.
    public let description: String
}

extension Pool {
    /// Begins to migrate an image: from now on clients open the new one, which takes from the old what it does not have.
    ///
    /// - Parameter pool: Where it goes; this pool if nil.
    /// - Parameter newName: Its name there; the one it has if nil.
    /// - Throws: `.busy` if a client has the image open; `.notFound`; `.exists`; `.invalid` for options that librbd does
    ///   not take.
    ///
    /// C: `rbd_migration_prepare`. CLI: `rbd migration prepare`. Lua: `rbd.prepare_migration()`
    public func prepareMigration(
        of name: String, to pool: Pool? = nil, as newName: String? = nil, options: ImageOptions = ImageOptions()
    ) throws(OperationError) {
        let (destination, newName, operation) = (pool ?? self, newName ?? name, "rbd_migration_prepare")
        let target = "\(spec(name)) to \(destination.spec(newName))"
        try checkName(newName, operation, target: target)
        var options = options
        if let objectSize = options.objectSize, options.stripeUnit == nil {
            // Else librbd keeps the stripes of the old image, which do not fit objects of another size.
            (options.stripeUnit, options.stripeCount) = (objectSize, 1)
        }
        try use(operation, target: target) { io throws(OperationError) in
            try destination.use(operation, target: target) { destinationIO throws(OperationError) in
                try options.withOptions(operation, target: target) { options throws(OperationError) in
                    try check(
                        rbd_migration_prepare(io, name, destinationIO, newName, options), operation, target: target,
                        [
                            .busy: "a client has the image open, or it is being migrated already",
                            .exists: "an image of that name exists",
                            .invalid: "librbd does not take these options",
                        ],
                        hints: [
                            .busy: "All clients must close it once; `rbd status IMAGE` (image:watchers()) shows them."
                        ])
                }
            }
        }
    }

    /// Copies what the new image does not have yet. Clients may use it meanwhile.
    ///
    /// - Parameter name: The new image.
    /// - Throws: `.notFound`; `.invalid` if no migration was prepared; `.cancelled`, `.timedOut`: it may be executed again.
    ///
    /// C: `rbd_migration_execute_with_progress`. CLI: `rbd migration execute`. Lua: `rbd.execute_migration()`
    public func executeMigration(
        of name: String, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        try migrate(name, "rbd_migration_execute_with_progress", supervision, stops: true) {
            rbd_migration_execute_with_progress($0, name, $1, $2)
        }
    }

    /// Ends a migration: the old image is removed. Not interrupted by ^C.
    ///
    /// - Throws: `.notFound`; `.busy`, `.invalid` if it is not executed.
    ///
    /// C: `rbd_migration_commit_with_progress`. CLI: `rbd migration commit`. Lua: `rbd.commit_migration()`
    public func commitMigration(
        of name: String, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        try migrate(name, "rbd_migration_commit_with_progress", supervision, stops: false) {
            rbd_migration_commit_with_progress($0, name, $1, $2)
        }
    }

    /// Takes a migration back: the old image is what it was, the new one, with what was written to it, is removed. Not
    /// interrupted by ^C.
    ///
    /// - Throws: `.notFound`; `.busy` if a client has it open; `.invalid` if it is not being migrated.
    ///
    /// C: `rbd_migration_abort_with_progress`. CLI: `rbd migration abort`. Lua: `rbd.abort_migration()`
    public func abortMigration(
        of name: String, _ supervision: Supervision = Supervision()
    ) throws(OperationError) {
        try migrate(name, "rbd_migration_abort_with_progress", supervision, stops: false) {
            rbd_migration_abort_with_progress($0, name, $1, $2)
        }
    }

    /// How the migration of an image stands; nil if it is not being migrated.
    ///
    /// - Parameter name: The new image.
    /// - Throws: `.notFound` if there is no such image.
    ///
    /// C: `rbd_migration_status`. CLI: `rbd status`. Lua: `rbd.find_migration()`
    public func findMigration(of name: String) throws(OperationError) -> Migration? {
        let (operation, target) = ("rbd_migration_status", spec(name))
        return try use(operation, target: target) { io throws(OperationError) in
            var status = rbd_image_migration_status_t()
            let result = rbd_migration_status(io, name, &status, MemoryLayout<rbd_image_migration_status_t>.size)
            if Code(errno: Int(result)) == .invalid { return nil }
            try check(result, operation, target: target)
            defer { rbd_migration_status_cleanup(&status) }
            return try Migration(status, cluster)
        }
    }

    private func migrate(
        _ name: String, _ operation: String, _ supervision: Supervision, stops: Bool,
        _ call: (UnsafeMutableRawPointer, librbd_progress_fn_t, UnsafeMutableRawPointer) -> CInt
    ) throws(OperationError) {
        let target = spec(name)
        try use(operation, target: target) { io throws(OperationError) in
            try supervision.run(
                operation, target: target, stops: stops,
                [
                    .invalid: "the image is not being migrated, or not that far",
                    .busy: "a client has the image open, or the migration is not that far",
                ],
                hints: [.invalid: "rbd.find_migration() says how it stands."]
            ) { call(io, $0, $1) }
        }
    }
}

extension Migration {
    init(_ status: rbd_image_migration_status_t, _ cluster: Cluster) throws(OperationError) {
        sourcePool = try cluster.poolName(status.source_pool_id) ?? ""
        sourceNamespace = text(status.source_pool_namespace)
        sourceName = text(status.source_image_name)
        sourceID = text(status.source_image_id)
        pool = try cluster.poolName(status.dest_pool_id) ?? ""
        namespace = text(status.dest_pool_namespace)
        name = text(status.dest_image_name)
        id = text(status.dest_image_id)
        let states = ["unknown", "error", "preparing", "prepared", "executing", "executed", "aborting"]
        let index = Int(status.state.rawValue) + 1
        state = states.indices.contains(index) ? states[index] : "unknown"
        description = text(status.state_description)
    }
}
