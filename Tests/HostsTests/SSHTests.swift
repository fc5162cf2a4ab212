import Core
import Foundation
import Glibc
import Testing

@testable import Hosts

@Suite(.serialized) struct SSHTests {
    private func connect(_ name: String, _ change: (inout SSHOptions) -> Void = { _ in }) throws -> Host {
        var options = try Daemon.shared.get().options
        change(&options)
        return try Host.connect(name, options)
    }

    @Test func runsCommandsThere() throws {
        let host = try connect("good") { $0.name = "compute" }
        let words = ["printf", "%s|", "a b", "it's", "$HOME", "", "\n", "*"]
        #expect(try host.run(Command(words)).text == "a b|it's|$HOME||\n|*|")
        let result = try host.run(
            Command(["sh", "-c", "cat; echo words >&2; exit 3"], input: .bytes([0, 255]), check: false))
        #expect(result.output == [0, 255])
        #expect(result.errorText == "words\n")
        #expect(result.status == 3)
        let error = failure { _ = try host.run(Command(["sh", "-c", "echo no >&2; exit 255"])) }
        #expect(error?.description.hasPrefix("run compute: sh -c") == true)
        #expect(error?.message == "ended with status 255: no")
        var elsewhere = Command(["pwd"])
        elsewhere.directory = "/usr"
        elsewhere.environment = ["X": "y z"]
        #expect(try host.run(elsewhere).text == "/usr\n")
        elsewhere.arguments = ["sh", "-c", "echo $X"]
        #expect(try host.run(elsewhere).text == "y z\n")
        elsewhere.directory = "/no/such"
        #expect(failure { _ = try host.run(elsewhere) }?.message == "cannot enter /no/such")
        #expect(failure { _ = try host.run(Command(["no-such-command-at-all"])) }?.code == .notFound)
    }

    @Test func passesLargeData() throws {
        let data = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let host = try connect("good")
        #expect(try host.run(Command(["cat"], input: .bytes(data))).output == data)
        #expect(try host.run(Command(["head", "-c", "2"], input: .bytes(data))).output == Array(data[..<2]))
    }

    @Test func tellsFailuresApart() {
        func error(_ name: String, _ change: (inout SSHOptions) -> Void = { _ in }) -> OperationError? {
            failure { _ = try connect(name, change) }
        }
        #expect(error("unknown")?.code == .hostKeyUnknown)
        #expect(error("changed")?.code == .hostKeyChanged)
        #expect(error("wrong")?.code == .accessDenied)
        #expect(error("closed")?.code == .unreachable)
        #expect(error("closed")?.message.contains("refused") == true)
        #expect(error("nowhere")?.code == .unreachable)
        #expect(error("good") { $0.key = "/no/such/key" }?.code == .notFound)
        #expect(error("good") { $0.user = "no-such-user" }?.code == .accessDenied)
        #expect(error("good") { $0.configuration = "/no/such/config" }?.code == .invalid)
        #expect(error("-oProxyCommand=id")?.code == .invalid)
        for name in ["unknown", "changed", "wrong", "closed", "nowhere"] { #expect(error(name)?.hint != nil) }
    }

    @Test func boundsTheWaitForASilentHost() throws {
        // A port that accepts and says nothing.
        let (pid, port) = try silent()
        defer { kill(pid, SIGKILL) }
        let clock = ContinuousClock.now
        let error = failure {
            _ = try connect("good") {
                $0.port = port
                $0.timeout = 1
            }
        }
        #expect(error?.code == .unreachable)
        #expect(ContinuousClock.now - clock < .seconds(5))
    }

    @Test func waitsForAHostThatStarts() throws {
        let daemon = try Daemon.shared.get()
        let listener = try shell(
            "python3 -c 'import socket; s=socket.socket(); s.bind((\"127.0.0.1\",0)); print(s.getsockname()[1])'")
        let port = try #require(Int(listener.trimmingCharacters(in: .whitespacesAndNewlines)))
        let late =
            "sleep 1.5; exec $(command -v sshd || echo /usr/sbin/sshd) -D -f \"$1/sshd_config\" -p \"$2\" -o PidFile=none"
        let pid = try LocalProcess.spawn(Command(["sh", "-c", late, "sh", daemon.directory, String(port)]))
        defer { ProcessTree.signal(session: pid, SIGTERM) }
        let known = daemon.directory + "/known"
        try shell("echo \"[127.0.0.1]:$2 $(cat \"$1/host.pub\")\" >>\"$3\"", daemon.directory, String(port), known)
        let host = try connect("good") {
            $0.port = port
            $0.wait = 15
        }
        #expect(try host.run(Command(["echo", "up"])).text == "up\n")
    }

    private func silent() throws -> (Int32, Int) {
        let script = """
            import socket, time
            s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(5)
            print(s.getsockname()[1], flush=True); time.sleep(600)
            """
        return try withDirectory { directory in
            let pid = try LocalProcess.spawn(Command(["python3", "-c", script]), output: directory + "/port")
            let deadline = Deadline(in: 10)
            while !deadline.hasPassed {
                if let port = Int(try shell("cat \"$1\"", directory + "/port").trimmingCharacters(in: .newlines)) {
                    return (pid, port)
                }
                usleep(20_000)
            }
            throw OperationError(.timedOut, "start", target: "a silent server")
        }
    }

    /// The connection's socket, and the ssh behind it.
    private func connection(of host: Host) throws -> (socket: String, process: ProcessRecord) {
        let socket = try #require((host.transport as? SSHTransport)?.socket)
        let process = ProcessRecord.all().first {
            $0.name == "ssh" && $0.arguments.contains(socket) && $0.arguments.contains("ControlMaster=yes")
        }
        return (socket, try #require(process))
    }

    @Test func usesOneConnectionAndLeavesNothing() throws {
        let host = try connect("good")
        let (socket, process) = try connection(of: host)
        let directory = LocalFiles.parent(of: socket)
        #expect(try Host.here().status(directory)?.permissions == "0700")
        // The shells of all commands come from the same sshd.
        let parent = Command(["sh", "-c", "cut -d' ' -f4 /proc/$$/stat; cat /proc/$PPID/comm"])
        #expect(try host.run(parent).text.hasSuffix("sshd\n"))
        #expect(try host.run(parent).text == host.run(parent).text)
        host.close()
        host.close()
        #expect(access(directory, F_OK) != 0)
        #expect(ProcessRecord(pid: process.pid) == nil)
        #expect(failure { _ = try host.run(Command(["true"])) }?.code == .closed)
        #expect(failure { _ = try host.read("/etc/hostname") }?.code == .closed)
    }

    @Test func runsMoreCommandsAtOnceThanSshdAllows() async throws {
        let host = try connect("good")
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<30 {
                group.addTask {
                    try await withUnsafeThrowingContinuation { continuation in
                        Thread.detachNewThread {
                            continuation.resume(
                                with: Result {
                                    try host.run(Command(["sh", "-c", "sleep 0.2; echo \(number)"])).text
                                })
                        }
                    }
                }
            }
            var sum = 0
            for try await text in group { sum += Int(text.trimmingCharacters(in: .newlines))! }
            #expect(sum == 435)
        }
    }

    @Test func endsTheTreeThereInTime() throws {
        let host = try connect("good")
        let word = "6\(UInt32.random(in: 100_000...999_999))"
        let script = "trap '' TERM; sleep \(word) & echo going >&2; sleep \(word)"
        let error = failure { _ = try host.run(Command(["sh", "-c", script], timeout: 3)) }
        #expect(error?.code == .timedOut)
        #expect(error?.details == "going")
        #expect(ProcessRecord.all().filter { $0.arguments.contains(word) }.isEmpty)
    }

    @Test func startsNoSshForACommand() throws {
        let host = try connect("good")
        // The command looks for whoever uses its own connection: there is only the ssh that holds it.
        let script = """
            for process in /proc/[0-9]*; do
                [ "$(cat $process/comm 2>/dev/null)" = ssh ] || continue
                tr '\\0' '\\n' <$process/cmdline | grep -qxF -- "$1" && echo "${process#/proc/}"
            done
            """
        let (socket, process) = try connection(of: host)
        #expect(try host.run(Command(["sh", "-c", script, "sh", socket])).text == "\(process.pid)\n")
    }

    @Test func tellsASignalFromABrokenConnection() throws {
        let host = try connect("good")
        let error = failure { _ = try host.run(Command(["sh", "-c", "echo why >&2; kill -9 $$"])) }
        #expect(error?.code == .commandFailed)
        #expect(error?.message == "ended with status 255: why")
    }

    @Test func endsInTimeWithAConnectionThatHangs() throws {
        let host = try connect("good")
        let pid = try connection(of: host).process.pid
        kill(pid, SIGSTOP)
        defer { kill(pid, SIGCONT) }
        #expect(failure { _ = try host.run(Command(["true"], timeout: 0.5)) }?.code == .timedOut)
        let data = [UInt8](repeating: 1, count: 1_000_000)
        #expect(failure { _ = try host.run(Command(["cat"], input: .bytes(data), timeout: 0.5)) }?.code == .timedOut)
        kill(pid, SIGCONT)
        #expect(try host.run(Command(["echo", "on"])).text == "on\n")
    }

    @Test func refusesACommandLineWithNUL() throws {
        let host = try connect("good")
        #expect(failure { _ = try host.run(Command(["echo", "a\0b"])) }?.code == .invalid)
    }

    @Test func endsWhatHasNotSaidYetThatItBegan() throws {
        let host = try connect("good")
        let word = "6\(UInt32.random(in: 100_000...999_999))"
        // Too little time for any command to begin.
        for _ in 0..<5 { _ = failure { _ = try host.run(Command(["sleep", word], timeout: 0.001)) } }
        usleep(300_000)
        #expect(ProcessRecord.all().filter { $0.arguments.contains(word) }.isEmpty)
    }

    @Test func connectsAgainAfterTheConnectionBroke() throws {
        let host = try connect("good")
        _ = try host.run(Command(["true"]))
        kill(try connection(of: host).process.pid, SIGKILL)
        #expect(try host.run(Command(["echo", "again"])).text == "again\n")
    }

    @Test func saysThatTheConnectionBrokeMeanwhile() throws {
        let host = try connect("good")
        // The command ends the connection that it came by: the sshd of this session.
        let script =
            "pid=$$; while [ \"$(cat /proc/$pid/comm)\" != sshd ]; do pid=$(awk '{print $4}' /proc/$pid/stat); done; kill -9 $pid; sleep 5"
        let error = failure { _ = try host.run(Command(["sh", "-c", script], timeout: 20)) }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("broke while the command ran") == true)
        #expect(try host.run(Command(["echo", "again"])).text == "again\n")
    }

    /// A process that is killed with a connection open leaves no ssh and no file: its pipe closes.
    @Test func endsWithItsProcess() throws {
        let host = try connect("good")
        let (socket, process) = try connection(of: host)
        let transport = try #require(host.transport as? SSHTransport)
        transport.abandon()
        try LocalProcess.wait(process.pid, timeout: 10)
        let deadline = Deadline(in: 5)
        while access(LocalFiles.parent(of: socket), F_OK) == 0, !deadline.hasPassed { usleep(10_000) }
        #expect(access(LocalFiles.parent(of: socket), F_OK) != 0)
    }

    @Test func explainsSudo() {
        let text = "sudo: a password is required"
        #expect(Sudo.refusal(text, operation: "run", target: "x")?.code == .accessDenied)
        #expect(Sudo.refusal("Connection to x closed", operation: "run", target: "x") == nil)
    }
}

@Suite struct HostTests {
    @Test(arguments: Way.allCases)
    func knowsWhatItIs(way: Way) throws {
        let host = try way.host()
        let facts = try host.facts()
        #expect(facts.hasSystemd == (access("/run/systemd/system", F_OK) == 0))
        #expect(facts.kernel == (try shell("uname -r").trimmingCharacters(in: .newlines)))
        #expect(facts.isRoot == (geteuid() == 0))
        #expect(try host.findUser("root")?.uid == 0)
        #expect(try host.findUser("root")?.group == "root")
        #expect(try host.findUser("0") == nil)
        #expect(try host.findUser("no-such-user") == nil)
        #expect(try host.portAnswers(Daemon.shared.get().port))
        #expect(try !host.portAnswers(1))
    }

    @Test func readsOsRelease() {
        let rocky = HostFacts(parsing: [
            "ID=\"rocky\"", "ID_LIKE=\"rhel centos fedora\"", "VERSION_ID=\"9.3\"", "_packages=dnf",
        ])
        #expect(rocky.family == "redhat")
        #expect(rocky.release == "9.3")
        #expect(rocky.packageManager == "dnf")
        let ubuntu = HostFacts(parsing: [
            "ID=ubuntu", "ID_LIKE=debian", "VERSION_CODENAME=noble", "_init=systemd", "_packages=apt-get",
        ])
        #expect(ubuntu.family == "debian")
        #expect(ubuntu.hasSystemd)
        #expect(ubuntu.packageManager == "apt")
        #expect(ubuntu.codename == "noble")
    }

    @Test(.enabled(if: LocalProcess.find("dpkg-query") != nil, "needs dpkg"), arguments: Way.allCases)
    func knowsPackages(way: Way) throws {
        let host = try way.host()
        let versions = try host.packages(["dpkg", "no-such-package", "coreutils"])
        #expect(Set(versions.keys) == ["dpkg", "coreutils"])
        #expect(try host.packages([]).isEmpty)
        #expect(try host.install(["dpkg"]) == false)
        #expect(failure { _ = try host.packages(["--force"]) }?.code == .invalid)
    }
}
