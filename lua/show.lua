-- Prints values for people, whole and without colours: `show(value, …)` prints; `show.text(value)` gives the text;
-- `show.table(rows, columns)` chooses columns; `show.line(value)` writes a value as Lua would.
local arguments = require "arguments"
local printer = require "printer"
local grid = require "printer.grid"
local line = require "printer.line"

local show = {}

function show.text(value) return printer.text(value) end

-- A column is a name, or `{ name, format }` with a function that makes text of the value.
function show.table(rows, columns)
  arguments.check("show.table", "rows: list, columns?: list", rows, columns)
  for position, row in ipairs(rows) do
    if type(row) ~= "table" then
      arguments.refuse("show.table", 1, "rows", ("table expected at position %d, got %s"):format(position, type(row)))
    end
  end
  if columns and columns[1] == nil then arguments.refuse("show.table", 2, "columns", "at least one expected") end
  for position, column in ipairs(columns or {}) do
    local name, format = column, nil
    if type(column) == "table" then name, format = column[1], column[2] end
    if type(name) ~= "string" or format ~= nil and type(format) ~= "function" then
      arguments.refuse("show.table", 2, "columns",
        ("a name, or { name, format }, expected at position %d"):format(position))
    end
  end
  return table.concat(grid.lines(rows, columns, printer.WHOLE), "\n")
end

function show.line(value) return line.text(value) end

return setmetatable(show, {
  __call = function(_, ...)
    for position = 1, select("#", ...) do print(show.text((select(position, ...)))) end
  end,
})
