import Core
import Testing

@testable import Hosts

@Suite struct ShellQuotingTests {
    @Test(arguments: ["sh", "bash", "dash", "busybox"])
    func everyShellReadsTheWordsBack(shell: String) throws {
        guard LocalProcess.find(shell) != nil else { return }
        var words = [
            "", "'", "''", "\\", "\"", "$HOME", "`id`", "a b", "a\nb", "\t", "-n", "--", "*", "~", "~root", "a=b",
            "!", "#x", "{a,b}", "ä", "; exit 1", "\\'", "'\\''", "$'x'", "&&", "|", "\n", "\r\n", "(", "%s",
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let length = Int.random(in: 0...12, using: &generator)
            words.append(
                String(String.UnicodeScalarView((0..<length).map { _ in Unicode.Scalar(UInt8.random(in: 1...127)) })))
        }
        let line = "printf '%s\\0' " + ShellQuoting.quote(words)
        let run = shell == "busybox" ? ["busybox", "sh", "-c", line] : [shell, "-c", line]
        let output = try LocalProcess.run(Command(run)).output
        let read = output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(read.map { String(decoding: $0, as: UTF8.self) } == words)
    }

    @Test func leavesPlainWordsAlone() {
        #expect(ShellQuoting.quote(["ls", "-l", "/etc/ceph/ceph.conf"]) == "ls -l /etc/ceph/ceph.conf")
    }
}
