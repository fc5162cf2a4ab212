/// What oslo.config does with `$` in a value after it has read it, as far as an editor has to know.
public enum Substitution {
    /// A value that oslo.config reads as exactly this text: nothing in it is substituted.
    ///
    /// `$$` is a dollar. So is `\$`, and it is looked for first: behind a backslash, `$$` would be taken for `\$` and the
    /// begin of a name. There one more backslash says the same.
    public static func literal(_ text: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var previous: UInt8 = 0
        for byte in text {
            if byte == UInt8(ascii: "$") { result.append(previous == backslash ? backslash : byte) }
            result.append(byte)
            previous = byte
        }
        return result
    }
}
