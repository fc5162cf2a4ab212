internal import CCeph
public import Core
internal import Glibc

extension Cluster {
    /// Who answers a command.
    public enum CommandTarget: Sendable {
        /// The monitors.
        case monitors
        /// The active manager.
        case manager
    }

    /// Sends a command to the monitors or the manager.
    ///
    /// Keys never show: members named `key` in the replies to `auth` commands are masked, as is a reply that is nothing
    /// but a key. ``key(of:)`` and ``keyring(of:)`` give keys.
    ///
    /// - Parameter prefix: The command's words: `osd pool ls`.
    /// - Parameter arguments: Its named arguments, as `ceph -h` has them; `format` is `json` unless given.
    /// - Parameter input: What the program would read with `-i`.
    /// - Returns: The decoded JSON; a string where the answer is none; nil where there is no answer.
    /// - Throws: What the monitors say, with their text; `.timedOut`; `.cancelled`; `.closed`.
    ///
    /// C: `rados_mon_command`, `rados_mgr_command`. CLI: `ceph PREFIX`. Lua: `cluster:command()`
    public func command(
        _ prefix: String, _ arguments: [String: JSON] = [:], input: Secret? = nil, to target: CommandTarget = .monitors
    ) throws(OperationError) -> JSON? {
        let arguments = arguments.merging(["format": "json"]) { given, _ in given }
        let reply = try send(prefix, arguments, input: input, to: target)
        if reply.isEmpty { return nil }
        let isAuth = prefix.split(separator: " ").first == "auth"
        let json = reply.withBytes { bytes in try? JSON(parsing: bytes, target: "reply to \(prefix)") }
        guard let json else { return .string(isAuth ? Secret.mask : reply.revealed) }
        return isAuth ? json.masked : json
    }

    /// The JSON that a command answers. Not for replies that hold keys.
    func query(
        _ prefix: String, _ arguments: [String: JSON] = [:], about subject: String? = nil
    ) throws(OperationError) -> JSON {
        let arguments = arguments.merging(["format": "json"]) { given, _ in given }
        let reply = try send(prefix, arguments, about: subject)
        // The monitors put a blank line before some documents.
        let parse: (UnsafeBufferPointer<UInt8>) throws(OperationError) -> JSON = { bytes throws(OperationError) in
            try JSON(parsing: bytes, target: "reply to \(prefix)")
        }
        return try reply.withBytes(parse)
    }

    /// Sends a command; the reply is kept as a secret, as some are, and its buffer in librados is wiped.
    @discardableResult
    func send(
        _ prefix: String, _ arguments: [String: JSON] = [:], input: Secret? = nil,
        to target: CommandTarget = .monitors, about subject: String? = nil
    ) throws(OperationError) -> Secret {
        let request = JSON.object(arguments.merging(["prefix": .string(prefix)]) { _, prefix in prefix }).text()
        let subject = subject ?? handle.name
        let handle = handle
        let outcome = try interruptible(prefix, target: subject) { () -> Result<CommandReply, OperationError> in
            do throws(OperationError) {
                return .success(
                    try handle.use(prefix, target: subject) { pointer in
                        CommandReply(pointer, request, input: input, to: target)
                    })
            } catch { return .failure(error) }
        }
        let reply = try outcome.get()
        guard reply.result < 0 else { return reply.output }
        let code = Code(errno: Int(reply.result))
        // A command that timed out was never answered: the text is librados' own, and says nothing.
        let message = reply.text.isEmpty || code == .timedOut ? nil : reply.text
        throw OperationError(
            rados: reply.result, prefix, target: subject, message: message, hint: commandHint(code, reply.text))
    }

    private func commandHint(_ code: Code, _ text: String) -> String? {
        if code == .accessDenied { return "The capabilities of \(user) do not allow this command." }
        if text.contains("mon_allow_pool_delete") {
            return "Allow it first, and forbid it again afterwards: `ceph config set mon mon_allow_pool_delete true`."
        }
        if text.contains("mon_allow_pool_size_one") || text.contains("pool size as 1") {
            return "A single copy must be allowed first: `ceph config set global mon_allow_pool_size_one true`."
        }
        return nil
    }
}

/// What came back from a command: the result, the data, and a text for people.
private struct CommandReply: Sendable {
    let result: CInt
    let output: Secret
    let text: String

    init(_ pointer: UnsafeMutableRawPointer, _ request: String, input: Secret?, to target: Cluster.CommandTarget) {
        var out: UnsafeMutablePointer<CChar>?
        var text: UnsafeMutablePointer<CChar>?
        var (outSize, textSize) = (0, 0)
        let call = target == .monitors ? rados_mon_command : rados_mgr_command
        result = request.withCString { request in
            (input ?? Secret("")).withBytes { input in
                input.withMemoryRebound(to: CChar.self) { input in
                    var requests: [UnsafePointer<CChar>?] = [request]
                    return call(pointer, &requests, 1, input.baseAddress, input.count, &out, &outSize, &text, &textSize)
                }
            }
        }
        output = Secret(UnsafeRawBufferPointer(start: out, count: out == nil ? 0 : outSize))
        self.text = CommandReply.oneLine(UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : textSize))
        if let out {
            explicit_bzero(out, outSize)
            rados_buffer_free(out)
        }
        if let text { rados_buffer_free(text) }
    }

    private static func oneLine(_ bytes: UnsafeRawBufferPointer) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        return lines.map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}

extension Secret {
    var isEmpty: Bool { count == 0 }
}

extension JSON {
    /// The same, with the value of each member that holds a key masked.
    var masked: JSON {
        switch self {
        case .array(let elements): .array(elements.map(\.masked))
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        (name, name == "key" || name.hasSuffix("_key") ? .string(Secret.mask) : value.masked)
                    }))
        default: self
        }
    }
}
