/// Random numbers that a seed brings back.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    // SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int(next() % UInt64(choices.count))] }
    mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// An edit, to be made by us on the text and by the test on what oslo.config read.
enum Edit {
    case set(String, String, String)
    case setAll(String, String, [String])
    case add(String, String, String)
    case remove(String, String, value: String?)
    case rename(String, String, to: String)
    case addSection(String)
    case removeSection(String)
    case renameSection(String, to: String)
}

/// Makes files that are mostly right and as strange as possible, and edits that meet them.
struct FileGenerator {
    var random: SeededGenerator
    /// What the present file is made of: few names, so that they repeat, and edits meet them.
    private var sections: [String] = []
    private var keys: [String] = []

    init(random: SeededGenerator) { self.random = random }

    static let sections = [
        "DEFAULT", "default", "libvirt", "LibVirt", "LIBVIRT", "s", " s ", "[s]", "a]b", "glance_store", "Ünï", "ÜNÏ",
        "ΟΔΟΣ", "οδος", "İ", "s # c", "é", "e\u{301}", "ß", "Default",
    ]
    static let keys = [
        "k", "K", "rbd_user", "rbd_pool", "images_type", "http", "two words", "rem", "%include", "é", "e\u{301}",
        "a-b", "k.v", "ключ", "\"k\"", "]", "k[0]", "k # c", "\u{FEFF}k",
    ]
    static let values = [
        "", "v", "rbd", "a = b", "a:b", "http://x=1", "\"quoted\"", "'single'", "\"", "'", "\"a' ", "\"a\" \"b\"",
        " lead",
        "trail ", "\u{A0}nbsp\u{A0}", "\u{2003}em", "a ;c", "a # c", "# c", "[s]", "$name", "${group.name}", "$$",
        "%(x)s", "\\",
        "two\nlines", "\nsecond", "a\n\nb", "a\n b", "a\nb ", "a\n#b", "a\n[s]", "a\nk = v", "\"a\nb\"", "a\rb",
        "a\r\nb", "\n", "tab\tin",
        "\u{85}", "\u{0}", "\u{B}x", "x\u{1C}", "line\u{2028}separator", "é", "e\u{301}", "ключ", "'", "''", "\"\"",
        "'a\nb'", " ", "\n'x'",
    ]
    private static let blanks = [
        "", "", "", " ", "  ", "\t", "\u{A0}", "\u{B}", "\u{C}", "\u{2003}", "\u{3000}", "\u{1C}", "\u{1F}", "\u{85}",
    ]
    private static let plainBlanks = ["", " ", " ", " ", "  ", "\t"]

    mutating func file() -> [UInt8] {
        sections = (0..<random.number(1...4)).map { _ in random.pick(FileGenerator.sections) }
        keys = (0..<random.number(1...5)).map { _ in random.pick(FileGenerator.keys) }
        let newline = random.pick(["\n", "\n", "\n", "\r\n", "\r\n", "\r", "mixed"])
        let faults: UInt64 = random.chance(15) ? 8 : 0
        var keyIsOpen = false
        var hasSection = false
        var text = ""
        for _ in 0..<random.number(0...25) {
            text += line(&keyIsOpen, &hasSection, faults)
            text += newline == "mixed" ? random.pick(["\n", "\r\n", "\r"]) : newline
        }
        if random.chance(20), let last = text.unicodeScalars.last, last == "\n" || last == "\r" {
            text.unicodeScalars.removeLast()
        }
        var bytes = Array(text.utf8)
        if random.chance(1) { bytes = [0xEF, 0xBB, 0xBF] + bytes }
        if random.chance(1), !bytes.isEmpty {
            bytes[random.number(0...bytes.count - 1)] = random.pick([0xFF, 0xC3, 0xE2, 0xED])
        }
        return bytes
    }

    private mutating func line(_ keyIsOpen: inout Bool, _ hasSection: inout Bool, _ faults: UInt64) -> String {
        if random.chance(faults) { return fault() }
        switch random.number(0...9) {
        case 0:
            keyIsOpen = false
            return random.chance(70) ? "" : random.pick(["  ", "\t", "\u{A0}", "\u{C}", " \u{2003}"])
        case 1:
            keyIsOpen = false
            let separator = random.pick(["", " ", "  "])
            return random.pick(["#", ";"]) + separator + random.pick(keys)
                + random.pick([" = ", "=", ": "]) + "x"
        case 2:
            keyIsOpen = false
            return random.pick(["# text", "#", ";", "#[s]", "; k", "##k = v"])
        case 3, 4:
            (keyIsOpen, hasSection) = (false, true)
            return "[\(random.pick(sections))]" + random.pick(["", "", " ", "\t", "\u{A0}"])
        case 5 where keyIsOpen:
            return random.pick([" ", "\t", "    "])
                + random.pick(["more", "# no comment", "[no section]", "k = v", "\"x\"", "\u{A0}y", ";", "a "])
        default:
            guard hasSection else { return "# none yet" }
            keyIsOpen = true
            let value = random.pick(FileGenerator.values).split(whereSeparator: \.isNewline).first ?? ""
            return random.pick(["", "", "", "", "", "", "", "\u{A0}", "\u{C}"]) + random.pick(keys)
                + random.pick(FileGenerator.blanks + FileGenerator.plainBlanks) + random.pick(["=", "=", "=", ":"])
                + random.pick(FileGenerator.blanks + FileGenerator.plainBlanks) + value
                + random.pick(FileGenerator.blanks)
        }
    }

    private mutating func fault() -> String {
        random.pick([
            "[s] # c", "[]", "[", "[s", "no delimiter", "= v", ": v", " indented", "\tk = v", "\u{A0}= v", "k = v", "]",
            "[ ] x",
        ])
    }

    mutating func edit() -> Edit {
        let value = random.pick(FileGenerator.values)
        switch random.number(0...19) {
        case 0, 1:
            let values = (0..<random.number(0...3)).map { _ in random.pick(FileGenerator.values) }
            return .setAll(section(), key(), values)
        case 2, 3, 4: return .add(section(), key(), value)
        case 5, 6: return .remove(section(), key(), value: nil)
        case 7, 8: return .remove(section(), key(), value: value)
        case 9: return .rename(section(), key(), to: key())
        case 10 where random.chance(30): return .removeSection(section())
        case 10: return .renameSection(section(), to: section())
        case 11: return .addSection(section())
        default: return .set(section(), key(), value)
        }
    }

    /// A section's name for an edit: mostly one that is there.
    private mutating func section() -> String {
        random.chance(75)
            ? random.pick(sections) : random.pick(FileGenerator.sections + ["new section", "", "a\nb", "x\r"])
    }

    private mutating func key() -> String {
        random.chance(75)
            ? random.pick(keys)
            : random.pick(FileGenerator.keys + ["new_key", "", "a=b", " x", "#x", "[x", "a\nb", "x\u{A0}"])
    }
}
