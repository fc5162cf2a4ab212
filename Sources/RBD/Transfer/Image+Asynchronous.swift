internal import CCeph
internal import Core

extension Image {
    /// What is moved is needed once: an OSD keeps in its cache what others use.
    static let once = CInt(LIBRADOS_OP_FLAG_FADVISE_SEQUENTIAL | LIBRADOS_OP_FLAG_FADVISE_NOCACHE)

    /// Starts a call of librbd; `done` gets its result, on a thread of librbd, unless this throws.
    ///
    /// `done` must not hold the image: it would be closed on librbd's own thread, which waits for itself then.
    ///
    /// C: `rbd_aio_create_completion`
    func start(
        _ operation: String, _ begin: (UnsafeMutableRawPointer, rbd_completion_t) -> CInt,
        done: @escaping @Sendable (Int) -> Void
    ) throws(OperationError) {
        try use(operation) { image throws(OperationError) in
            let call = Unmanaged.passRetained(AsynchronousCall(done))
            var completion: rbd_completion_t?
            var result = rbd_aio_create_completion(
                call.toOpaque(),
                { completion, argument in
                    let call = Unmanaged<AsynchronousCall>.fromOpaque(argument!).takeRetainedValue()
                    let result = rbd_aio_get_return_value(completion)
                    rbd_aio_release(completion)
                    call.done(result)
                }, &completion)
            if result >= 0, let completion {
                result = begin(image, completion)
                if result < 0 { rbd_aio_release(completion) }
            }
            // librbd calls back only for what it has begun.
            if result < 0 { call.release() }
            try check(result, operation, target: spec)
        }
    }
}

private final class AsynchronousCall: Sendable {
    let done: @Sendable (Int) -> Void
    init(_ done: @escaping @Sendable (Int) -> Void) { self.done = done }
}
