internal import CCeph
internal import Core
internal import Glibc

/// Starts an asynchronous call of librados and waits for its end; a caller that is cancelled cancels it.
///
/// What the call reads from and writes to need only live until this returns.
func completed(
    _ operation: String, target: String, io: rados_ioctx_t, _ start: (rados_completion_t) -> CInt
) throws(OperationError) -> CInt {
    // Here it is what tells the waiting thread that the call is done: a flag with a descriptor to poll.
    let done = Cancellation()
    var created: rados_completion_t?
    let context = Unmanaged.passRetained(done)
    let result = rados_aio_create_completion2(
        context.toOpaque(), { _, context in Unmanaged<Cancellation>.fromOpaque(context!).takeRetainedValue().cancel() },
        &created)
    guard result >= 0, let completion = created else {
        context.release()
        throw OperationError(rados: result, operation, target: target)
    }
    defer { rados_aio_release(completion) }
    let started = start(completion)
    guard started >= 0 else {
        context.release()
        throw OperationError(rados: started, operation, target: target)
    }
    let cancellation = Cancellation.current
    var watched = [done.descriptor, cancellation?.descriptor ?? -1].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    while !done.isCancelled, cancellation?.isCancelled != true {
        // Without a descriptor for it, it looks again and again.
        poll(&watched, 2, watched[0].fd < 0 ? 10 : -1)
    }
    if !done.isCancelled { _ = rados_aio_cancel(io, completion) }
    rados_aio_wait_for_complete_and_cb(completion)
    try cancellation?.check(operation, target: target)
    return rados_aio_get_return_value(completion)
}
