import Core
import Hosts
import Testing

@testable import Services

@Suite(.serialized, .enabled(if: Lab.isThere, "needs a lab: set CEPHLUA_TEST_LAB"))
struct SystemdTests {
    private let host: Host

    init() throws { host = try Lab.connect("remote") }

    @Test func restartsAndWaitsUntilItIsUp() throws {
        let text = "[Service]\nExecStart=/usr/bin/python3 -m http.server 18080\n[Install]\nWantedBy=multi-user.target\n"
        try withUnit(host, "openstack-cephlua-up", text) {
            let service = try Service.get("cephlua-up", on: host)
            #expect(service.unit == "openstack-cephlua-up.service")
            #expect(try service.status().active == "inactive")
            #expect(try service.restart(Readiness(port: 18080, settle: 1)) >= 1)
            let first = try service.status()
            #expect(first.isActive)
            let now = Double(try host.run(Command(["date", "+%s"])).lines[0])!
            #expect(abs(try #require(first.since) - now) < 10)
            #expect(try service.start(Readiness(settle: 0.1)) == false)
            #expect(try service.restart(Readiness(settle: 0.5)) < 10)
            #expect(try service.status().pid != first.pid)
            #expect(try service.enable())
            #expect(try service.enable() == false)
            #expect(try service.disable())
            #expect(try service.stop())
            #expect(try service.stop() == false)
            #expect(try Service.list(on: host).contains("openstack-cephlua-up"))
        }
        #expect(try Service.find("cephlua-up", on: host) == nil)
    }

    /// Once worked out from whole seconds, which made a service look older than a file written shortly before its start, in
    /// some calls and not in others.
    @Test func knowsWhenItStartedToAFractionOfASecond() throws {
        try withUnit(host, "cephlua-since", "[Service]\nExecStart=/bin/sleep 600\n") {
            let service = try Service.get("cephlua-since", on: host)
            for _ in 1...5 {
                _ = try host.run(Command(["sleep", "0.27"]))
                _ = try host.write("/run/cephlua-since", FileContent(""))
                let file = try #require(try host.status("/run/cephlua-since"))
                _ = try service.restart(Readiness(settle: 0.1))
                let since = try #require(try service.status().since)
                #expect(since > file.modified)
                #expect(try service.status().since == since)
                _ = try host.remove("/run/cephlua-since")
            }
        }
    }

    @Test(arguments: ["no", "on-failure", "always"])
    func seesAServiceThatDiesThreeSecondsLater(restart: String) throws {
        let text = """
            [Service]
            ExecStart=/bin/sh -c 'echo coming up; sleep 3; echo giving up; exit 7'
            Restart=\(restart)
            """
        try withUnit(host, "cephlua-dies", text) {
            let service = try Service.get("cephlua-dies", on: host)
            let error = failure { _ = try service.restart() }
            #expect(error?.code == .serviceFailed)
            #expect(error?.target == "remote: cephlua-dies.service")
            #expect(error?.details?.contains("giving up") == true)
        }
    }

    @Test func seesAServiceThatNeverStarts() throws {
        try withUnit(host, "cephlua-never", "[Service]\nType=notify\nExecStart=/bin/false\n") {
            let error = failure { _ = try Service.get("cephlua-never", on: host).restart() }
            #expect(error?.code == .serviceFailed)
        }
    }

    @Test func seesASilentPort() throws {
        try withUnit(host, "cephlua-deaf", "[Service]\nExecStart=/bin/sleep 600\n") {
            let service = try Service.get("cephlua-deaf", on: host)
            let error = failure { _ = try service.restart(Readiness(port: 18089, settle: 0.5, timeout: 3)) }
            #expect(error?.code == .timedOut)
            #expect(error?.message == "runs, but port 18089 does not answer after 3 s")
        }
    }

    @Test func startsWhatFailedTooOften() throws {
        // systemd refuses a unit that failed five times within ten seconds, until that is forgotten.
        let text = "[Service]\nExecStart=/bin/sh -c '[ -e /run/cephlua-ok ] && exec sleep 600; exit 1'\n"
        try withUnit(host, "cephlua-often", text) {
            defer { _ = try? host.remove("/run/cephlua-ok") }
            _ = try host.remove("/run/cephlua-ok")
            let again = "for i in 1 2 3 4 5 6 7; do systemctl start cephlua-often; sleep 0.2; done; :"
            _ = try host.run(script: again)
            _ = try host.write("/run/cephlua-ok", FileContent(""))
            #expect(try Service.get("cephlua-often", on: host).restart(Readiness(settle: 0.5)) > 0)
        }
    }

    @Test func takesOneThatDoesItsWorkAndEnds() throws {
        try withUnit(host, "cephlua-once", "[Service]\nType=oneshot\nExecStart=/bin/true\n") {
            let seconds = try Service.get("cephlua-once", on: host).restart()
            #expect(seconds < 5)
        }
    }

    @Test func namesWhatItLookedFor() throws {
        let error = failure { _ = try Service.get("no-such-api", on: host) }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("openstack-no-such-api") == true)
        #expect(failure { _ = try Service.get("../x", on: host) }?.code == .invalid)
    }
}
