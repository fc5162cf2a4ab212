internal import CLibvirt
internal import Core

/// Copies libvirt's last error; must run on the thread of the call that failed, as libvirt keeps one per thread.
func lastError(_ operation: String, target: String) -> OperationError {
    guard let error = virGetLastError() else {
        return OperationError(.internal, operation, target: target, message: "libvirt failed without a reason")
    }
    let number = Int(error.pointee.code)
    let name = cephlua_libvirt_error_name(error.pointee.code).map { String(cString: $0) } ?? "VIR_ERR_\(number)"
    let message = error.pointee.message.map { String(cString: $0) } ?? name
    virResetLastError()
    let code = Code(domain: "libvirt", name: name, number: number)
    return OperationError(code, operation, target: target, message: message.asPhrase)
}

extension Code {
    static func libvirt(_ error: virErrorNumber) -> Code {
        let number = Int(error.rawValue)
        let name = cephlua_libvirt_error_name(Int32(number)).map { String(cString: $0) } ?? "VIR_ERR_\(number)"
        return Code(domain: "libvirt", name: name, number: number)
    }
    /// There is no such domain. libvirt's error is `VIR_ERR_NO_DOMAIN`.
    static var noDomain: Code { libvirt(VIR_ERR_NO_DOMAIN) }
    /// There is no such secret, or it has no value. libvirt's error is `VIR_ERR_NO_SECRET`.
    static var noSecret: Code { libvirt(VIR_ERR_NO_SECRET) }
}

/// Gives what ssh said a code that callers know, and the user a hint.
func explained(_ error: OperationError, overSSH: Bool) -> OperationError {
    let text = error.message.lowercased()
    let known = explanations.first { $0.texts.contains(where: text.contains) && ($0.code == nil || overSSH) }
    guard let known, error.hint == nil else { return error }
    return OperationError(
        known.code ?? error.code, error.operation, target: error.target, message: error.message, hint: known.hint,
        cause: known.code == nil ? nil : error)
}

private struct Explanation {
    var texts: [String]
    /// What the failure is in our words; nil leaves libvirt's own code. Only ssh's failures have one.
    var code: Code?
    var hint: String
}

private let explanations = [
    Explanation(
        texts: ["host key verification failed", "identification has changed"], code: .accessDenied,
        hint: "The host's key is not in known_hosts, or another than there. Connect once with ssh and look."),
    Explanation(
        texts: ["sudo:"], code: .accessDenied, hint: "sudo wants a password there, and nobody is asked for it."),
    Explanation(
        texts: ["permission denied"], code: .accessDenied, hint: "ssh was not let in. Check the user and the key."),
    Explanation(
        texts: ["timed out"], code: .timedOut, hint: "Is the host up, and nothing between that drops packets?"),
    Explanation(
        texts: ["connection refused", "no route to host", "network is unreachable", "could not resolve"],
        code: .unreachable, hint: "Is the host up, its name right, and sshd running there?"),
    Explanation(texts: ["command not found", "nc: not found"], hint: "Is libvirt installed on that host?"),
    Explanation(
        texts: ["failed to connect socket", "unable to connect to libvirt", "no such file or directory"],
        hint: "Is libvirtd running there?"),
]

extension String {
    /// libvirt's messages may have several lines (what ssh wrote) and end anyhow; errors here are one phrase.
    fileprivate var asPhrase: String {
        split(whereSeparator: \.isNewline).map { line in
            String(line.drop(while: \.isWhitespace)).trimmedEnd
        }.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private var trimmedEnd: String {
        var text = self
        while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
        return text
    }
}
