internal import Core
internal import Hosts

/// Services under systemd.
struct Systemd: ServiceManager {
    let host: Host

    private static let properties =
        "Id,LoadState,ActiveState,SubState,MainPID,NRestarts,ExecMainStartTimestamp,ActiveEnterTimestamp,UnitFileState,"
        + "Result,ExecMainStatus,Type"

    /// systemctl's answer for each unit, with its times in UTC, to the microsecond where it can (systemd 247 and newer).
    private func show(_ units: [String]) throws(OperationError) -> [[String: String]] {
        let script = """
            properties=$1; shift
            export TZ=UTC LC_ALL=C
            echo "Now=$(date +%s.%N)"; echo
            systemctl show --timestamp=us --no-pager -p "$properties" -- "$@" 2>/dev/null && exit
            exec systemctl show --no-pager -p "$properties" -- "$@"
            """
        let text = try host.run(script: script, [Self.properties] + units, timeout: 30).text
        var blocks: [[String: String]] = [[:]]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                if blocks.last?.isEmpty == false { blocks.append([:]) }
            } else if let equals = line.firstIndex(of: "=") {
                blocks[blocks.count - 1][String(line[..<equals])] = String(line[line.index(after: equals)...])
            }
        }
        let clock = blocks.removeFirst()
        return blocks.filter { !$0.isEmpty }.map { $0.merging(clock) { own, _ in own } }
    }

    func present(_ candidates: [String]) throws(OperationError) -> [ServiceCandidate] {
        try show(candidates.map(Self.unit)).compactMap { block in
            guard block["LoadState"] == "loaded", let id = block["Id"] else { return nil }
            let status = Self.status(block, id)
            return ServiceCandidate(
                name: id, isActive: block["ActiveState"] == "active", isEnabled: status.isEnabled, status: status)
        }
    }

    func list() throws(OperationError) -> [String] {
        let command = ["systemctl", "list-unit-files", "--no-pager", "--no-legend", "--type=service"]
        return try host.run(Command(command, timeout: 30)).lines.compactMap { line in
            line.split(separator: " ").first.map { ServiceNames.split(String($0)).base }
        }.sorted()
    }

    func status(_ unit: String) throws(OperationError) -> ServiceStatus {
        guard let block = try show([unit]).first else {
            throw OperationError(
                .malformed, "status", target: "\(host.name): \(unit)", message: "systemctl said nothing")
        }
        return Self.status(block, unit)
    }

    private static func status(_ block: [String: String], _ unit: String) -> ServiceStatus {
        let pid = Int(block["MainPID"] ?? "").flatMap { $0 > 0 ? $0 : nil }
        return ServiceStatus(
            unit: block["Id"] ?? unit, active: block["ActiveState"] ?? "unknown", sub: block["SubState"] ?? "",
            pid: pid,
            restarts: Int(block["NRestarts"] ?? ""), since: since(block),
            now: Double(block["Now"] ?? "") ?? 0, isEnabled: isEnabled(block),
            result: block["Result"] ?? "", exitStatus: Int(block["ExecMainStatus"] ?? ""),
            isOneShot: block["Type"] == "oneshot")
    }

    func perform(_ verb: String, _ unit: String, timeout: Double) throws(OperationError) -> ServiceAnswer {
        // A unit that failed too often is not started again until that is forgotten.
        let script = """
            date +%s
            [ "$1" = stop ] || systemctl reset-failed "$2" >/dev/null 2>&1
            exec systemctl "$1" "$2"
            """
        let result = try host.run(script: script, [verb, unit], timeout: timeout, check: false)
        return ServiceAnswer(
            isSuccess: result.status == 0, began: result.lines.first.flatMap { Double($0) } ?? 0,
            text: result.errorText.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
    }

    func setEnabled(_ enabled: Bool, _ unit: String) throws(OperationError) {
        _ = try host.run(Command(["systemctl", enabled ? "enable" : "disable", unit], timeout: 60))
    }

    func journal(_ unit: String, lines: Int, since: Double?) throws(OperationError) -> [String] {
        var words = ["journalctl", "-q", "--no-pager", "-o", "short", "-n", String(lines), "-u", unit]
        if let since { words += ["--since", "@\(Int(since))"] }
        // A host without a journal has none: that is no failure.
        return try host.run(Command(words, timeout: 30, check: false)).lines
    }

    private static func unit(_ name: String) -> String {
        // split() gives no type for a service, and the others keep theirs.
        let (base, type) = ServiceNames.split(name)
        return base + (type.isEmpty ? ".service" : type)
    }

    /// When its process was started, as systemd noted it then. Worked out from how long ago that was, it would differ from
    /// call to call, and be wrong after each step of the clock.
    private static func since(_ block: [String: String]) -> Double? {
        let times = ["ExecMainStartTimestamp", "ActiveEnterTimestamp"].lazy.compactMap { block[$0] }
        return times.compactMap(SystemdTime.seconds).first
    }

    private static func isEnabled(_ block: [String: String]) -> Bool {
        ["enabled", "enabled-runtime", "alias", "generated"].contains(block["UnitFileState"] ?? "")
    }
}
