import Core
import Glibc
import Testing

@testable import OpenStack

/// Where a lab's state is; nil when there is none, and then these tests are skipped, which the runner says.
private let lab = getenv("CEPHLUA_TEST_LAB").map { String(cString: $0) }

/// Against the real services of a lab (`CEPHLUA_TEST_LAB`: its state directory). All they make has this prefix.
@Suite(.enabled(if: lab != nil, "needs CEPHLUA_TEST_LAB"), .serialized, .timeLimit(.minutes(5))) struct LabTests {
    private static let prefix = "cephlua-test-openstack-\(getpid())"

    private func session() throws -> Session { try Session(.rc(lab! + "/admin-openrc")) }

    /// 8 MiB whose boot sector writes one line to the serial port and halts.
    private func guest() -> [UInt8] {
        let code: [UInt8] = [
            0x31, 0xc0, 0x8e, 0xd8,  // ds = 0
            0xbe, 0x15, 0x7c, 0xba, 0xf8, 0x03,  // si = the text, dx = COM1
            0xac, 0x84, 0xc0, 0x74, 0x03, 0xee, 0xeb, 0xf8,  // write until the 0
            0xf4, 0xeb, 0xfd,  // halt
        ]
        var image = code + Array("the guest has booted\r\n\0".utf8)
        image += [UInt8](repeating: 0, count: 510 - image.count) + [0x55, 0xaa]
        return image + [UInt8](repeating: 0, count: (8 << 20) - 512)
    }

    @Test func signingInGivesTheCatalogue() throws {
        let session = try session()
        #expect(session.projectName == "admin")
        #expect(session.projectID.count == 32)
        #expect(session.findEndpoint("volume") == session.findEndpoint("block-storage"))
        #expect(try session.endpoint("image").hasPrefix("http"))
        let error = failure { () throws(OperationError) in _ = try session.endpoint("no-such-service") }
        #expect(error?.code == .notFound)
        #expect(error?.hint?.contains("compute") == true)
    }

    @Test func aWrongPasswordIsSaidWithoutIt() throws {
        let error = failure { () throws(OperationError) in
            _ = try Session(.rc(lab! + "/admin-openrc", overrides: ["password": "wrong-hush"]))
        }
        #expect(error?.code == .http(401))
        #expect(error?.operation == "POST /v3/auth/tokens")
        #expect(error?.hint?.contains("admin-openrc") == true)
        #expect(error.map { "\($0)" }?.contains("hush") == false)
    }

    @Test func anAddressThatIsNotKeystonesIsSaidSo() throws {
        let glance = try session().endpoint("image")
        let error = failure { () throws(OperationError) in
            _ = try Session(.rc(lab! + "/admin-openrc", overrides: ["auth_url": glance]), timeout: 10)
        }
        #expect(error?.hint?.contains("Keystone's address") == true)
    }

    @Test func aTokenThatIsNotTakenAnyMoreIsRenewed() throws {
        let session = try session()
        let token = try session.token(for: 1, .never)
        let url = try session.url("identity", "/v3/auth/tokens")
        var revoke = HTTPRequest("DELETE", url, deadline: Deadline(in: 20))
        revoke.token = token
        revoke.headers["X-Subject-Token"] = token.revealed
        #expect(try session.client.send(revoke).status == 204)
        let answer = try session.request("identity", "GET", "/v3/users?name=glance")
        #expect(answer.body["users"]?.array?.count == 1)
        #expect(try session.token(for: 1, .never) != token)
    }

    @Test func aClosedSessionSaysSo() throws {
        let session = try session()
        session.close()
        session.close()
        #expect(failure { () throws(OperationError) in _ = try session.images.list() }?.code == .closed)
    }

    @Test func servicesReport() throws {
        let session = try session()
        let compute = try session.servers.services()
        #expect(compute.contains { $0.binary == "nova-compute" && $0.isUp && $0.isEnabled })
        #expect(try session.volumes.services().contains { $0.binary == "cinder-scheduler" })
    }

    @Test func anImageGoesUpAndDownAgain() throws {
        let session = try session()
        let content = guest()
        let file = TemporaryFile(content)
        var new = NewImage(name: Self.prefix + "-image")
        new.file = file.path
        new.properties["hw_disk_bus"] = "virtio"
        new.tags = ["test"]
        let image = try session.images.create(new, Deadline(in: 120))
        defer { try? session.images.remove(image.id) }
        #expect(image.status == "active")
        #expect(image.size == Int64(content.count))
        #expect(image.properties["hw_disk_bus"]?.string == "virtio")
        #expect(image.tags == ["test"])
        #expect(try session.images.find(image.name!)?.id == image.id)
        let again = failure { () throws(OperationError) in
            _ = try session.images.upload(image.id, file: file.path, Deadline(in: 60))
        }
        #expect(again?.code == .http(409))

        let copy = TemporaryFile()
        #expect(try session.images.download(image.id, to: copy.path, Deadline(in: 60)) == Int64(content.count))
        var bytes = [UInt8](repeating: 0, count: content.count)
        let read = fopen(copy.path, "r")
        #expect(fread(&bytes, 1, bytes.count, read) == content.count)
        fclose(read)
        let isSame = bytes == content
        #expect(isSame)

        try session.images.remove(image.id, Deadline(in: 60))
        #expect(try session.images.find(image.name!) == nil)
        #expect(failure { () throws(OperationError) in _ = try session.images.get(image.id) }?.code == .http(404))
    }

    @Test func anImageWhoseUploadIsCancelledIsRemoved() throws {
        let session = try session()
        let file = TemporaryFile()
        truncate(file.path, 4 << 30)
        var new = NewImage(name: Self.prefix + "-cancelled")
        new.file = file.path
        let cancellation = Cancellation()
        spawn {
            usleep(700_000)
            cancellation.cancel()
        }
        let error = Cancellation.$current.withValue(cancellation) {
            failure { () throws(OperationError) in _ = try session.images.create(new, Deadline(in: 120)) }
        }
        #expect(error?.code == .cancelled)
        #expect(error?.details == nil)
        #expect(try session.images.list(name: new.name).isEmpty)
    }

    @Test func listsAreWholeThoughTheyComeInPages() throws {
        let session = try session()
        let name = Self.prefix + "-page"
        var ids: [String] = []
        defer { for id in ids { try? session.images.remove(id) } }
        // Glance gives 25 at a time unless it is told otherwise.
        for _ in 0..<27 { ids.append(try session.images.create(NewImage(name: name), .never).id) }
        #expect(Set(try session.images.list(name: name).map(\.id)) == Set(ids))
        let error = failure { () throws(OperationError) in _ = try session.images.find(name) }
        #expect(error?.code == .conflict)
    }

    @Test func flavorsComeAndGo() throws {
        let session = try session()
        var new = NewFlavor(name: Self.prefix + "-flavor", memory: 64 << 20)
        new.memory += 1
        #expect(failure { () throws(OperationError) in _ = try session.flavors.create(new) }?.code == .invalid)
        new.memory -= 1
        let flavor = try session.flavors.create(new)
        defer { try? session.flavors.remove(flavor.id) }
        #expect(flavor.memory == 64 << 20)
        #expect(flavor.id.count == 36)
        #expect(try session.flavors.find(new.name)?.id == flavor.id)
        #expect(failure { () throws(OperationError) in _ = try session.flavors.create(new) }?.code == .http(409))
        try session.flavors.remove(flavor.id)
        #expect(try session.flavors.find(new.name) == nil)
    }

    @Test func aServerBootsFromAnImage() throws {
        let session = try session()
        let file = TemporaryFile(guest())
        var newImage = NewImage(name: Self.prefix + "-guest")
        newImage.file = file.path
        let image = try session.images.create(newImage, Deadline(in: 120))
        defer { try? session.images.remove(image.id) }
        let flavor = try session.flavors.create(NewFlavor(name: Self.prefix + "-tiny", memory: 64 << 20))
        defer { try? session.flavors.remove(flavor.id) }
        var new = NewServer(name: Self.prefix + "-server.1", flavor: flavor.id)
        #expect(failure { () throws(OperationError) in _ = try session.servers.create(new, nil) }?.code == .invalid)
        new.image = image.id
        new.networks = .none
        let server = try session.servers.create(new, Deadline(in: 120))
        defer { try? session.servers.remove(server.id, nil) }
        #expect(server.status == "ACTIVE")
        #expect(server.host != nil)
        #expect(server.instance?.hasPrefix("instance-") == true)
        #expect(server.image == image.id)
        #expect(server.flavor == flavor.id)
        #expect(try session.servers.find(new.name)?.id == server.id)
        let text = "the guest has booted"
        #expect(try session.servers.waitForConsole(server.id, text: text, Deadline(in: 60)).contains(text))
        let silence = failure { () throws(OperationError) in
            _ = try session.servers.waitForConsole(server.id, text: "never said", Deadline(in: 1))
        }
        #expect(silence?.code == .timedOut)
        #expect(silence?.details?.contains(text) == true)
        try session.servers.stop(server.id, Deadline(in: 120))
        #expect(failure { () throws(OperationError) in try session.servers.stop(server.id, nil) }?.code == .http(409))
        try session.servers.start(server.id, Deadline(in: 60))
        try session.servers.remove(server.id, Deadline(in: 120))
        #expect(try session.servers.find(new.name) == nil)
    }

    @Test func aServerThatCannotBePlacedSaysWhy() throws {
        let session = try session()
        let file = TemporaryFile(guest())
        var newImage = NewImage(name: Self.prefix + "-unplaced")
        newImage.file = file.path
        let image = try session.images.create(newImage, Deadline(in: 120))
        defer { try? session.images.remove(image.id) }
        let flavor = try session.flavors.create(NewFlavor(name: Self.prefix + "-giant", memory: 1 << 45))
        defer { try? session.flavors.remove(flavor.id) }
        var new = NewServer(name: Self.prefix + "-unplaced", flavor: flavor.id)
        new.image = image.id
        new.networks = .none
        let error = failure { () throws(OperationError) in _ = try session.servers.create(new, Deadline(in: 60)) }
        #expect(error?.code == .badState || error?.code == .http(403))
        if error?.code == .badState {
            #expect(error?.message.contains("No valid host was found") == true)
            #expect(error?.target.contains(new.name) == true)
        }
        if let server = try session.servers.find(new.name) { try session.servers.remove(server.id, Deadline(in: 60)) }
    }

    @Test func aVolumeIsMadeOrSaysWhyNot() throws {
        let session = try session()
        var new = NewVolume(name: Self.prefix + "-volume")
        new.size = 1000
        #expect(failure { () throws(OperationError) in _ = try session.volumes.create(new, nil) }?.code == .invalid)
        new.size = 1 << 30
        let hasBackend = try session.volumes.services().contains { $0.binary == "cinder-volume" && $0.isUp }
        defer { if let volume = try? session.volumes.find(new.name) { try? session.volumes.remove(volume.id, nil) } }
        if hasBackend {
            try volumeLife(session, new)
        } else {
            let error = failure { () throws(OperationError) in _ = try session.volumes.create(new, Deadline(in: 60)) }
            #expect(error?.code == .badState)
            #expect(error?.message.contains("No valid backend") == true || error?.message.contains("weighted") == true)
            let volume = try #require(try session.volumes.find(new.name))
            try session.volumes.remove(volume.id, Deadline(in: 60))
            #expect(try session.volumes.find(new.name) == nil)
        }
    }

    private func volumeLife(_ session: Session, _ new: NewVolume) throws {
        let volume = try session.volumes.create(new, Deadline(in: 60))
        #expect(volume.size == 1 << 30)
        let name = Self.prefix + "-snapshot"
        let snapshot = try session.snapshots.create(volume: volume.id, name: name, Deadline(in: 60))
        #expect(try session.snapshots.find(name)?.volume == volume.id)
        let error = failure { () throws(OperationError) in try session.volumes.remove(volume.id, nil) }
        #expect(error?.code == .http(400))
        var copy = NewVolume(name: Self.prefix + "-copy")
        copy.snapshot = snapshot.id
        let copied = try session.volumes.create(copy, Deadline(in: 60))
        #expect(copied.snapshot == snapshot.id)
        try session.volumes.remove(copied.id, Deadline(in: 60))
        try session.snapshots.remove(snapshot.id, Deadline(in: 60))
        try session.volumes.remove(volume.id, Deadline(in: 60))
    }
}
