internal import Core
internal import Hosts

/// Services under SysV init: scripts in /etc/init.d, and what they tell.
struct SysV: ServiceManager {
    let host: Host

    func present(_ candidates: [String]) throws(OperationError) -> [ServiceCandidate] {
        let script = """
            for name; do
                [ -x "/etc/init.d/$name" ] || continue
                on=0; for link in /etc/rc[2345].d/S??"$name"; do [ -e "$link" ] && on=1; done
                up=0; service "$name" status </dev/null >/dev/null 2>&1 && up=1
                echo "$name $up $on"
            done
            """
        return try host.run(script: script, candidates, timeout: 60).lines.compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3 else { return nil }
            return ServiceCandidate(name: String(words[0]), isActive: words[1] == "1", isEnabled: words[2] == "1")
        }
    }

    func list() throws(OperationError) -> [String] {
        let script =
            "cd /etc/init.d 2>/dev/null || exit 0; for name in *; do [ -x \"$name\" ] && echo \"$name\"; done; :"
        return try host.run(script: script).lines.sorted()
    }

    func status(_ unit: String) throws(OperationError) -> ServiceStatus {
        // A script's pid file is where daemons of that age put it. When its process was started stands in /proc, in ticks
        // since boot, after the name in parentheses, which may have spaces in it.
        let script = """
            on=0; for link in /etc/rc[2345].d/S??"$1"; do [ -e "$link" ] && on=1; done
            service "$1" status </dev/null >/dev/null 2>&1
            code=$?
            pid= since= ticks=
            for file in "/run/$1.pid" "/run/$1/$1.pid" /run/*/"$1.pid" /run/*/pid/"$1.pid"; do
                [ -f "$file" ] && read -r pid _ <"$file" && [ -d "/proc/$pid" ] && break
                pid=
            done
            [ -n "$pid" ] && ticks=$(sed 's/.*) //' "/proc/$pid/stat" | cut -d " " -f 20)
            read -r uptime _ </proc/uptime
            now=$(date +%s.%N)
            if [ -n "$ticks" ]; then
                numbers="$now $uptime $ticks $(getconf CLK_TCK)"
                since=$(echo "$numbers" | awk '{ printf "%.2f", $1 - $2 + $3 / $4 }')
            fi
            echo "$code ${pid:-0} ${since:-0} $now $on"
            """
        let numbers = try host.run(script: script, [unit], timeout: 60).text.split(whereSeparator: \.isWhitespace)
            .compactMap { Double($0) }
        guard numbers.count == 5 else {
            throw OperationError(.malformed, "status", target: "\(host.name): \(unit)", message: "cannot be worked out")
        }
        // LSB: 0 runs, 1 and 2 dead with a pid file or lock left, 3 does not run.
        let isUp = numbers[0] == 0
        return ServiceStatus(
            unit: unit, active: isUp ? "active" : numbers[0] == 3 ? "inactive" : "failed",
            sub: isUp ? "running" : "dead",
            pid: isUp && numbers[1] > 0 ? Int(numbers[1]) : nil, restarts: nil,
            since: isUp && numbers[2] > 0 ? numbers[2] : nil, now: numbers[3],
            isEnabled: numbers[4] == 1,
            result: isUp ? "success" : "", exitStatus: nil, isOneShot: false)
    }

    func perform(_ verb: String, _ unit: String, timeout: Double) throws(OperationError) -> ServiceAnswer {
        // The daemon keeps what the script had for output: given a pipe, its reader would wait for the daemon's end.
        let script = """
            date +%s
            log=$(mktemp) || exit 1
            trap 'rm -f "$log"' EXIT
            service "$2" "$1" </dev/null >"$log" 2>&1
            code=$?
            cat "$log" >&2
            exit $code
            """
        let result = try host.run(script: script, [verb, unit], timeout: timeout, check: false)
        return ServiceAnswer(
            isSuccess: result.status == 0, began: result.lines.first.flatMap { Double($0) } ?? 0,
            text: result.errorText.split(whereSeparator: \.isNewline).last.map(String.init) ?? "")
    }

    func setEnabled(_ enabled: Bool, _ unit: String) throws(OperationError) {
        let script = """
            if command -v update-rc.d >/dev/null 2>&1; then
                [ "$2" = 1 ] && update-rc.d "$1" defaults >/dev/null
                update-rc.d "$1" "$([ "$2" = 1 ] && echo enable || echo disable)"
            else
                chkconfig "$1" "$([ "$2" = 1 ] && echo on || echo off)"
            fi
            """
        _ = try host.run(script: script, [unit, enabled ? "1" : "0"])
    }

    func journal(_ unit: String, lines: Int, since: Double?) -> [String] { [] }
}
