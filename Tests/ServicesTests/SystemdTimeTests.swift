import Testing

@testable import Services

struct SystemdTimeTests {
    @Test(arguments: [
        ("Thu 1970-01-01 00:00:00.000000 UTC", 0),
        ("Tue 2026-11-24 22:03:36.123456 UTC", 1_795_557_816.123456),
        ("Thu 2024-02-29 23:59:59.500000 UTC", 1_709_251_199.5),
        ("Wed 2000-03-01 00:00:00.250000 UTC", 951_868_800.25),
    ])
    func readsMicroseconds(text: String, seconds: Double) throws {
        #expect(abs(try #require(SystemdTime.seconds(text)) - seconds) < 1e-5)
    }

    @Test func takesAWholeSecondAsItsEnd() throws {
        let seconds = try #require(SystemdTime.seconds("Tue 2026-11-24 22:03:36 UTC"))
        #expect(seconds > 1_795_557_816.99 && seconds < 1_795_557_817)
    }

    @Test(arguments: ["", "n/a", "0", "Tue 2026-11-24 22:03:36 CET", "Tue 2026-11 22:03:36 UTC", "a b c UTC"])
    func knowsWhatIsNoTime(text: String) { #expect(SystemdTime.seconds(text) == nil) }
}
