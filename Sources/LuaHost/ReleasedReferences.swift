internal import CLua
internal import Core

/// References into the registry that Swift has let go of, on whichever thread that happened; the runtime gives them back.
///
/// What holds a reference knows this list, not the runtime: with a weak reference to the runtime every use of it in a
/// call would count its owners the slow way.
final class ReleasedReferences: Sendable {
    private let references = Locked<[CInt]>([])

    func add(_ reference: CInt) { references.withLock { $0.append(reference) } }

    /// Gives all of them back to a state that is open.
    func unref(in L: OpaquePointer) {
        let released = references.withLock { list in
            defer { list.removeAll() }
            return list
        }
        for reference in released { luaL_unref(L, LuaStack.registry, reference) }
    }
}
