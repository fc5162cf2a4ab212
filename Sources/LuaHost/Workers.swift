internal import Glibc

/// Threads for operations that block. They are made as needed, up to a limit, and wait for the next job.
///
/// Swift's own cooperative pool has a thread per core: an operation that blocks there starves everything else.
final class Workers: @unchecked Sendable {  // the state is behind the mutex
    private var mutex = pthread_mutex_t()
    private var wake = pthread_cond_t()
    private var jobs: [@Sendable () -> Void] = []
    private var next = 0
    private var idle = 0
    private var threads = 0
    private let limit: Int

    static let shared = Workers(limit: 128)

    init(limit: Int) {
        self.limit = limit
        pthread_mutex_init(&mutex, nil)
        pthread_cond_init(&wake, nil)
    }

    /// Runs a job on some thread, as soon as one is free.
    func submit(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(&mutex)
        jobs.append(job)
        let needsThread = idle < jobs.count - next && threads < limit
        if needsThread { threads += 1 }
        pthread_cond_signal(&wake)
        pthread_mutex_unlock(&mutex)
        if needsThread { start() }
    }

    private func start() {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let context = Unmanaged.passRetained(self).toOpaque()
        let status = pthread_create(
            &thread, &attributes,
            { context in
                Unmanaged<Workers>.fromOpaque(context!).takeUnretainedValue().work()
                return nil
            }, context)
        pthread_attr_destroy(&attributes)
        precondition(status == 0, "pthread_create: error \(status)")
    }

    private func work() {
        // ^C belongs to the main thread; a worker must not be where the handler runs.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        while true {
            pthread_mutex_lock(&mutex)
            idle += 1
            while next == jobs.count { pthread_cond_wait(&wake, &mutex) }
            idle -= 1
            let job = jobs[next]
            next += 1
            if next == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                next = 0
            }
            pthread_mutex_unlock(&mutex)
            job()
        }
    }
}
