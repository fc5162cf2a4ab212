import Core
import Foundation
import Hosts

@testable import Services

/// Foundation has a Host too.
typealias Host = Hosts.Host

/// The error that a body throws, if it is one of ours.
func failure(_ body: () throws -> Void) -> OperationError? {
    do { try body() } catch let error as OperationError { return error } catch { return nil }
    return nil
}

/// A host with systemd: live tests run when `CEPHLUA_TEST_LAB` names a lab's state directory, and are skipped otherwise.
enum Lab {
    static let directory = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]
    static let isThere = directory != nil

    static func connect(_ name: String) throws -> Host {
        var options = SSHOptions()
        options.configuration = "\(directory ?? "")/ssh/config"
        return try Host.connect(name, options)
    }
}

/// A unit of the tests' own on a lab host, gone after the body.
func withUnit<R>(_ host: Host, _ name: String, _ text: String, _ body: () throws -> R) throws -> R {
    let path = "/run/systemd/system/\(name).service"
    _ = try host.write(path, FileContent(text))
    defer {
        _ = try? host.run(Command(["systemctl", "disable", "--now", name], check: false))
        _ = try? host.remove(path)
        _ = try? host.run(Command(["systemctl", "daemon-reload"]))
        _ = try? host.run(Command(["systemctl", "reset-failed", name], check: false))
    }
    _ = try host.run(Command(["systemctl", "daemon-reload"]))
    return try body()
}

/// An init script of the tests' own on this machine, gone after the body. Its daemon keeps the script's output open, as
/// careless daemons do.
func withScript<R>(_ name: String, daemon: String, _ body: () throws -> R) throws -> R {
    let host = Host.here()
    let path = "/etc/init.d/\(name)"
    let text = """
        #!/bin/sh
        ### BEGIN INIT INFO
        # Provides:          \(name)
        # Required-Start:
        # Required-Stop:
        # Default-Start:     2 3 4 5
        # Default-Stop:      0 1 6
        # Short-Description: a test
        ### END INIT INFO
        pidfile=/run/\(name).pid
        alive() { [ -f $pidfile ] && [ -d "/proc/$(cat $pidfile)" ] && ! grep -q ') Z' "/proc/$(cat $pidfile)/stat"; }
        stop() { alive && kill -9 "$(cat $pidfile)"; rm -f $pidfile; }
        start() { alive || { setsid sh -c '\(daemon)' & echo $! >$pidfile; }; }
        case $1 in
            start) start ;;
            stop) stop ;;
            restart) stop; start ;;
            status) if alive; then exit 0; elif [ -f $pidfile ]; then exit 1; else exit 3; fi ;;
        esac
        """
    _ = try host.write(path, FileContent(text), FileAttributes(mode: 0o755))
    defer {
        _ = try? host.run(Command(["service", name, "stop"], timeout: 10, check: false))
        _ = try? host.run(script: "rm -f /etc/init.d/\"$1\" /etc/rc?.d/[SK]??\"$1\" /run/\"$1\".pid", [name])
    }
    return try body()
}

/// This machine, where SysV runs it.
enum SysVHost {
    static let canRun =
        getuid() == 0 && access("/run/systemd/system", F_OK) != 0 && LocalProcess.find("service") != nil
        && access("/etc/init.d", W_OK) == 0
}
