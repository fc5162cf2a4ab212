extension Double {
    /// A number of seconds for people: `10`, `0.5`.
    var formatted: String {
        let hundredths = (self * 100).rounded()
        if hundredths.truncatingRemainder(dividingBy: 100) == 0, abs(self) < 1e15 {
            return String(Int64(self.rounded()))
        }
        return String(hundredths / 100)
    }
}
