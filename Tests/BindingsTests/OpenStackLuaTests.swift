import Bindings
import Core
import Foundation
import LuaHost
import Testing

private let lab = ProcessInfo.processInfo.environment["CEPHLUA_TEST_LAB"]

private func run(_ text: String) throws -> [LuaValue] {
    let runtime = LuaRuntime(modules: allModules)
    defer { runtime.close() }
    let prelude = #"local openstack = require "openstack"; local rc = "\#(lab ?? "")/admin-openrc"; "#
    return try runtime.run(runtime.load(prelude + text, name: "=test"))
}

@Suite struct OpenStackArgumentTests {
    @Test(arguments: [
        (
            "openstack.connect { clout = 'x' }",
            #"openstack.connect option "clout": no such option (did you mean "cloud"?) (USAGE)"#
        ),
        (
            "openstack.connect { rc = 'x', cloud = 'y' }",
            #"openstack.connect option "rc": it excludes "cloud" and "clouds" (USAGE)"#
        ),
        ("openstack.connect { rc = '/no/rc' }", "read /no/rc: no such file or directory (ENOENT)"),
        (
            "openstack.connect { rc = '/dev/null', auth_url = 'http://127.0.0.1:1', username = 'u', project = 'p' }",
            "read credentials /dev/null: password is missing (EINVAL)"
        ),
    ])
    func wrongArgumentsAreNamed(_ text: String, _ expected: String) throws {
        let values = try run("local ok, err = pcall(function() \(text) end) return ok, tostring(err)")
        guard case .string(let message) = values[1] else {
            Issue.record("no error")
            return
        }
        #expect(message == expected)
    }
}

@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB, the state directory of a lab"), .serialized)
struct OpenStackLuaLabTests {
    @Test func theErrorsOfServicesAreErrorObjects() throws {
        let values = try run(
            """
            local cloud <close> = openstack.connect { rc = rc }
            local function failure(f, ...)
              local ok, err = pcall(f, ...)
              assert(not ok)
              return err
            end
            local err = failure(cloud.images.get, cloud.images, { id = "nope" })
            assert(err.code == "HTTP_404" and err.domain == "http" and err.operation == "GET /v2/images/nope", tostring(err))
            err = failure(cloud.servers.create, cloud.servers, { name = "x", flavor = "1", image = "2", networks = 3 })
            assert(err.code == "USAGE" and err.target == 'option "networks"', tostring(err))
            err = failure(cloud.volumes.create, cloud.volumes, { name = "x", size = 5 })
            assert(err.code == "EINVAL" and err.hint:find "1G", tostring(err))
            err = failure(openstack.connect, { rc = rc, password = "not-this" })
            assert(err.code == "HTTP_401" and not tostring(err):find("not-this", 1, true), tostring(err))
            assert(cloud.images:find "no such image" == nil)
            assert(cloud:request("image", "/v2/schemas/image").body.name == "image")
            cloud:close()
            assert(failure(cloud.images.list, cloud.images).code == "EBADF")
            return "done"
            """)
        guard case .string("done") = values.first else {
            Issue.record("\(values)")
            return
        }
    }

    /// The records have the fields that the stub promises, and no others.
    @Test func recordsAreAsTheStubSays() throws {
        let values = try run(
            """
            local cloud <close> = openstack.connect { rc = rc }
            local name = "cephlua-test-record-\(UInt32.random(in: 0 ... .max))"
            local image = cloud.images:create { name = name, properties = { a = "b" }, min_disk = "1G", tags = { "t" } }
            local flavor = cloud.flavors:create { name = name, memory = "64M", vcpus = 2, disk = "1G" }
            cloud.images:remove(image)
            cloud.flavors:remove(flavor)
            assert(image.min_disk == 1 << 30 and image.properties.a == "b" and image.tags[1] == "t")
            assert(flavor.memory == 64 << 20 and flavor.vcpus == 2 and flavor.disk == 1 << 30 and flavor.public)
            return image, flavor, cloud.servers:services()[1], cloud.volumes:services()[1]
            """)
        let stub = try Stub("openstack")
        for (value, type) in zip(values, ["Image", "Flavor", "Service", "Service"]) {
            guard case .table(let table) = value else {
                Issue.record("\(type) is no record")
                continue
            }
            let declared = try #require(stub.fields["openstack.\(type)"])
            #expect(Set(table.fields.keys).subtracting(declared).isEmpty, "\(type)")
        }
    }
}
