/// Text for a POSIX shell: the one place where a command line is made from words.
public enum ShellQuoting {
    // What no shell gives a meaning to, anywhere in a word. `=` and `~` are left out: they have one at some places.
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+".utf8)

    /// The text as one word: as it is if harmless, else in single quotes.
    ///
    /// NUL cannot be in an argument on any system; the caller has refused it.
    public static func quote(_ text: String) -> String {
        if !text.isEmpty, text.utf8.allSatisfy(plain.contains) { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The words as one command line.
    public static func quote(_ words: [String]) -> String { words.map(quote).joined(separator: " ") }
}
