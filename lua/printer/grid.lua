-- Rows as an aligned table with a heading; numbers stand to the right.
local line = require "printer.line"
local shape = require "printer.shape"
local sizes = require "printer.sizes"
local style = require "printer.style"

local grid = {}

local GAP = 2
-- A column of text is still worth something with that many characters.
local NARROWEST = 8

local function name_of(column)
  if type(column) == "table" then return column[1] end
  return column
end

local function header(column) return style.visible(tostring(name_of(column))):upper() end

local function measure(rows, columns, how)
  local cells, widths, right = {}, {}, {}
  for index = 1, #rows do cells[index] = {} end
  for position, column in ipairs(columns) do
    local name = name_of(column)
    local format = type(column) == "table" and column[2] or nil
    widths[position], right[position] = style.width(header(column)), #rows > 0
    for index, row in ipairs(rows) do
      local value = rawget(row, name)
      local text = value ~= nil and (format and format(value) or how.sizes and sizes.text(name, value))
      text = line.cell(text or value, { paint = style.plain, depth = how.depth, items = how.items })
      cells[index][position] = { text = text, kind = math.type(value) and "number" or type(value) }
      widths[position] = math.max(widths[position], style.width(text))
      right[position] = right[position] and (value == nil or math.type(value) ~= nil)
    end
  end
  return cells, widths, right
end

-- Takes from the widest columns of text until all fit; false if they cannot.
local function fit(widths, right, available)
  local total = (#widths - 1) * GAP
  for _, width in ipairs(widths) do total = total + width end
  while total > available do
    local widest
    for position, width in ipairs(widths) do
      if not right[position] and width > NARROWEST and (not widest or width > widths[widest]) then widest = position end
    end
    if not widest then return false end
    widths[widest], total = widths[widest] - 1, total - 1
  end
  return true
end

-- The lines; nil if they do not fit into `how.width` columns.
function grid.lines(rows, columns, how)
  columns = columns or shape.columns(rows)
  local cells, widths, right = measure(rows, columns, how)
  if how.width and not fit(widths, right, how.width) then return nil end
  local function text_of(row)
    local parts = {}
    for position, cell in ipairs(row) do
      local text = style.cut(cell.text, widths[position])
      local padding = (" "):rep(widths[position] - style.width(text))
      local painted = cell.kind == "string" and text or how.paint(cell.kind, text)
      if right[position] then
        parts[position] = padding .. painted
      else
        parts[position] = position < #row and painted .. padding or painted
      end
    end
    return style.trimmed(table.concat(parts, (" "):rep(GAP)))
  end
  local heading = {}
  for position, column in ipairs(columns) do heading[position] = { text = header(column), kind = "heading" } end
  local lines = { text_of(heading) }
  for index = 1, #rows do lines[#lines + 1] = text_of(cells[index]) end
  return lines
end

return grid
