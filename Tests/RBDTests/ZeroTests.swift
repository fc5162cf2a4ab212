import Testing

@testable import RBD

/// What is written of a block, and what is left out.
@Suite struct ZeroTests {
    private func runs(_ count: Int, _ data: Int...) -> [Range<Int>] {
        var bytes = [UInt8](repeating: 0, count: count)
        for place in data { bytes[place] = 1 }
        return bytes.withUnsafeBytes { $0.runsOfData() }
    }

    @Test(arguments: [1, 7, 16, 17, 31, 4096, 65_536, 65_537])
    func oneByteAnywhereIsFound(_ count: Int) {
        #expect(runs(count).isEmpty)
        for place in Set([0, 1, 15, 16, 17, count / 2, count - 1]) where place < count {
            #expect(!runs(count, place).isEmpty, "\(place) of \(count)")
        }
    }

    @Test func zerosBetweenAreLeftOut() {
        let grain = 64 << 10
        #expect(runs(0).isEmpty)
        #expect(runs(10 * grain, 0) == [0..<grain])
        #expect(runs(10 * grain, 5 * grain - 1) == [4 * grain..<5 * grain])
        #expect(runs(10 * grain + 3, 10 * grain + 2) == [10 * grain..<10 * grain + 3])
        #expect(runs(10 * grain, grain - 1, grain) == [0..<2 * grain], "neighbours are one")
        #expect(runs(10 * grain, 0, 2 * grain) == [0..<grain, 2 * grain..<3 * grain])
    }
}
