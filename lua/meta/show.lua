---@meta show
error "a meta file is read by editors, not by Lua"

--- Print values for people: records as lines, lists of records as tables. With `--json` to standard error.
---@class showlib
---@overload fun(...: any)
show = {}

--- The text that `show` would print.
---
--- Risk:   reads
---@param value any                # anything
---@return string
function show.text(value) end

--- A value on one line, as Lua would write it.
---
--- Risk:   reads
---@param value any                # anything
---@return string
function show.line(value) end

--- Rows as an aligned table with a heading.
---
--- Risk:   reads
---
--- ```lua
--- print(show.table(images, { "name", { "size", bytes } }))
--- ```
---@param rows table[]             # records: fields by name
---@param columns? (string|{ [1]: string, [2]: fun(value: any): string })[]
---@return string
function show.table(rows, columns) end
