-- Prints values for people, whole and without colours: `show(value, …)` prints; `show.text(value)` gives the text;
-- `show.table(rows, columns)` chooses columns; `show.line(value)` writes a value as Lua would.
local printer = require "printer"
local grid = require "printer.grid"
local line = require "printer.line"

local show = {}

function show.text(value) return printer.text(value) end

-- A column is a name, or `{ name, format }` with a function that makes text of the value.
function show.table(rows, columns) return table.concat(grid.lines(rows, columns, printer.WHOLE), "\n") end

function show.line(value) return line.text(value) end

return setmetatable(show, {
  __call = function(_, ...)
    for position = 1, select("#", ...) do print(show.text((select(position, ...)))) end
  end,
})
