import Core
import Testing

@testable import Virt

/// libvirt's own test driver: a real library, a hypervisor that is not.
struct TestDriverTests {
    @Test func tellsWhatItIs() throws {
        let connection = try Connection("test:///default", timeout: 10)
        let version = try connection.version()
        #expect(version.driver == "TEST")
        #expect(version.library == version.client)
        #expect(version.client.split(separator: ".").count == 3)
        #expect(try !connection.hostname().isEmpty)
        #expect(try connection.capabilities().contains("<capabilities>"))
    }

    @Test func findsDomains() throws {
        let connection = try Connection("test:///default", timeout: 10)
        let domain = try #require(try connection.findDomain("test"))
        #expect(try connection.domains().map(\.name) == ["test"])
        #expect(try connection.findDomain(domain.uuid)?.name == "test")
        #expect(try connection.findDomain("no such domain") == nil)
        #expect(try connection.findDomain("6695eb01-f6a4-8304-79aa-97f2502e1930") == nil)
        #expect(domain.id == 1)
        #expect(try domain.state().name == "running")
        #expect(try domain.xml().contains("<name>test</name>"))
        #expect(try domain.disks().allSatisfy { $0.protocolName == nil })
        #expect(try domain.consoleFile() == nil)
    }

    @Test func saysWhatADriverCannot() throws {
        let connection = try Connection("test:///default", timeout: 10)
        let error = try #require(throws: OperationError.self) { try connection.secrets() }
        #expect(error.code.name == "VIR_ERR_NO_SUPPORT" && error.code.domain == "libvirt")
        #expect(error.operation == "virConnectListAllSecrets" && error.target == "test:///default")
    }

    @Test func refusesWhatIsClosed() throws {
        let connection = try Connection("test:///default", timeout: 10)
        let domain = try #require(try connection.findDomain("test"))
        connection.close()
        connection.close()
        #expect(connection.isClosed)
        #expect(throws: OperationError.self) { try connection.hostname() }
        let error = try #require(throws: OperationError.self) { try domain.state() }
        #expect(error.code == .closed)
    }

    @Test func keepsThreadsApart() async throws {
        // libvirt keeps the last error per thread: every failure must be its own.
        let connection = try Connection("test:///default", timeout: 10)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { () throws in
                    if number.isMultiple(of: 2) {
                        #expect(try connection.findDomain("nobody-\(number)") == nil)
                    } else {
                        let error = #expect(throws: OperationError.self) { try connection.secrets() }
                        #expect(error?.code.name == "VIR_ERR_NO_SUPPORT")
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func namesUnknownDriversAndMissingSockets() throws {
        let driver = try #require(throws: OperationError.self) { try Connection("nosuch:///system", timeout: 10) }
        #expect(driver.code.domain == "libvirt" && driver.target == "nosuch:///system")
        let socket = try #require(throws: OperationError.self) {
            try Connection("qemu:///system?socket=/nonexistent/sock", timeout: 10)
        }
        #expect(socket.message.contains("/nonexistent/sock") && socket.hint?.contains("libvirtd") == true)
    }
}
