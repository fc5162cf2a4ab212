import LuaHost
import Testing

@Suite struct ValueTests {
    /// An empty array of anything casts to `[UInt8]`; as Lua values, an empty list of strings came out as "".
    @Test func anEmptyListIsATableAndNoString() {
        guard case .table(let table) = [String]().luaValue else {
            Issue.record("not a table")
            return
        }
        #expect(table.array.isEmpty && table.fields.isEmpty)
        guard case .bytes = [UInt8]().luaValue else {
            Issue.record("no bytes are a string")
            return
        }
    }
}
