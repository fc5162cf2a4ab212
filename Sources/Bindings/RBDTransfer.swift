internal import Ceph
internal import Core
internal import LuaHost
internal import RBD

/// Import, export and copy.
func addTransfers(_ module: LuaModule) {
    let parameters = ["pool", "name", "options"]
    module.type(RBDOperation.luaType)
    module.operation("import", parameters, .writes, importWork)
    module.operation("export", parameters, .writes, exportWork)
    module.operation("copy", parameters, .writes, copyWork)
}

func transferWork(
    _ name: String, _ body: @escaping @Sendable (TransferProgress) throws(OperationError) -> TransferResult
) -> RBDWork {
    let progress = TransferProgress()
    return RBDWork(
        name: name, progress: { progress.snapshot.record },
        run: { () throws(OperationError) in try body(progress).record })
}

private let transferOptions = copyOptions + ["digests", "verify"]
private let newImageNames = imageOptionNames + ["keep"]

private func importWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["from", "size", "format", "resume"] + newImageNames + transferOptions)
    let from = try given.requireString("from")
    var options = try importOptions(given)
    if try hasSnapshots(given, options.transfer, not: ["size"], isResumed: given.boolean("resume") ?? false) {
        if isWeb(from) { throw given.wrong("from", "format 2 is read from a file or standard input") }
        let ready = options
        return transferWork("import \(from) to \(pool.spec)/\(name)") { (progress) throws(OperationError) in
            try pool.importWithSnapshots(name, from: from, ready, progress: progress)
        }
    }
    options.size = try given.size("size").map(UInt64.init)
    options.resume = try given.boolean("resume") ?? false
    let ready = options
    return transferWork("import \(from) to \(pool.spec)/\(name)") { (progress) throws(OperationError) in
        guard isWeb(from) else {
            return try pool.importImage(name, from: from, ready, progress: progress)
        }
        let input = try webInput(from, size: ready.size, deadline: ready.transfer.deadline)
        return try pool.importImage(name, from: input, ready, progress: progress)
    }
}

private func exportWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["to", "snapshot", "replace", "format"] + transferOptions)
    let to = try given.requireString("to")
    let snapshot = try given.string("snapshot")
    let replace = try given.boolean("replace") ?? false
    let options = try transferOptions(given)
    if try hasSnapshots(given, options, not: ["snapshot"]) {
        return transferWork("export \(pool.spec)/\(name) to \(to)") { (progress) throws(OperationError) in
            try pool.exportWithSnapshots(name, to: to, replace: replace, options, progress: progress)
        }
    }
    return transferWork("export \(pool.spec)/\(name) to \(to)") { (progress) throws(OperationError) in
        try pool.exportImage(name, snapshot: snapshot, to: to, replace: replace, options, progress: progress)
    }
}

/// Whether the stream is one of format 2, which does not go with some options.
private func hasSnapshots(
    _ given: LuaOptions, _ options: TransferOptions, not others: [String], isResumed: Bool = false
) throws(OperationError) -> Bool {
    switch try given.integer("format") ?? 1 {
    case 1: return false
    case 2: break
    case let format: throw given.wrong("format", "it is 1 or 2, not \(format)")
    }
    var wrong = others.filter { given.given.contains($0) }
    if isResumed { wrong.append("resume") }
    if options.verify { wrong.append("verify") }
    if !options.digests.isEmpty { wrong.append("digests") }
    if let wrong = wrong.first { throw given.wrong(wrong, "format 2, with all snapshots, does not go with it") }
    return true
}

private func isWeb(_ from: String) -> Bool { from.hasPrefix("http://") || from.hasPrefix("https://") }

private func copyWork(_ call: LuaCall) throws -> RBDWork {
    let (pool, name) = (try call.object(1, "pool", Pool.self), try call.string(2, "name"))
    let given = try call.options(3, ["to_pool", "to_name", "snapshot"] + newImageNames + transferOptions)
    let target = try given.object("to_pool", Pool.self) ?? pool
    let newName = try given.string("to_name") ?? name
    let snapshot = try given.string("snapshot")
    let options = try importOptions(given)
    return transferWork("copy \(pool.spec)/\(name) to \(target.spec)/\(newName)") { (progress) throws(OperationError) in
        try pool.copyImage(name, snapshot: snapshot, to: target, as: newName, options, progress: progress)
    }
}

private func importOptions(_ given: LuaOptions) throws(OperationError) -> ImportOptions {
    var options = ImportOptions()
    options.transfer = try transferOptions(given)
    options.image = try imageOptions(given)
    options.keep = try given.boolean("keep") ?? false
    return options
}

let copyOptions = ["in_flight", "rate", "timeout"]

/// How fast, and until when.
func copyOptions(_ given: LuaOptions) throws(OperationError) -> TransferOptions {
    var options = TransferOptions()
    options.inFlight = try given.positive("in_flight")
    options.rate = try given.size("rate").map(UInt64.init)
    if options.rate == 0 { throw given.wrong("rate", "a rate of 0 would never end") }
    if let timeout = try given.duration("timeout") { options.deadline = Deadline(in: timeout) }
    return options
}

func transferOptions(_ given: LuaOptions) throws(OperationError) -> TransferOptions {
    var options = try copyOptions(given)
    for name in try given.strings("digests") ?? [] {
        guard let digest = TransferDigest(rawValue: name) else {
            let known = TransferDigest.allCases.map(\.rawValue).joined(separator: ", ")
            throw given.wrong("digests", "there is no digest \"\(name)\"", hint: "There are \(known).")
        }
        options.digests.insert(digest)
    }
    options.verify = try given.boolean("verify") ?? false
    return options
}

extension TransferProgress.Snapshot {
    var record: LuaValue {
        [
            "phase": phase.rawValue.luaValue, "total": LuaValue(total), "done": done.luaValue, "read": read.luaValue,
            "written": written.luaValue, "skipped": skipped.luaValue, "seconds": seconds.luaValue,
            "rate": rate.luaValue, "remaining": LuaValue(remaining),
        ]
    }
}

extension TransferResult {
    var record: LuaValue {
        [
            "bytes": bytes.luaValue, "written": written.luaValue, "skipped": skipped.luaValue,
            "seconds": seconds.luaValue, "object_size": objectSize.luaValue, "verified": isVerified.luaValue,
            "digests": Dictionary(uniqueKeysWithValues: digests.map { ($0.key.rawValue, $0.value) }).luaValue,
        ]
    }
}
