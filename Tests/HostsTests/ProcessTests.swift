import Core
import Glibc
import Testing

@testable import Hosts

@Suite struct ProcessTests {
    @Test func collectsOutputAndStatus() throws {
        let result = try LocalProcess.run(
            Command(["sh", "-c", "cat; echo words >&2; exit 3"], input: .bytes([0, 255, 10]), check: false))
        #expect(result.output == [0, 255, 10])
        #expect(result.errorText == "words\n")
        #expect(result.status == 3)
        #expect(result.signal == nil)
    }

    @Test func tellsStatusAndLastWordsInTheError() {
        let error = failure { _ = try LocalProcess.run(Command(["sh", "-c", "echo one >&2; echo two >&2; exit 9"])) }
        #expect(error?.code == .commandFailed)
        #expect(error?.message == "ended with status 9: two")
        #expect(error?.details == "one\ntwo")
        #expect(error?.target == "sh -c 'echo one >&2; echo two >&2; exit 9'")
    }

    @Test func tellsSignals() throws {
        let result = try LocalProcess.run(Command(["sh", "-c", "kill -9 $$"], check: false))
        #expect(result.signal == 9)
        #expect(result.status == 137)
    }

    @Test func saysThatThereIsNoSuchCommand() {
        let error = failure { _ = try LocalProcess.run(Command(["no-such-command-at-all"])) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("no-such-command-at-all") == true)
        #expect(failure { _ = try LocalProcess.run(Command([])) }?.code == .invalid)
        #expect(failure { _ = try LocalProcess.run(Command(["a\0b"])) }?.code == .invalid)
        #expect(failure { _ = try LocalProcess.run(Command(["/etc"])) }?.code == .accessDenied)
        var elsewhere = Command(["true"])
        elsewhere.directory = "/no/such"
        #expect(failure { _ = try LocalProcess.run(elsewhere) }?.message.contains("/no/such") == true)
    }

    /// Both pipes are full at once long before the end: one thread must serve them in turn.
    @Test func passesLargeDataWithoutDeadlock() throws {
        let data = [UInt8](repeating: 120, count: 9_000_000)
        let both = "tee /dev/stderr"
        #expect(
            try LocalProcess.run(Command(["sh", "-c", both], input: .bytes(data), timeout: 60)).errorOutput == data)
    }

    @Test func survivesACommandThatDoesNotRead() throws {
        let data = [UInt8](repeating: 120, count: 4_000_000)
        #expect(try LocalProcess.run(Command(["true"], input: .bytes(data))).status == 0)
        #expect(try LocalProcess.run(Command(["head", "-c", "3"], input: .bytes(data))).text == "xxx")
    }

    @Test func refusesMoreOutputThanTheLimit() {
        var command = Command(["head", "-c", "100000", "/dev/zero"])
        command.limit = 99999
        #expect(failure { _ = try LocalProcess.run(command) }?.code.name == "EOVERFLOW")
        command.limit = 100000
        #expect(failure { _ = try LocalProcess.run(command) } == nil)
    }

    @Test func keepsSecretOutputToItself() throws {
        var command = Command(["sh", "-c", "printf hush; echo noise >&2"])
        command.output = .secret
        let result = try LocalProcess.run(command)
        #expect(result.secret == Secret("hush"))
        #expect(result.output.isEmpty)
        command = Command(["cat"], input: .secret(Secret("hush")))
        #expect(try LocalProcess.run(command).text == "hush")
        command = Command(["sh", "-c", "printf hush; exit 1"])
        command.output = .secret
        let error = failure { _ = try LocalProcess.run(command) }
        #expect(error.map { "\($0) \($0.details ?? "")" }?.contains("hush\n") == false)
        #expect(error?.details == nil)
    }

    @Test func givesEnvironmentAndDirectory() throws {
        var command = Command(["sh", "-c", "pwd; echo $CEPHLUA_X; echo ${HOME:+home}"])
        command.environment = ["CEPHLUA_X": "a b"]
        command.directory = "/usr/bin"
        #expect(try LocalProcess.run(command).text == "/usr/bin\na b\nhome\n")
    }

    @Test func givesNoDescriptorOfItsOwn() throws {
        let leak = open("/dev/null", O_RDONLY)
        defer { close(leak) }
        // 0, 1, 2, and the one that ls reads the directory with.
        #expect(try LocalProcess.run(Command(["ls", "/proc/self/fd"])).lines.count == 4)
    }

    /// Whether processes with this word in their arguments live.
    private func living(_ word: String) -> [ProcessRecord] {
        ProcessRecord.all().filter { $0.arguments.contains(word) }
    }

    @Test func endsTheWholeTreeInTime() {
        // Deaf to TERM, with a child of its own, and another in a process group of its own.
        let word = "3\(UInt32.random(in: 100_000...999_999))"
        let script = "trap '' TERM; set -m; sleep \(word) & sleep \(word) & echo going >&2; wait"
        let clock = ContinuousClock.now
        let error = failure { _ = try LocalProcess.run(Command(["bash", "-c", script], timeout: 0.5)) }
        #expect(error?.code == .timedOut)
        #expect(error?.details == "going")
        #expect(ContinuousClock.now - clock < .seconds(6))
        #expect(living(word).isEmpty)
    }

    @Test func endsWhenCancelled() throws {
        let word = "4\(UInt32.random(in: 100_000...999_999))"
        let cancellation = Cancellation()
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { argument in
                usleep(300_000)
                Unmanaged<Cancellation>.fromOpaque(argument!).takeUnretainedValue().cancel()
                return nil
            }, Unmanaged.passUnretained(cancellation).toOpaque())
        let error = Cancellation.$current.withValue(cancellation) {
            failure { _ = try LocalProcess.run(Command(["sleep", word])) }
        }
        pthread_join(thread, nil)
        #expect(error?.code == .cancelled)
        #expect(living(word).isEmpty)
    }

    @Test func doesNotWaitForADaemonThatKeepsThePipe() throws {
        let word = "5\(UInt32.random(in: 100_000...999_999))"
        let clock = ContinuousClock.now
        #expect(try LocalProcess.run(Command(["sh", "-c", "sleep \(word) & echo up"])).text == "up\n")
        #expect(ContinuousClock.now - clock < .seconds(5))
        // It was not asked to end.
        #expect(living(word).count == 1)
        for process in living(word) { _ = try LocalProcess.signal(process.pid, SIGKILL) }
    }

    @Test func startsDaemons() throws {
        try withDirectory { directory in
            let log = directory + "/log"
            let pid = try LocalProcess.spawn(
                Command(["sh", "-c", "echo out; echo err >&2; exec sleep 600"]), output: log)
            let record = try #require(ProcessRecord(pid: pid))
            #expect(record.session == pid)
            #expect(record.parent != getpid())
            let deadline = Deadline(in: 5)
            while try shell("cat \"$1\"", log) != "out\nerr\n", !deadline.hasPassed { usleep(10_000) }
            #expect(try shell("cat \"$1\"", log) == "out\nerr\n")
            #expect(failure { try LocalProcess.wait(pid, timeout: 0.1) }?.code == .timedOut)
            #expect(try LocalProcess.signal(pid, SIGTERM))
            try LocalProcess.wait(pid, timeout: 5)
            #expect(ProcessRecord(pid: pid) == nil)
        }
    }

    @Test func entersCgroupsBeforeTheCommandBegins() throws {
        try withDirectory { directory in
            // What a cgroup is to the child: a directory with a file that takes its pid.
            try shell("mkdir \"$1/group\"; : >\"$1/group/cgroup.procs\"", directory)
            let pid = try LocalProcess.spawn(Command(["sleep", "600"]), cgroups: [directory + "/group"])
            defer { _ = try? LocalProcess.signal(pid, SIGKILL) }
            #expect(try shell("cat \"$1/group/cgroup.procs\"", directory) == "\(pid)\n")
            let error = failure {
                _ = try LocalProcess.spawn(Command(["sleep", "600"]), cgroups: [directory + "/none"])
            }
            #expect(error?.code == .notFound)
            #expect(error?.message.contains(directory + "/none") == true)
        }
        #expect(failure { _ = try LocalProcess.spawn(Command(["no-such-command-at-all"])) }?.code == .notFound)
    }

    @Test func refusesToSignalEverybody() {
        for pid in [-1, 0, 1] as [Int32] {
            #expect(failure { _ = try LocalProcess.signal(pid, SIGTERM) }?.code == .invalid)
        }
    }
}
