import Foundation
import Testing

/// The program as it was built, run as a user runs it.
enum Program {
    /// Beside the test's own executable.
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("cephlua").path

    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs it to its end, which must come within a minute.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], folder: String? = nil,
        path: String = Program.path, signal: (number: Int32, after: Double, times: Int)? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = base.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        // Files rather than pipes: nothing then blocks on a full one.
        let files = try Scratch()
        let streams = try ["in", "out", "err"].map { name in
            try files.write(name, name == "in" ? input : "")
            return try #require(FileHandle(forUpdatingAtPath: files.folder + "/" + name))
        }
        (process.standardInput, process.standardOutput, process.standardError) = (streams[0], streams[1], streams[2])
        try process.run()
        if let signal {
            for _ in 0..<signal.times {
                usleep(UInt32(signal.after * 1_000_000))
                kill(process.processIdentifier, signal.number)
            }
        }
        let deadline = Date(timeIntervalSinceNow: 60)
        while process.isRunning, Date() < deadline { usleep(5000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            Issue.record("cephlua \(arguments) did not end")
        }
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: files.read("out"), errors: files.read("err"))
    }

    /// What of this process's environment the program shall have.
    static let base: [String: String] = {
        let own = ProcessInfo.processInfo.environment
        return ["PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent"]
    }()
}

/// A folder that goes away with its owner.
final class Scratch {
    let folder: String

    init() throws {
        var template = Array("/tmp/cephlua-test-XXXXXX".utf8CString)
        let made = try #require(template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) })
        folder = String(cString: made)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    func read(_ name: String) -> String { (try? String(contentsOfFile: folder + "/" + name, encoding: .utf8)) ?? "" }
}
