public import Ceph
internal import Core
public import LuaHost

extension Cluster: LuaObject {
    /// `ceph.Cluster`, as `lua/meta` describes it.
    public static let luaType = LuaType(Cluster.self, "ceph.Cluster") { type in
        type.property("fsid") { $0.fsid }
        type.property("user") { $0.user }
        addStatus(to: type)
        addPools(to: type)
        addUsers(to: type)
        addBlocklist(to: type)
    }

    /// What `tostring` shows.
    public var luaDescription: String { "ceph.Cluster \(fsid) as \(user)" }
    /// Closes it; again is fine.
    public func luaClose() { close() }
    /// Whether it was closed.
    public var luaIsClosed: Bool? { isClosed }
}

private func addStatus(to type: LuaTypeBuilder<Cluster>) {
    type.method("status") { cluster, _ in .blocking { try cluster.status() } }
    type.method("health") { cluster, _ in .blocking { try cluster.health().record } }
    type.method("monmap") { cluster, _ in .blocking { try cluster.monMap().record } }
    type.method("minimal_conf") { cluster, _ in .blocking { try cluster.minimalConf() } }

    type.method("command", ["request", "options"], .writes) { cluster, call in
        let request = try call.table(1, "request")
        guard case .string(let prefix)? = request.fields["prefix"] else {
            throw OperationError(
                .usage, call.name, target: "argument 1 (request)",
                message: "it has no prefix, the words of the command",
                hint: "Such as { prefix = \"osd pool ls\", detail = \"detail\" }.")
        }
        var arguments: [String: JSON] = [:]
        for (name, value) in request.fields where name != "prefix" {
            arguments[name] = try commandArgument(value, call, name)
        }
        let options = try call.options(2, ["input", "to"])
        let input = try options.secret("input")
        let target = try options.string("to") ?? "mon"
        guard target == "mon" || target == "mgr" else {
            throw OperationError(
                .usage, call.name, target: "option \"to\"", message: "\"mon\" or \"mgr\" expected, got \"\(target)\"")
        }
        return .blocking { [arguments] in
            try cluster.command(prefix, arguments, input: input, to: target == "mgr" ? .manager : .monitors)
        }
    }
}

/// An argument of a command, as the monitors take it.
func commandArgument(_ value: LuaValue, _ call: LuaCall, _ name: String) throws(OperationError) -> JSON {
    switch value {
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .number(let value): return .number(value)
    case .string(let value): return .string(value)
    case .table(let table) where table.fields.isEmpty:
        var elements: [JSON] = []
        for element in table.array { elements.append(try commandArgument(element, call, name)) }
        return .array(elements)
    default:
        throw OperationError(
            .usage, call.name, target: "argument 1 (request)",
            message: "\(name): string, number, boolean or list expected, got \(value.typeName)",
            hint: "Secrets and data go into the option `input`.")
    }
}
