import Core
import Glibc
import Testing

@testable import OpenStack

@Suite struct CredentialsTests {
    @Test func rcFilesAreReadAsAShellReadsThem() throws {
        let file = try RCFile(
            parsing: #"""
                #!/usr/bin/env bash
                # a comment with OS_PASSWORD=wrong
                unset OS_TENANT_ID
                export OS_USERNAME=admin
                export OS_PASSWORD='a "b" $c #d'
                OS_PROJECT_NAME="two words"   # comment
                export OS_AUTH_URL=http://${HOST_OF_KEYSTONE}:5000/v3
                export NAME=x; export OS_REGION_NAME="$NAME-\"1\"\n"
                export OS_CACERT=a\ b
                if [ -z "$OS_X" ]; then unset OS_X; fi
                """#, path: "rc")
        #expect(file.settings["username"] == "admin")
        #expect(file.settings["password"] == #"a "b" $c #d"#)
        #expect(file.settings["project_name"] == "two words")
        #expect(file.settings["cacert"] == "a b")
        #expect(file.settings["auth_url"] == nil)
        #expect(file.unresolved["auth_url"] == "HOST_OF_KEYSTONE")
        #expect(file.settings["x"] == nil)
    }

    /// To Swift "\r\n" is one character: such a file was once a single line.
    @Test func rcFilesThatWindowsHandsWroteAreRead() throws {
        let file = try RCFile(parsing: "export OS_USERNAME=admin\r\nexport OS_PASSWORD=x\r\n", path: "rc")
        #expect(file.settings["username"] == "admin")
        #expect(file.settings["password"] == "x")
    }

    @Test func variablesOfTheFileAreExpanded() throws {
        let file = try RCFile(parsing: "H=host\nexport OS_AUTH_URL=\"http://$H:5000/${H}/$\"\r\n", path: "rc")
        #expect(file.settings["auth_url"] == "http://host:5000/host/$")
    }

    @Test(arguments: ["$(pass show os)", "`pass`", "\"${X:-y}\""]) func whatACommandPrintsIsRefused(_ value: String) {
        let error = failure { () throws(OperationError) in
            _ = try RCFile(parsing: "A=1\nexport OS_PASSWORD=\(value)", path: "/root/rc")
        }
        #expect(error?.code == .malformed)
        #expect(error?.target == "/root/rc:2")
    }

    @Test func aMissingQuoteIsSaidWithItsLine() {
        let error = failure { () throws(OperationError) in _ = try RCFile(parsing: "\nOS_PASSWORD='hush", path: "rc") }
        #expect(error?.target == "rc:2")
        #expect(error?.description.contains("hush") == false)
    }

    /// Horizon's files ask for the password on the terminal.
    @Test func aPasswordThatTheFileAsksForIsNamed() throws {
        let file = TemporaryFile(
            Array(
                """
                export OS_AUTH_URL=http://c:5000
                export OS_USERNAME=u
                export OS_PROJECT_NAME=p
                read -sr OS_PASSWORD_INPUT
                export OS_PASSWORD=$OS_PASSWORD_INPUT
                """.utf8))
        let error = failure { () throws(OperationError) in _ = try Credentials.rc(file.path) }
        #expect(error?.code == .invalid)
        #expect(error?.message == "OS_PASSWORD is the value of $OS_PASSWORD_INPUT, which is not set")
        let given = try Credentials.rc(file.path, overrides: ["password": "s"])
        guard case .password(_, let password) = given.identity else { throw OperationError(.internal, "", target: "") }
        #expect(password.revealed == "s")
    }

    @Test func cloudsAreReadWithTheirSecretsAndAnchors() throws {
        var file = try CloudsFile(
            parsing: """
                x: &defaults
                  region_name: one
                  auth: &auth {auth_url: "http://c:5000/v3", project_name: p}
                clouds:
                  a:
                    <<: *defaults
                    auth:
                      <<: *auth
                      username: admin
                      password: 0123
                    verify: false
                    region_name: two
                  b: {auth: {username: x, password: ~}}
                """.utf8, path: "clouds.yaml")
        file.merge(try CloudsFile(parsing: "clouds: {b: {auth: {password: hush}}}".utf8, path: "secure.yaml"))
        let a = try #require(file.clouds["a"])
        #expect(a["password"] == "0123")
        #expect(a["region_name"] == "two")
        #expect(a["auth_url"] == "http://c:5000/v3")
        #expect(file.clouds["b"]?["password"] == "hush")
        let credentials = try Credentials(settings: a, source: "t")
        #expect(!credentials.isVerified)
        #expect(credentials.project?.domainName == "Default")
    }

    @Test(arguments: ["clouds:\n  a: [1", "clouds: {a: *nothing}", "a: &a\n  b: *a\nclouds: *a"])
    func yamlThatIsNoneIsRefused(_ text: String) {
        let error = failure { () throws(OperationError) in _ = try CloudsFile(parsing: text.utf8, path: "c.yaml") }
        #expect(error?.code == .malformed)
        #expect(error?.target.hasPrefix("c.yaml") == true)
    }

    @Test func aCloudIsFoundByNameOrBeingTheOnlyOne() throws {
        let settings = "auth: {auth_url: http://c:5000, username: u, password: p, project_name: q}"
        let one = TemporaryFile(Array("clouds: {only: {\(settings)}}".utf8))
        #expect(try Credentials.cloud(nil, path: one.path).source == "cloud only of \(one.path)")
        let error = failure { () throws(OperationError) in _ = try Credentials.cloud("onyl", path: one.path) }
        #expect(error?.code == .notFound)
        #expect(error?.hint == "It has: only.")
        #expect(failure { () throws(OperationError) in _ = try Credentials.cloud("x", path: "/no") }?.code == .notFound)
    }

    @Test func whatIsMissingIsNamed() {
        let error = failure { () throws(OperationError) in
            _ = try Credentials(
                settings: ["auth_url": "http://c", "username": "u", "password": ""], source: "/root/rc")
        }
        #expect(error?.description == "read credentials /root/rc: password is missing (EINVAL)")
    }

    @Test func theRequestHasTheScopeAndThePasswordIsNotShown() throws {
        var settings = ["auth_url": "http://c", "username": "u", "password": "hush", "project_id": "42"]
        settings["endpoint_type"] = "internalURL"
        let credentials = try Credentials(settings: settings, source: "t")
        #expect(credentials.interface == "internal")
        #expect(credentials.request["auth"]?["scope"]?["project"]?["id"]?.string == "42")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!dumped.contains("hush"))
        settings["application_credential_secret"] = "s"
        settings["application_credential_id"] = "i"
        let application = try Credentials(settings: settings, source: "t").request["auth"]
        #expect(application?["scope"] == nil)
        #expect(application?["identity"]?["methods"]?.array == ["application_credential"])
    }
}
