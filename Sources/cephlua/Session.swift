internal import Bindings
internal import Core
internal import Glibc
internal import LuaHost

/// A runtime as scripts and the prompt find it: modules, library, globals, signals.
final class Session {
    let runtime: LuaRuntime
    let resources: Resources
    let command: PlaybookCommand
    /// What was given with -e or typed, by the name that errors call it: for excerpts.
    var texts: [String: String] = [:]
    /// What the prompt's Lua side asks of it.
    let console = Console()

    init(options: CommandLineOptions, words: [String], script: String?) throws(ScriptError) {
        do { resources = try Resources(environment: Terminal.environment) } catch { throw ScriptError(error) }
        let command = PlaybookCommand(modes: Modes(options), words: words, script: script ?? "")
        self.command = command
        runtime = LuaRuntime(modules: allModules + [Session.runModule(command.modes), command.module, console.module])
        runtime.libraryFolder = resources.library
        let isCommand = script.flatMap(resources.command) != nil
        setPaths(script: isCommand ? nil : script, ignoringEnvironment: options.ignoresEnvironment)
        runtime.handleSignals()
        let gate = Gate(modes: command.modes)
        runtime.gate = { call in try gate.check(call) }
        _ = try runtime.run(runtime.load("require 'prelude'", name: "=prelude"))
        if options.isReadOnly { _ = try runtime.run(runtime.load("require 'readonly'", name: "=readonly")) }
    }

    /// `run`: how this run shall behave.
    private static func runModule(_ modes: Modes) -> LuaModule {
        LuaModule("run") { module in
            for (name, value) in modes.fields { module.value(name, value) }
            module.value("color", Terminal.hasColour(1))
            module.value("log_color", Terminal.hasColour(2))
            module.value("terminal", Terminal.isTerminal(1))
            module.value("width", Terminal.width)
            module.value("version", version)
            module.value("interactive", Terminal.isInteractive)
            module.value("user", Terminal.user)
            module.value("machine", Terminal.machine)
            module.value("pid", Int(getpid()))
            module.function("ask", ["question"]) { call in
                let question = try call.string(1, "question")
                return .blocking { try Question.ask(question) }
            }
        }
    }

    /// The library comes first, so that nothing takes its place; then the script's folder, then the system's modules.
    /// The current folder is searched only if somebody asks for it.
    private func setPaths(script: String?, ignoringEnvironment: Bool) {
        let defaults = runtime.modulePaths
        let folder = script.map { Resources.parent(of: $0) }
        func system(_ variable: String, _ fallback: String) -> String {
            let clean = fallback.split(separator: ";").filter { !$0.hasPrefix("./") }.joined(separator: ";")
            guard !ignoringEnvironment,
                let own = Terminal.environment("\(variable)_5_4") ?? Terminal.environment(variable)
            else { return clean }
            return own.replacing(";;", with: ";\(clean);").trimmed(of: ";")
        }
        var lua = ["\(resources.library)/?.lua", "\(resources.library)/?/init.lua"]
        if let folder { lua += ["\(folder)/?.lua", "\(folder)/?/init.lua"] }
        lua.append(system("LUA_PATH", defaults.lua))
        runtime.setModulePaths(lua: lua.joined(separator: ";"), c: system("LUA_CPATH", defaults.c))
    }

    /// Runs a file, a command of the program's own, or standard input for "-".
    func run(file: String) throws(ScriptError) -> [LuaValue] {
        if let path = resources.command(file) { return try start(try runtime.load(file: path), name: path) }
        guard file != "-" else {
            let text = Session.readInput()
            texts["stdin"] = String(decoding: text, as: UTF8.self)
            return try start(try runtime.load(text, name: "=stdin"), name: "=stdin")
        }
        let path: String
        do throws(OperationError) { path = try resources.script(file) } catch { throw ScriptError(error) }
        return try start(try runtime.load(file: path), name: path)
    }

    /// Runs a text.
    func run(text: String, name: String) throws(ScriptError) -> [LuaValue] {
        texts[String(name.dropFirst())] = text
        return try start(try runtime.load(text, name: name), name: name)
    }

    private func start(_ chunk: LuaFunction, name: String) throws(ScriptError) -> [LuaValue] {
        let entry = try runtime.run(runtime.load("return require 'entry'", name: "=entry"))
        guard case .function(let function)? = entry.first else { return [] }
        let words = command.words.map { LuaValue.string($0) }
        return try runtime.run(function, [.function(chunk), .table(LuaTable(array: words)), .string(name)] + words)
    }

    /// The script on standard input. As of a file, a byte order mark and a first line for the shell are passed over; the
    /// line stays as an empty one, so that all others keep their numbers.
    private static func readInput() -> [UInt8] {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(0, &buffer, buffer.count)
            if count < 0, errno == EINTR, LuaRuntime.lastSignal == nil { continue }
            if count <= 0 { break }
            text += buffer[..<count]
        }
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
        if text.first == UInt8(ascii: "#") {
            text.removeSubrange(..<(text.firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex))
        }
        return text
    }
}

extension Session {
    /// The native functions of a module.
    private static func functions(of module: String) -> [String]? {
        allModules.first { $0.prefix == module }?.shapes.map { String($0.name.dropFirst(module.count + 1)) }
    }

    /// What people read about a failure.
    func report(_ error: ScriptError, isVerbose: Bool = false) -> String {
        if LuaRuntime.lastSignal != nil, error.isStop { return "interrupted\n" }
        let report = ErrorReport(
            error: error, library: resources.library, texts: texts, functions: Session.functions(of:),
            isOwn: resources.isOwn, isVerbose: isVerbose || command.outcome.modes.verbosity > 0)
        return command.outcome.isWrongUsage || error.isWrongOption ? report.short : report.text
    }
}

extension ScriptError {
    /// Whether it is ^C, in whichever form it arrived.
    var isStop: Bool { isInterrupt || error?.code == .cancelled }

    /// Whether it is about a word of the command line that only the playbook could judge: `--limit HOST`.
    var isWrongOption: Bool { error?.code == .usage && error?.operation.hasPrefix("--") == true }
}

extension String {
    func trimmed(of character: Character) -> String {
        var text = self[...]
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return String(text)
    }
}
