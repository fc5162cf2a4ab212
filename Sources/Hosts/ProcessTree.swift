internal import Glibc

/// The processes that a command started, found by its session.
enum ProcessTree {
    /// Sends a signal to all of a session: a process group of its own (a shell with job control) does not hide one.
    static func signal(session: pid_t, _ signal: CInt) {
        kill(-session, signal)
        for process in ProcessRecord.all() where process.session == session { kill(process.pid, signal) }
    }

    /// Whether any process of the session lives.
    static func exists(session: pid_t) -> Bool { ProcessRecord.all().contains { $0.session == session } }
}
