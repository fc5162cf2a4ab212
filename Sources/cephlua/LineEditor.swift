internal import Glibc

/// What came of asking for a line.
enum LineInput: Equatable {
    case line(String)
    /// ^C: what was typed is gone.
    case interrupted
    /// ^D, or the end of the input.
    case end
}

/// What a Tab does: the text from `start` (a byte) to the cursor becomes another, or a list of choices is shown.
struct Completion {
    var start: Int
    var text: String
    var list: String?
}

/// Where the prompt gets its lines. Readline is one way; another editor can take its place.
protocol LineEditor: AnyObject {
    /// Shows a prompt and waits for a line.
    func readLine(prompt: String) -> LineInput
    /// Makes an input one that can be called back.
    func remember(_ entry: String)
    /// Shows lines above the one that is being typed.
    func show(above text: String)
    /// Changes the prompt of the line that is being typed.
    func setPrompt(_ text: String)
    /// Completes the line up to a byte of it.
    var complete: (_ line: String, _ cursor: Int) -> Completion? { get set }
    var history: History? { get }
}

/// Lines of a pipe or a file: no prompt, no history.
final class PlainEditor: LineEditor {
    var complete: (String, Int) -> Completion? = { _, _ in nil }
    let history: History? = nil
    func readLine(prompt: String) -> LineInput { Swift.readLine().map { .line($0) } ?? .end }
    func remember(_ entry: String) {}
    func show(above text: String) { Terminal.write(text + "\n", to: 1) }
    func setPrompt(_ text: String) {}
}
