/// Points in time as systemctl prints them in UTC: `Tue 2026-11-24 22:03:36.123456 UTC`.
enum SystemdTime {
    /// Seconds since 1970; nil where there was no such time (systemctl prints nothing, or `n/a`).
    ///
    /// Older systemctl prints whole seconds. Such a time is taken as the end of its second: what happened in the second
    /// before a file was written must not look older than the file.
    static func seconds(_ text: String) -> Double? {
        let words = text.split(separator: " ")
        guard words.count == 4, words[3] == "UTC" else { return nil }
        let date = words[1].split(separator: "-").compactMap { Int($0) }
        let clock = words[2].split(separator: ":")
        guard date.count == 3, clock.count == 3, let hours = Int(clock[0]), let minutes = Int(clock[1]),
            let seconds = Double(clock[2])
        else { return nil }
        let isWhole = !clock[2].contains(".")
        let days = daysSince1970(date[0], date[1], date[2])
        return Double(days * 86400 + hours * 3600 + minutes * 60) + seconds + (isWhole ? 0.999_999 : 0)
    }

    /// Days from 1970-01-01 in the Gregorian calendar. A year is counted from March, so that the leap day is its last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let leapDays = year / 4 - year / 100 + year / 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * year + leapDays + dayOfYear - 719_468
    }
}
