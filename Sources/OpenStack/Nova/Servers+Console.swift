public import Core

extension Servers {
    /// The console output: all that is kept, or its last lines.
    ///
    /// - Throws: `HTTP_404`; `HTTP_409` when the server is not ready for it. CLI: `openstack console log show`.
    public func console(_ id: String, lines: Int? = nil, timeout: Double? = nil) throws(OperationError) -> String {
        let arguments: JSON = lines.map { ["length": .integer(Int64($0))] } ?? [:]
        let answer = try action(id, "os-getConsoleOutput", arguments, timeout: timeout)
        return answer.body["output"]?.string ?? ""
    }

    /// Waits until the console output contains a text, and returns the output.
    ///
    /// - Throws: `.timedOut` with the end of the output in its details; `.badState`.
    public func waitForConsole(_ id: String, text: String, _ deadline: Deadline) throws(OperationError) -> String {
        var output = ""
        var unanswered: OperationError?
        do throws(OperationError) {
            return try session.wait("wait for console", id, for: "\"\(text)\" on it", deadline) {
                () throws(OperationError) in
                do throws(OperationError) {
                    output = try console(id, timeout: min(15, max(1, deadline.remaining)))
                    unanswered = nil
                } catch {
                    // Just after ACTIVE there may be no console yet; and the question goes through the message queue
                    // to the compute host, whose answer now and then gets lost (nova answers 500 after 60 s).
                    let passing: [Code] = [.http(404), .http(409), .http(500), .timedOut]
                    guard passing.contains(error.code) else { throw error }
                    unanswered = error
                }
                if output.contains(text) { return .done(output) }
                let server = try get(id)
                if server.status == "ERROR" { throw failed("wait for console", server, server.fault) }
                return .pending("\(server.status), \(output.count) characters on the console")
            }
        } catch {
            guard error.code == .timedOut else { throw error }
            throw OperationError(
                .timedOut, error.operation, target: error.target, message: error.message, hint: error.hint,
                cause: unanswered,
                details: output.isEmpty ? nil : "The console ends with:\n\(output.suffix(800))")
        }
    }
}
