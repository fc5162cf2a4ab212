internal import CSystem
internal import Core
internal import Glibc

/// The one connection to a host: an `ssh` whose socket all commands share.
///
/// It runs `cat` on the host and reads a pipe that only this process holds. When this process ends, however it ends,
/// the pipe closes, `cat` ends, and with it the connection.
final class SSHMaster: Sendable {
    let socket: String
    /// Whether commands must go through sudo to be root's.
    let elevates: Bool
    /// Whether commands are root's, by login or by sudo.
    let isRoot: Bool
    private let directory: String
    private let pid: pid_t
    private let pipe: CInt
    private let ended: CInt
    private let log: CInt

    /// Connects. Ends with an error at the deadline at the latest, with no process or file left.
    init(_ address: String, _ options: SSHOptions, target: String) throws(OperationError) {
        if let key = options.key, access(key, R_OK) != 0 {
            throw OperationError(
                Code(errno: Int(errno)), "ssh", target: target, message: "cannot read the private key \(key)",
                hint: "Give the path of a private key that this user may read.")
        }
        guard LocalProcess.find("ssh") != nil else { throw .noCommand("ssh", target: target) }
        // The system bounds a socket's path at 108 bytes, and ssh adds 17 while it makes it: not under a long $TMPDIR.
        var template = Array("/tmp/cephlua-ssh-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw OperationError(Code(errno: Int(errno)), "mkdtemp", target: "/tmp")
        }
        let directory = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        let socket = directory + "/s"
        do throws(OperationError) {
            let start = try Self.start(address, options, directory: directory, target: target)
            (pid, pipe, ended) = (start.pid, start.pipe.release(), cephlua_pidfd(start.pid))
            log = start.log.release()
            (elevates, isRoot) = (start.elevates, start.isRoot)
        } catch {
            unlink(socket)
            rmdir(directory)
            throw error
        }
        (self.directory, self.socket) = (directory, socket)
    }

    deinit { close() }

    private struct Start {
        let pid: pid_t
        let pipe: Descriptor
        let log: Descriptor
        let elevates: Bool
        let isRoot: Bool
    }

    // One line says who we are there; then the connection stands until our end of the pipe closes.
    private static let script = """
        u=$(id -u); r=plain
        if [ "$1" = 1 ] && [ "$u" != 0 ]; then if sudo -n true; then r=sudo; else r=refused; fi; fi
        echo "cephlua-ready $u $r"
        exec cat >/dev/null
        """

    // ssh removes its socket at its end, and this the directory, also when nobody is left to do it.
    private static let keeper = "directory=$1; shift; \"$@\"; code=$?; rmdir \"$directory\"; exit $code"

    /// Starts ssh. Its own words go to a file without a name: nobody would read a pipe while the connection stands.
    private static func start(
        _ address: String, _ options: SSHOptions, directory: String, target: String
    ) throws(OperationError) -> Start {
        let input = try Descriptor.pipe(target: target)
        let output = try Descriptor.pipe(target: target)
        let path = directory + "/log"
        let log = try Descriptor.open(
            path, O_RDWR | O_CREAT | O_EXCL | O_APPEND, mode: 0o600, operation: "open", target: path)
        unlink(path)
        let remote = ShellQuoting.quote(["sh", "-c", script, "sh", options.sudo ? "1" : "0"])
        var request = Spawn.Request(
            arguments: ["sh", "-c", keeper, "sh", directory] + options.arguments(socket: directory + "/s") + [
                "-o", "ControlMaster=yes", "-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=3", "--", address,
                remote,
            ])
        request.environment = ["LC_ALL": "C"]
        (request.input, request.output, request.error) = (input.reading.number, output.writing.number, log.number)
        let pid = try Spawn.start(request, target: target)
        input.reading.close()
        output.writing.close()
        func end() {
            ProcessTree.signal(session: pid, SIGTERM)
            var status: CInt = 0
            let deadline = Deadline(in: 1)
            while waitpid(pid, &status, WNOHANG) == 0 {
                if deadline.hasPassed { ProcessTree.signal(session: pid, SIGKILL) }
                usleep(5000)
            }
        }
        let line: String?
        do throws(OperationError) {
            line = try firstLine(output.reading, Deadline(in: options.timeout + 1), target: target)
        } catch {
            end()
            throw error
        }
        let words = (line ?? "").split(separator: " ").map(String.init)
        guard words.count == 3, words[0] == "cephlua-ready" else {
            end()
            if let line { throw noisy(line, target: target) }
            throw SSHFailure.error(said(log.number), target: target, options: options)
        }
        guard words[2] != "refused" else {
            end()
            throw Sudo.refusal(said(log.number), operation: "sudo", target: target)
                ?? OperationError(
                    .accessDenied, "sudo", target: target, message: "cannot become root: \(said(log.number))",
                    hint: "Install sudo there and allow it without a password, or connect as root.")
        }
        let elevates = words[2] == "sudo"
        return Start(pid: pid, pipe: input.writing, log: log, elevates: elevates, isRoot: elevates || words[1] == "0")
    }

    private static func noisy(_ line: String, target: String) -> OperationError {
        OperationError(
            .malformed, "ssh", target: target,
            message: "the login prints text where a command's output belongs: \(line)",
            hint: "Let the shell's start-up files print only if the shell is interactive.")
    }

    /// The first line ssh passes on; nil if it ends before.
    private static func firstLine(
        _ stream: Descriptor, _ deadline: Deadline, target: String
    ) throws(OperationError) -> String? {
        var bytes: [UInt8] = []
        let cancellation = Cancellation.current
        while true {
            try cancellation?.check("ssh", target: target)
            guard !deadline.hasPassed else {
                throw OperationError(
                    .unreachable, "ssh", target: target, message: "no answer within \(deadline.seconds.formatted) s",
                    hint: "Is the host up, and its network reachable from here?")
            }
            var watched = [pollfd(fd: stream.number, events: Int16(POLLIN), revents: 0)]
            if let cancellation {
                watched.append(pollfd(fd: cancellation.descriptor, events: Int16(POLLIN), revents: 0))
            }
            guard poll(&watched, nfds_t(watched.count), deadline.pollTimeout) > 0, watched[0].revents != 0 else {
                continue
            }
            var buffer = [UInt8](repeating: 0, count: 512)
            let count = Glibc.read(stream.number, &buffer, buffer.count)
            if count <= 0 { return nil }
            bytes += buffer[..<count]
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            if bytes.count > 4096 { return String(decoding: bytes, as: UTF8.self) }
        }
    }

    /// Whether the connection stands, as far as ssh has noticed.
    var isAlive: Bool { ProcessRecord(pid: pid) != nil }

    /// Whether the connection is down, or goes down within so many seconds.
    func ends(within seconds: Double) -> Bool {
        var watched = pollfd(fd: ended, events: Int16(POLLIN), revents: 0)
        if ended >= 0 { _ = poll(&watched, 1, Deadline(in: seconds).pollTimeout) }
        return !isAlive
    }

    /// What ssh wrote on standard error since it was started.
    var said: String { Self.said(log) }

    private static func said(_ log: CInt) -> String {
        (try? LocalFiles.slurp("/proc/self/fd/\(log)")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Does what the end of this process does to the connection; for tests.
    func abandon() {
        // The number stays in use, for close().
        let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
        dup2(null, pipe)
        Glibc.close(null)
    }

    /// Ends the connection. Only the last owner calls this, once.
    private func close() {
        Glibc.close(pipe)
        ProcessTree.signal(session: pid, SIGTERM)
        var watched = pollfd(fd: ended, events: Int16(POLLIN), revents: 0)
        if ended < 0 || poll(&watched, 1, 1000) == 0 { ProcessTree.signal(session: pid, SIGKILL) }
        var status: CInt = 0
        waitpid(pid, &status, 0)
        if ended >= 0 { Glibc.close(ended) }
        Glibc.close(log)
        unlink(socket)
        rmdir(directory)
    }
}
