internal import Glibc

/// A living process of this machine, as `/proc` shows it.
public struct ProcessRecord: Sendable {
    /// Its number, used again once it has ended.
    public let pid: Int32
    /// The process that started it, or that took it over.
    public let parent: Int32
    /// The session it belongs to.
    public let session: Int32
    /// The kernel's name for it, at most 15 bytes.
    public let name: String
    /// When it started, in clock ticks since boot: with the pid it names a process for good.
    public let started: Int64

    /// Its argument vector; empty for a kernel thread, or if it has ended.
    public var arguments: [String] {
        guard let bytes = try? LocalFiles.slurp("/proc/\(pid)/cmdline") else { return [] }
        let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        return words.last == "" ? words.dropLast() : words
    }

    /// The process with this number; nil if none lives. One that has ended and was not collected does not live.
    public init?(pid: Int32) {
        guard pid > 0, let bytes = try? LocalFiles.slurp("/proc/\(pid)/stat") else { return nil }
        // The name stands in parentheses and may hold any of them itself: the last one ends it.
        guard let open = bytes.firstIndex(of: UInt8(ascii: "(")), let close = bytes.lastIndex(of: UInt8(ascii: ")")),
            open < close
        else { return nil }
        let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X", let parent = Int32(fields[1]),
            let session = Int32(fields[3]), let started = Int64(fields[19])
        else { return nil }
        self.pid = pid
        self.parent = parent
        self.session = session
        self.started = started
        name = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    }

    /// All that live, by pid.
    public static func all() -> [ProcessRecord] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var result: [ProcessRecord] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let pid = Int32(name), let process = ProcessRecord(pid: pid) { result.append(process) }
        }
        return result.sorted { $0.pid < $1.pid }
    }
}
