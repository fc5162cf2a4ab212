import Core
import Foundation
import Hosts
import Testing

@testable import Services

/// On this machine itself, where it is not systemd's: containers of CI are like that.
@Suite(.serialized, .enabled(if: SysVHost.canRun, "needs root, no systemd and /usr/sbin/service"))
struct SysVTests {
    private let name = "cephlua-test-\(UInt32.random(in: 0...99999))"
    private let host = Host.here()

    @Test func startsRestartsAndStops() throws {
        try withScript(name, daemon: "exec sleep 600") {
            let service = try Service.get(name, on: host)
            #expect(service.unit == name)
            #expect(try service.status().active == "inactive")
            #expect(try service.start(Readiness(settle: 0.5)))
            let first = try service.status()
            #expect(first.isActive)
            let age = try Date().timeIntervalSince1970 - #require(first.since)
            #expect(age > -2 && age < 60)
            #expect(try service.restart(Readiness(settle: 0.5)) > 0)
            #expect(try service.status().pid != first.pid)
            #expect(try service.stop())
            #expect(try service.stop() == false)
            #expect(try Service.list(on: host).contains(name))
        }
        #expect(try Service.find(name, on: host) == nil)
    }

    @Test func seesAServiceThatDiesThreeSecondsLater() throws {
        let log = "/var/log/\(name).log"
        defer { _ = try? host.remove(log) }
        try withScript(name, daemon: "sleep 3; echo giving up >\(log); exit 1") {
            let service = try Service.get(name, on: host)
            let error = failure { _ = try service.restart() }
            #expect(error?.code == .serviceFailed)
            #expect(error?.details?.contains("giving up") == true)
        }
    }

    @Test(.enabled(if: LocalProcess.find("update-rc.d") != nil, "needs update-rc.d"))
    func startsAtBoot() throws {
        try withScript(name, daemon: "exec sleep 600") {
            let service = try Service.get(name, on: host)
            #expect(try service.status().isEnabled == false)
            #expect(try service.enable())
            #expect(try service.enable() == false)
            #expect(try service.disable())
            #expect(try service.status().isEnabled == false)
        }
    }
}
