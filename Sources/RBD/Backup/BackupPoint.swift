internal import Core
internal import Glibc

/// A moment that a backup holds, by its name: `20261125T021000Z`. Later ones sort behind.
enum BackupPoint {
    private static let format = "%Y%m%dT%H%M%SZ"

    /// The name of a moment, in seconds since 1970.
    static func name(_ seconds: Int) -> String {
        var (time, fields) = (time_t(seconds), tm())
        gmtime_r(&time, &fields)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, format, &fields)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The name of this moment.
    static var now: String { name(time(nil)) }

    /// The moment, in seconds since 1970; nil if that is no name of one.
    static func seconds(_ name: String) -> Int? {
        let digits = name.utf8.compactMap { (48...57).contains($0) ? CInt($0) - 48 : nil }
        guard name.utf8.count == 16, digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> CInt { digits[range].reduce(0) { $0 * 10 + $1 } }
        var fields = tm()
        (fields.tm_year, fields.tm_mon, fields.tm_mday) = (number(0..<4) - 1900, number(4..<6) - 1, number(6..<8))
        (fields.tm_hour, fields.tm_min, fields.tm_sec) = (number(8..<10), number(10..<12), number(12..<14))
        let seconds = timegm(&fields)
        // Also the letters must stand in their places, and no month have more days than it has.
        return self.name(seconds) == name ? seconds : nil
    }

    /// The snapshot of the source.
    static func snapshot(_ point: String) -> String { snapshotPrefix + point }
    static let snapshotPrefix = "cephlua-backup."
    /// The point whose snapshot of the source has that name.
    static func point(of snapshot: String) -> String { String(snapshot.dropFirst(snapshotPrefix.count)) }

    /// The image that holds the backup of an image.
    static func image(_ pool: String, _ name: String) -> String {
        imagePrefix + "\(pool).\(name)".map { $0 == "/" ? "." : String($0) }.joined()  // a namespace has one
    }
    static let imagePrefix = "backup."

    /// The object with the record of a backup, by the id of the backup's image.
    static func record(_ id: String) -> String { "cephlua_backup.\(id)" }
    /// The object with what is noted while a point is added.
    static func log(_ id: String, _ point: String) -> String { "cephlua_backup.\(id).\(point).log" }
    /// The object with the manifest of a point.
    static func manifest(_ id: String, _ point: String) -> String { "cephlua_backup.\(id).\(point)" }
}
