import Core
import Testing

@Suite struct SHA256Tests {
    @Test func digestsAsOthersDo() throws {
        #expect(
            try SHA256().finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let digest = try SHA256()
        digest.update("a")
        digest.update("bc")
        #expect(digest.finish() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
