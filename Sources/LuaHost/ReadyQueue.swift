/// Tasks that can run, in the order in which they became so, each with what it waited for.
struct ReadyQueue {
    private var entries: [(task: LuaTask, payload: Resumption.Payload?)?] = []
    private var head = 0

    mutating func append(_ task: LuaTask, _ payload: Resumption.Payload?) { entries.append((task, payload)) }

    mutating func removeFirst() -> (task: LuaTask, payload: Resumption.Payload?)? {
        guard head < entries.count else { return nil }
        defer {
            entries[head] = nil
            head += 1
            // Moving the rest each time would make ten thousand tasks slow.
            if head == entries.count || head > 1024 {
                entries.removeFirst(head)
                head = 0
            }
        }
        return entries[head]
    }

    /// Gives a task that is about to go on something else than what it waited for. One that has not begun waits for
    /// nothing.
    mutating func replacePayload(of task: LuaTask, by payload: Resumption.Payload) {
        guard let index = entries.firstIndex(where: { $0?.task === task }), entries[index]?.payload != nil else {
            return
        }
        entries[index]?.payload = payload
    }
}
