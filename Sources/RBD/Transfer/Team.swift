internal import Glibc

/// Threads that work off a queue, first come, first served. What was queued is done also when the team is let go.
package final class Team: Sendable {
    private let queue = JobQueue()
    private let isEmpty: Bool

    /// Starts so many threads; fewer where the system has no more.
    package init(threads count: Int) {
        var started = 0
        for _ in 0..<count {
            var thread = pthread_t()
            let box = Unmanaged.passRetained(queue)
            let result = pthread_create(
                &thread, nil,
                { box in
                    let queue = Unmanaged<JobQueue>.fromOpaque(box!).takeRetainedValue()
                    while let job = queue.next() { job() }
                    return nil
                }, box.toOpaque())
            guard result == 0 else {
                box.release()
                break
            }
            pthread_detach(thread)
            started += 1
        }
        isEmpty = started == 0
    }

    deinit { queue.close() }

    /// Queues a job. Without any thread the caller does it.
    package func add(_ job: @escaping @Sendable () -> Void) { isEmpty ? job() : queue.add(job) }

    /// How many threads can really run at a time here.
    static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

private final class JobQueue: @unchecked Sendable {  // all of it behind its mutex
    private var jobs: [@Sendable () -> Void] = []
    private var first = 0
    private var isClosed = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func add(_ job: @escaping @Sendable () -> Void) {
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits for a job; nil when the queue is closed and empty.
    func next() -> (@Sendable () -> Void)? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while first == jobs.count, !isClosed { pthread_cond_wait(condition, mutex) }
        guard first < jobs.count else { return nil }
        let job = jobs[first]
        jobs[first] = {}  // what it holds is let go of with the last of those who run it
        first += 1
        if first == jobs.count {
            jobs.removeAll(keepingCapacity: true)
            first = 0
        }
        return job
    }
}
