internal import Core
internal import Glibc

/// Finds out why a connection failed: librados says EACCES to a missing keyring, a wrong key and missing rights alike.
struct ConnectFailure {
    let settings: Settings
    let options: ConnectOptions
    let target: String
    let hasAddresses: Bool

    func error(_ result: CInt) -> OperationError {
        switch -result {
        case ETIMEDOUT:
            failure(
                .timedOut, "no monitor answered within \(seconds(options.timeout))",
                hint: "See whether these are the right addresses (mon_host), the monitors run, and their ports are "
                    + "reachable from here.")
        case ENOENT where !hasAddresses:
            failure(
                .notFound, "no monitor addresses are known",
                hint: "Give the conf a `mon_host` line, or name the addresses (`mon_host`).")
        case EINVAL where hasAddresses && keyProblem() == nil:
            failure(.invalid, "the monitor addresses cannot be understood or resolved", hint: "Look at mon_host.")
        default: keyProblem() ?? refused(result)
        }
    }

    private func refused(_ result: CInt) -> OperationError {
        guard result == -EACCES || result == -EPERM else {
            return OperationError(rados: result, "rados_connect", target: target)
        }
        return failure(
            .accessDenied,
            "the monitors refuse \(options.entity): its key is wrong, there is no such user, or it has no rights on "
                + "them",
            hint: "Compare \(keySource) with `ceph auth get \(options.entity)`; the user needs a `mon` capability, "
                + "such as mon 'profile rbd'.")
    }

    private var keySource: String {
        options.key != nil ? "the key that was given" : keyringFiles.first { access($0, R_OK) == 0 } ?? "the key"
    }

    private var keyringFiles: [String] {
        (settings.value("keyring") ?? "").split(whereSeparator: { ",; \t".contains($0) }).map(String.init)
    }

    /// What is wrong with the keyring, if that is where the fault lies.
    private func keyProblem() -> OperationError? {
        if options.key != nil {
            guard !(options.key?.withBytes { KeyringFile.isKey($0) } ?? true) else { return nil }
            return failure(.malformed, "the key that was given is no cephx key", hint: nil)
        }
        guard settings.value("key")?.isEmpty ?? true, settings.value("keyfile")?.isEmpty ?? true else { return nil }
        let files = keyringFiles
        guard let path = files.first(where: { access($0, F_OK) == 0 }) else {
            let hint =
                "Name the keyring (`keyring`, or $CEPH_KEYRING), or make one: `ceph auth get \(options.entity) -o FILE`."
            return failure(
                .notFound, "there is no keyring of \(options.entity): \(files.joined(separator: ", ")) does not exist",
                hint: hint)
        }
        guard let keyring = KeyringFile(path) else {
            return failure(
                .accessDenied, "this process may not read the keyring \(path)",
                hint: "See its owner and mode, and who this process runs as.")
        }
        switch keyring.key(of: options.entity) {
        case .good: return nil
        case .malformed:
            return failure(.malformed, "the keyring \(path) has no cephx key for \(options.entity)", hint: nil)
        case .missing:
            let others = keyring.entities
            let found = others.isEmpty ? "it has no entry at all" : "it has \(others.joined(separator: ", "))"
            return failure(
                .notFound, "the keyring \(path) has no key for \(options.entity): \(found)",
                hint: "Name the right user (`user`) or the right keyring (`keyring`).")
        }
    }

    private func failure(_ code: Code, _ message: String, hint: String?) -> OperationError {
        OperationError(code, "rados_connect", target: target, message: message, hint: hint)
    }

    private func seconds(_ value: Double) -> String {
        value == value.rounded() ? "\(Int(value)) s" : "\(value) s"
    }
}
