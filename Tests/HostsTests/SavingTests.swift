import Core
import Foundation
import Glibc
import Synchronization
import Testing

@testable import Hosts

/// What becomes of a file, and of what lies beside it, when a write goes wrong.
@Suite(.serialized) struct SavingTests {
    /// Lines of one letter: a file that is whole has one letter, and its length.
    private static func content(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "a") + UInt8(number % 26), count: 300_000 + number % 26)
    }

    /// Whatever of a writer there is on the host is killed while it writes, at whatever point it has come to.
    @Test(arguments: [Way.shell, .ssh]) func killedWritersLeaveTheOldOrTheNewFile(_ way: Way) async throws {
        let host = try way.host()
        let directory = try LocalFileSystem.temporaryDirectory(prefix: "cephlua-test")
        defer { _ = try? LocalFiles().remove(directory, recursive: true) }
        let path = directory + "/f"
        _ = try host.write(path, .bytes(Self.content(0)))
        var (present, leftovers) = (0, 0)
        for next in 1...(way == .ssh ? 20 : 40) {
            let result = Mutex<Bool?>(nil)
            let old = Self.content(present)
            let thread = Thread {
                let error = failure { _ = try host.write(path, .bytes(Self.content(next)), replacing: .bytes(old)) }
                result.withLock { $0 = error == nil }
            }
            thread.start()
            while Self.writers(of: path).isEmpty, !thread.isFinished { usleep(500) }
            usleep(UInt32.random(in: 0...40_000))
            for process in Self.writers(of: path) { kill(process.pid, SIGKILL) }
            while !thread.isFinished { try await Task.sleep(for: .milliseconds(1)) }
            let bytes = try host.read(path)
            let isDone = result.withLock { $0 } == true
            #expect(bytes == Self.content(next) || !isDone && bytes == old)
            if bytes == Self.content(next) { present = next }
            leftovers += try Host.here().list(directory).count - 1
            // The locks went with the writer, and with what it still ran.
            try shell("flock -w 10 \"$1\" true", directory)
            try FileLock(path, timeout: 10).release()
        }
        #expect(leftovers > 0, "no kill met a write")
        #expect(try host.write(path, FileContent("x"), replacing: .bytes(Self.content(present))))
        #expect(try host.list(directory).map(\.name) == ["f"])
    }

    /// The shells that write it, and those of their commands that name it; not the login shell before them.
    private static func writers(of path: String) -> [ProcessRecord] {
        ProcessRecord.all().filter { $0.arguments.contains(path) }
    }

    /// As crudini, sed -i and Ansible do: what `cp -al` saved of a file is what it was.
    @Test(arguments: Way.allCases) func breaksAHardLink(_ way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            try shell("cd \"$1\"; echo old >f; ln f saved", directory)
            #expect(try host.write(directory + "/f", FileContent("new")))
            #expect(try shell("cd \"$1\"; cat f saved; stat -c %h f saved", directory) == "newold\n1\n1\n")
        }
    }

    @Test(.enabled(if: canMakeImmutable, "needs chattr"), arguments: Way.allCases)
    func leavesAnImmutableFileAlone(_ way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let path = directory + "/f"
            try shell("echo old >\"$1\"; chattr +i \"$1\"", path)
            defer { _ = try? shell("chattr -i \"$1\"", path) }
            for expected in [nil, ExpectedFile.bytes(Array("old\n".utf8))] {
                let error = failure { _ = try host.write(path, FileContent("new"), replacing: expected) }
                #expect(error?.code.name == "EPERM" && error?.hint?.contains("lsattr") == true)
                #expect(error?.target.hasSuffix(path) == true)
                #expect(try shell("cd \"$1\"; cat f; ls -A", directory) == "old\nf\n")
            }
        }
    }

    @Test(.enabled(if: FilesTests.canMount, "needs the right to mount"), arguments: Way.allCases)
    func saysThatTheFileSystemIsReadOnly(_ way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let disk = directory + "/disk"
            try shell("mkdir \"$1\"; mount -t tmpfs none \"$1\"; echo old >\"$1/f\"; mount -o remount,ro \"$1\"", disk)
            defer { _ = try? shell("umount \"$1\"", disk) }
            for name in ["f", "new"] {
                let error = failure { _ = try host.write("\(disk)/\(name)", FileContent("new")) }
                #expect(error?.code.name == "EROFS")
            }
            #expect(try shell("cd \"$1\"; cat f; ls -A", disk) == "old\nf\n")
        }
    }

    /// Root may write where it may not read: another user is asked.
    @Test(.enabled(if: getuid() == 0 && LocalProcess.find("setpriv") != nil, "needs root and setpriv"))
    func writesIntoADirectoryThatMayNotBeRead() throws {
        let host = Host.other(as: "nobody")
        try withDirectory { directory in
            try shell("chmod 755 \"$1\"; mkdir \"$1/d\"; chown nobody \"$1/d\"; chmod 300 \"$1/d\"", directory)
            let path = directory + "/d/f"
            #expect(try host.write(path, FileContent("old")))
            #expect(try host.write(path, FileContent("new")))
            let error = failure { _ = try host.write(path, FileContent("x"), replacing: .bytes(Array("new".utf8))) }
            #expect(error?.code.name == "ENOLCK")
            // What may not be written: the directory, as a file is replaced; and it says so.
            try shell("chmod 500 \"$1\"", directory + "/d")
            #expect(failure { _ = try host.write(path, FileContent("x")) }?.code == .accessDenied)
            #expect(try shell("cd \"$1/d\"; cat f; ls -A", directory) == "newf\n")
        }
    }

    @Test(arguments: Way.allCases) func makesAFileThatWasRemovedMeanwhile(_ way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let path = directory + "/f"
            try shell("echo old >\"$1\"; ln -s f \"$1.link\"; rm \"$1\"", path)
            let expected = ExpectedFile.bytes(Array("old\n".utf8))
            #expect(failure { _ = try host.write(path, FileContent("x"), replacing: expected) }?.code == .conflict)
            #expect(try host.write(path + ".link", FileContent("x"), replacing: ExpectedFile.none))
            #expect(try shell("cd \"$1\"; cat f; ls -A", directory) == "xf\nf.link\n")
        }
    }

    static let canMakeImmutable: Bool =
        (try? withDirectory { directory in
            try shell(": >\"$1\"; chattr +i \"$1\" && chattr -i \"$1\"", directory + "/f")
        }) != nil
}

extension Host {
    /// This machine, through shell scripts of another user.
    fileprivate static func other(as user: String) -> Host {
        let transport = OtherUser(user: user)
        return Host(
            name: user, address: "localhost", isLocal: true, transport: transport,
            files: ShellFiles(transport: transport))
    }
}

private struct OtherUser: Transport {
    let user: String

    var isRoot: Bool { false }
    func label(_ what: String) -> String { what }
    func close() {}
    func run(_ command: Command) throws(OperationError) -> CommandResult {
        var command = command
        command.arguments = ["setpriv", "--reuid=\(user)", "--clear-groups", "--"] + command.arguments
        return try LocalProcess.run(command)
    }
}
