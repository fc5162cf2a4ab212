import Core
import Glibc
import Testing

@testable import Hosts

/// What all three ways to files have in common: everything.
@Suite(.serialized) struct FilesTests {
    private static let contents: [[UInt8]] = [
        [], [0], [10, 10], Array(0...255), (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) },
    ]

    @Test(arguments: Way.allCases)
    func writesWhatItReads(way: Way) throws {
        let host = try way.host()
        try withDirectory { (directory) throws in
            let path = directory + "/it's a \"file\"\n-x"
            for content in Self.contents {
                #expect(try host.write(path, .bytes(content)) == true)
                #expect(try host.read(path) == content)
                #expect(try host.write(path, .bytes(content)) == false)
            }
            #expect(try host.list(directory).map(\.name) == ["it's a \"file\"\n-x"])
        }
    }

    @Test(arguments: Way.allCases)
    func findsAFileWithItsOwnerAndMode(way: Way) throws {
        let host = try way.host()
        try withDirectory { (directory) throws in
            let path = directory + "/it's a \"file\"\n-x"
            #expect(try host.find(path) == nil)
            for content in Self.contents {
                _ = try host.write(path, .bytes(content), FileAttributes(mode: 0o640))
                let found = try #require(try host.find(path))
                #expect(found.status == (try host.status(path)))
                if case .bytes(let bytes) = found.content {
                    #expect(bytes == content)
                } else {
                    Issue.record("no bytes")
                }
                let hidden = try host.find(path, secret: true)?.content
                if case .secret(let secret)? = hidden {
                    #expect(secret == Secret(content))
                } else {
                    Issue.record("no secret")
                }
            }
            _ = try host.link(directory + "/link", to: path)
            #expect(try host.find(directory + "/link")?.status.kind == .file)
            _ = try host.link(directory + "/nowhere", to: directory + "/nothing")
            #expect(try host.find(directory + "/nowhere") == nil)
            #expect(try host.find(path + "/below") == nil)
            #expect(failure { _ = try host.find(directory) }?.code == Code(errno: Int(EISDIR)))
            #expect(failure { _ = try host.find(path, limit: 1000) }?.code == Code(errno: Int(EOVERFLOW)))
        }
    }

    @Test(arguments: Way.allCases)
    func givesNewFilesTheirModes(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            _ = try host.write(directory + "/plain", FileContent("a"))
            _ = try host.write(directory + "/secret", .secret(Secret("a")))
            _ = try host.write(directory + "/given", .secret(Secret("a")), FileAttributes(mode: 0o640))
            #expect(try host.list(directory).map(\.status.permissions) == ["0640", "0644", "0600"])
            #expect(try host.readSecret(directory + "/secret") == Secret("a"))
        }
    }

    @Test(.enabled(if: getuid() == 0, "needs root"), arguments: Way.allCases)
    func keepsOwnerGroupAndMode(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let path = directory + "/nova.conf"
            try shell("echo old >\"$1\"; chown daemon:mail \"$1\"; chmod 2640 \"$1\"", path)
            #expect(try host.write(path, FileContent("new")))
            var status = try #require(try host.status(path))
            #expect([status.owner, status.group, status.permissions] == ["daemon", "mail", "2640"])
            #expect(try host.write(path, FileContent("new"), FileAttributes(owner: "daemon", mode: 0o2640)) == false)
            // Same content, other attributes: a change without a new file.
            let before = try shell("stat -c %i \"$1\"", path)
            #expect(try host.write(path, FileContent("new"), FileAttributes(owner: "root", group: "8", mode: 0o600)))
            status = try #require(try host.status(path))
            #expect([status.owner, status.group, status.permissions] == ["root", "mail", "0600"])
            #expect(try shell("stat -c %i \"$1\"", path) == before)
            #expect(try host.setAttributes(path, FileAttributes(group: "mail")) == false)
            #expect(try host.setAttributes(path, FileAttributes(group: "daemon")) == true)
        }
    }

    @Test(arguments: Way.allCases)
    func followsLinks(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            try shell(
                "mkdir \"$1/real\"; echo old >\"$1/real/f\"; cd \"$1\"; ln -s real/f link; ln -s real/new dangling",
                directory)
            #expect(try host.write(directory + "/link", FileContent("new")))
            #expect(try host.write(directory + "/dangling", FileContent("made")))
            #expect(try host.status(directory + "/link")?.target == "real/f")
            #expect(try host.status(directory + "/link", follow: true)?.size == 3)
            #expect(try shell("cd \"$1/real\"; cat f new; ls -A", directory) == "newmadef\nnew\n")
            #expect(try host.link(directory + "/link", to: "real/f") == false)
            #expect(try host.link(directory + "/link", to: "nowhere") == true)
            #expect(try host.status(directory + "/link", follow: true) == nil)
            #expect(failure { _ = try host.link(directory + "/real/f", to: "x") }?.code == .exists)
        }
    }

    @Test(arguments: Way.allCases)
    func tellsWhatIsWrong(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            func code(_ body: () throws -> Void) -> String? { failure(body)?.code.name }
            let none = directory + "/none"
            #expect(code { _ = try host.read(none) } == "ENOENT")
            #expect(code { _ = try host.read(directory) } == "EISDIR")
            #expect(code { _ = try host.write(directory, FileContent("")) } == "EISDIR")
            #expect(code { _ = try host.write(none + "/x", FileContent("")) } == "ENOENT")
            #expect(
                code { _ = try host.write(none, FileContent("x"), FileAttributes(owner: "no-such-user")) } == "EINVAL")
            #expect(
                code { _ = try host.write(none, FileContent("x"), FileAttributes(group: "no-such-group")) } == "EINVAL")
            #expect(code { _ = try host.list(none) } == "ENOENT")
            #expect(code { _ = try host.setAttributes(none, FileAttributes(mode: 0o600)) } == "ENOENT")
            try shell("mkfifo \"$1/fifo\"; : >\"$1/file\"", directory)
            #expect(code { _ = try host.read(directory + "/fifo") } == "EINVAL")
            #expect(code { _ = try host.write(directory + "/fifo", FileContent("")) } == "EINVAL")
            #expect(code { _ = try host.list(directory + "/file") } == "ENOTDIR")
            #expect(code { _ = try host.makeDirectory(directory + "/file") } == "EEXIST")
            #expect(code { _ = try host.read("/etc/services", limit: 10) } == "EOVERFLOW")
            #expect(try host.status(none) == nil)
            #expect(try host.status(directory + "/file/below") == nil)
            let label = way == .ssh ? "good: \(none)" : none
            #expect(failure { _ = try host.read(none) }?.target == label)
            // A write that failed leaves nothing.
            #expect(try host.list(directory).map(\.name) == ["fifo", "file"])
        }
    }

    @Test(arguments: Way.allCases)
    func describesWhatIsThere(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            try shell(
                """
                cd "$1"; printf 12345 >f; chmod 604 f; touch -d @1000000000.5 f; mkfifo p; ln -s 'to nowhere' l; mkdir d
                """, directory)
            #expect(try host.list(directory) == LocalFiles().list(directory))
            let entries = try host.list(directory).map(\.status)
            #expect(entries.map(\.kind) == [.directory, .file, .link, .fifo])
            #expect(entries[1].size == 5)
            #expect(entries[1].permissions == "0604")
            #expect(entries[1].modified == 1_000_000_000.5)
            #expect(entries[2].target == "to nowhere")
            #expect(try host.status("/dev/null")?.kind == .character)
            #expect(try host.list(directory + "/d").isEmpty)
        }
    }

    @Test(arguments: Way.allCases)
    func makesAndRemovesTrees(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let deep = directory + "/a/b c/d"
            #expect(try host.makeDirectory(deep, FileAttributes(mode: 0o750)))
            #expect(try host.makeDirectory(deep) == false)
            #expect(try host.makeDirectory(deep, FileAttributes(mode: 0o700)))
            #expect(try host.status(deep)?.permissions == "0700")
            #expect(try host.status(directory + "/a")?.permissions == "0755")
            // A link in the tree is removed, not what it points to.
            try shell("ln -s /etc \"$1/etc\"; : >\"$1/-f\"; : >\"$1/$(printf 'latin\\351')\"", deep)
            #expect(failure { _ = try host.remove(directory + "/a") }?.code.name == "ENOTEMPTY")
            #expect(try host.remove(directory + "/a", recursive: true))
            #expect(try host.remove(directory + "/a", recursive: true) == false)
            #expect(access("/etc/passwd", R_OK) == 0)
            #expect(try host.list(directory).isEmpty)
        }
    }

    /// This once removed a machine's /dev through a forgotten bind mount, which has the same device number.
    @Test(.enabled(if: canMount, "needs the right to mount"), arguments: Way.allCases)
    func refusesToRemoveMounts(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            try shell("cd \"$1\"; mkdir -p precious 'tree/in side'; : >precious/file; : >tree/own", directory)
            try shell("mount --bind \"$1/precious\" \"$1/tree/in side\"", directory)
            defer { _ = try? shell("umount \"$1/tree/in side\"", directory) }
            let error = failure { _ = try host.remove(directory + "/tree", recursive: true) }
            #expect(error?.code == .busy)
            #expect(error?.message.contains("mounted") == true)
            #expect(try shell("cd \"$1\"; ls precious tree", directory) == "precious:\nfile\n\ntree:\nin side\nown\n")
        }
    }

    @Test(.enabled(if: canMount, "needs the right to mount"), arguments: Way.allCases)
    func keepsTheOldFileWhenTheDiskIsFull(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            let disk = directory + "/disk"
            try shell("mkdir \"$1\"; mount -t tmpfs -o size=256k none \"$1\"; echo old >\"$1/f\"", disk)
            defer { _ = try? shell("umount \"$1\"", disk) }
            let error = failure { _ = try host.write(disk + "/f", .bytes([UInt8](repeating: 1, count: 1_000_000))) }
            #expect(error?.code.name == "ENOSPC")
            #expect(error?.message.contains("old file is intact") == true)
            #expect(try shell("cd \"$1\"; cat f; ls -A", disk) == "old\nf\n")
        }
    }

    @Test(arguments: Way.allCases)
    func removesWhatAKilledWriterLeft(way: Way) throws {
        let host = try way.host()
        try withDirectory { directory in
            // A pid that no longer lives, and one that does; and a file that only looks alike.
            let dead = try shell("sh -c 'echo $$'").split(whereSeparator: \.isNewline)[0]
            let others = [".f.cephlua-0-\(getpid())", ".f2.cephlua-0-\(dead)", "f.cephlua-0-\(dead)"]
            for name in others + [".f.cephlua-0-\(dead)"] { try shell(": >\"$1\"", "\(directory)/\(name)") }
            _ = try host.write(directory + "/f", FileContent("x"))
            #expect(try host.list(directory).map(\.name).sorted() == (others + ["f"]).sorted())
        }
    }

    @Test(arguments: [Way.shell, .ssh])
    func refusesRelativePathsElsewhere(way: Way) throws {
        #expect(failure { _ = try way.host().read("etc/passwd") }?.code == .invalid)
    }

    static let canMount: Bool =
        (try? withDirectory { directory in
            try shell("mount -t tmpfs none \"$1\" && umount \"$1\"", directory)
        }) != nil
}

@Suite struct BrokenWriteTests {
    /// A connection that breaks looks like the end of the content.
    @Test func doesNotTakeHalfAFile() throws {
        try withDirectory { directory in
            let path = directory + "/f"
            try shell("echo old >\"$1\"", path)
            let words = ["sh", "-c", ShellScripts.common + ShellScripts.write, "sh", path, "", "", "", "644", "10"]
            let result = try LocalProcess.run(Command(words, input: .bytes([1, 2, 3]), check: false))
            #expect(result.errorText == "cephlua:EIO: only 3 of 10 bytes arrived\n")
            #expect(try shell("cd \"$1\"; cat f; ls -A", directory) == "old\nf\n")
        }
    }

    /// SIGKILL while the content comes: the old file stands, and the next write sweeps up.
    @Test func survivesAKill() throws {
        try withDirectory { directory in
            let path = directory + "/f"
            try shell("echo old >\"$1\"; mkfifo \"$1.in\"", path)
            var command = Command(
                ["sh", "-c", "exec 3<>\"$1\"; shift; exec \"$@\" <&3", "sh", path + ".in", "sh", "-c"]
                    + [ShellScripts.common + ShellScripts.write, "sh", path, "", "", "", "644", "10"])
            command.check = false
            let pid = try LocalProcess.spawn(command)
            let deadline = Deadline(in: 10)
            let leftover = "\(directory)/.f.cephlua-0-\(pid)"
            while access(leftover, F_OK) != 0, !deadline.hasPassed { usleep(5000) }
            #expect(access(leftover, F_OK) == 0)
            for process in ProcessRecord.all() where process.session == pid { kill(process.pid, SIGKILL) }
            try LocalProcess.wait(pid, timeout: 5)
            #expect(try shell("cat \"$1\"", path) == "old\n")
            #expect(access(leftover, F_OK) == 0)
            #expect(try LocalFiles().write(path, FileContent("new"), FileAttributes(), replacing: nil))
            #expect(access(leftover, F_OK) != 0)
        }
    }

    @Test func mapsWhatToolsSay() {
        #expect(ShellFiles.code(of: "cat: /x: No such file or directory")?.name == "ENOENT")
        #expect(ShellFiles.code(of: "cat: write error: No space left on device")?.name == "ENOSPC")
        #expect(ShellFiles.code(of: "chown: invalid user: 'x'")?.name == "EINVAL")
        #expect(ShellFiles.code(of: "sh: 1: cannot create /x: Read-only file system")?.name == "EROFS")
        #expect(ShellFiles.code(of: "cephlua:EISDIR:")?.name == "EISDIR")
        #expect(ShellFiles.code(of: "something else") == nil)
    }

    @Test func copiesSparseFiles() throws {
        try withDirectory { directory in
            let (from, to) = (directory + "/from", directory + "/to")
            try shell(
                "truncate -s 200M \"$1\"; printf data | dd of=\"$1\" bs=1M seek=100 conv=notrunc status=none; chmod 750 \"$1\"",
                from)
            try LocalFileSystem.copy(from, to: to)
            #expect(try shell("cmp \"$1\" \"$2\" && stat -c %a \"$2\"", from, to) == "750\n")
            #expect(Int(try shell("stat -c %b \"$1\"", to).split(separator: "\n")[0])! < 20_000)
        }
    }
}
