import Testing

@testable import RBD

/// Which points are kept, without a cluster.
@Suite struct BackupRetentionTests {
    // A Sunday, a Monday, and so on.
    private let points = [
        "20261122T020000Z", "20261123T020000Z", "20261123T140000Z", "20261124T020000Z", "20261125T020000Z",
        "20261125T030000Z",
    ]

    private func kept(_ retention: Retention) -> [Int] {
        let expired = Set(retention.expired(points))
        return points.indices.filter { !expired.contains(points[$0]) }
    }

    @Test func eachRuleKeepsItsOwn() {
        #expect(kept(Retention(last: 2)) == [4, 5])
        #expect(kept(Retention(daily: 3)) == [2, 3, 5])
        #expect(kept(Retention(weekly: 2)) == [0, 5])
        #expect(kept(Retention(last: 2, daily: 2, weekly: 2)) == [0, 3, 4, 5])
        #expect(kept(Retention(last: 99)) == Array(points.indices))
    }

    @Test func theNewestIsKeptWhateverIsAsked() {
        #expect(kept(Retention()) == [5])
        #expect(Retention().expired([]) == [] && Retention().expired(["20261122T020000Z"]) == [])
        #expect(Retention().expired(["snap", "20261122T020000Z", "20261121T020000Z"]) == ["20261121T020000Z"])
        #expect(Retention().expired(points.reversed()) == Array(points.dropLast()))
    }

    @Test func namesOfPointsAreMoments() {
        #expect(BackupPoint.name(0) == "19700101T000000Z" && BackupPoint.seconds("19700101T000001Z") == 1)
        #expect(BackupPoint.seconds(BackupPoint.name(1_795_572_600)) == 1_795_572_600)
        let wrong = [
            "", "20261132T000000Z", "20261101T250000Z", "20261101 000000Z", "20261101T0000000", "2026110T0000001Z",
        ]
        for name in wrong { #expect(BackupPoint.seconds(name) == nil, "\(name)") }
    }
}
