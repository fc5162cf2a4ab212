internal import Glibc

/// What came of asking for a line.
enum LineInput: Equatable {
    case line(String)
    /// ^C: what was typed is gone.
    case interrupted
    /// ^D, or the end of the input.
    case end
}

/// Where the prompt gets its lines. Readline is one way; another editor can take its place.
protocol LineEditor: AnyObject {
    /// Shows a prompt and waits for a line.
    func readLine(prompt: String) -> LineInput
    /// Makes an input one that can be called back.
    func remember(_ entry: String)
}

/// Lines of a pipe or a file: no prompt, no history.
final class PlainEditor: LineEditor {
    func readLine(prompt: String) -> LineInput { Swift.readLine().map { .line($0) } ?? .end }
    func remember(_ entry: String) {}
}
