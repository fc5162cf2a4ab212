internal import ArgumentParser

/// The program's own command line. What follows FILE belongs to the script.
struct CommandLineOptions: ParsableArguments {
    @Option(name: .customShort("e"), help: ArgumentHelp("Run this text instead of a file.", valueName: "code"))
    var code: String?

    @Flag(name: .customShort("i"), help: "Go on at the prompt after the script.")
    var isInteractive = false

    @Flag(name: .customLong("check"), help: "Change nothing; report what a run would change.")
    var checks = false

    @Flag(name: .customLong("diff"), help: "Show every change as a diff, secrets masked.")
    var showsDiffs = false

    @Flag(
        name: .customLong("json"),
        help: "Print the result as JSON on standard output, everything else on standard error.")
    var printsJSON = false

    @Flag(name: .customLong("read-only"), help: "Refuse whatever would write or destroy something.")
    var isReadOnly = false

    @Flag(name: .customLong("yes"), help: "Answer yes to every question.")
    var saysYes = false

    @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Say more.")
    var verbosity: Int

    @Flag(name: [.customShort("q"), .customLong("quiet")], help: "Say only what went wrong.")
    var isQuiet = false

    @Flag(name: .customShort("E"), help: "Ignore the LUA_… variables of the environment.")
    var ignoresEnvironment = false

    @Flag(name: .customLong("version"), help: "Print the version.")
    var wantsVersion = false

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("A script or playbook, and its arguments.", valueName: "file"))
    var rest: [String] = []
}

/// Reads the command line; `--help` and mistakes end the program here.
struct Cephlua: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cephlua",
        abstract: "An automation shell for people who run OpenStack on Ceph.",
        usage: """
            cephlua [options] FILE [arguments…]
            cephlua [options] -e CODE [arguments…]
            cephlua [options] -i [FILE]
            cephlua doc [NAME]
            cephlua test DIR|FILE…
            cephlua check DIR|FILE…
            """,
        discussion: """
            Runs a Lua script or playbook, with Ceph, RBD, libvirt, INI files, hosts and services at hand. A playbook's \
            own arguments are shown by `cephlua FILE --help`. Without a file: a prompt, or the script on standard input \
            if that is no terminal.

            Commands, which `cephlua COMMAND --help` explains: doc (what a module, function or object does), \
            test (runs tests written in Lua), check (finds mistakes in scripts without running them).
            """)

    @OptionGroup var options: CommandLineOptions
}
