internal import CSystem
internal import Core
internal import Glibc

/// Starts processes: what `cephlua_spawn` takes, from Swift values, and its failures as errors.
enum Spawn {
    struct Request {
        var arguments: [String]
        var environment: [String: String] = [:]
        var directory: String?
        var cgroups: [String] = []
        var input: CInt = -1
        var output: CInt = -1
        var error: CInt = -1
        var detached = false
    }

    static func start(_ request: Request, target: String) throws(OperationError) -> pid_t {
        let words = request.arguments + [request.directory ?? ""] + request.cgroups
        guard let command = request.arguments.first, !command.isEmpty else {
            throw OperationError(.invalid, "run", target: target, message: "the argument vector is empty")
        }
        guard words.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw OperationError(.invalid, "run", target: target, message: "an argument holds a NUL byte")
        }
        let arguments = CStrings(request.arguments)
        let environment = CStrings(environment(adding: request.environment))
        let cgroups = CStrings(request.cgroups.map { $0 + "/cgroup.procs" })
        let directory = CStrings(request.directory.map { [$0] } ?? [])
        var what = cephlua_spawn()
        what.argv = UnsafePointer(arguments.pointers)
        what.environment = UnsafePointer(environment.pointers)
        what.directory = UnsafePointer(directory.pointers[0])
        what.cgroups = UnsafePointer(cgroups.pointers)
        (what.input, what.output, what.error) = (request.input, request.output, request.error)
        what.detached = request.detached
        var (stage, number, index): (CInt, CInt, CInt) = (0, 0, 0)
        let pid = withExtendedLifetime((arguments, environment, cgroups, directory)) {
            cephlua_spawn(&what, &stage, &number, &index)
        }
        if pid > 0 { return pid }
        throw failure(request, stage: Int(stage), code: Code(errno: Int(number)), index: Int(index), target: target)
    }

    private static func failure(
        _ request: Request, stage: Int, code: Code, index: Int, target: String
    ) -> OperationError {
        switch stage {
        case Int(CEPHLUA_SPAWN_EXEC.rawValue) where code == .notFound:
            return .noCommand(request.arguments[0], target: target)
        case Int(CEPHLUA_SPAWN_EXEC.rawValue):
            return OperationError(
                code, "run", target: target, message: "cannot run \(request.arguments[0]): \(code.text)")
        case Int(CEPHLUA_SPAWN_DIRECTORY.rawValue):
            let directory = request.directory ?? ""
            return OperationError(code, "run", target: target, message: "cannot enter \(directory): \(code.text)")
        case Int(CEPHLUA_SPAWN_CGROUP.rawValue):
            let cgroup = request.cgroups.indices.contains(index) ? request.cgroups[index] : "a cgroup"
            return OperationError(
                code, "run", target: target, message: "cannot enter the cgroup \(cgroup): \(code.text)",
                hint: "The directory must be a cgroup that this user may write to.")
        default:
            return OperationError(code, "run", target: target)
        }
    }

    /// The variables of this process, with some set beside or instead of them, as `NAME=value`.
    static func environment(adding extra: [String: String]) -> [String] {
        var result: [String] = extra.map { "\($0.key)=\($0.value)" }
        var entry = environ
        while let text = entry.pointee {
            let line = String(cString: text)
            if extra.isEmpty || extra[String(line.prefix { $0 != "=" })] == nil { result.append(line) }
            entry += 1
        }
        return result
    }
}

extension OperationError {
    /// The error for a command that is not installed.
    static func noCommand(_ name: String, target: String) -> OperationError {
        OperationError(
            .notFound, "run", target: target, message: "there is no command \(name)",
            hint: "Install the package that has \(name), or give its full path.")
    }
}

/// C strings that end with NULL, for as long as this lives.
final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
        (pointers + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
