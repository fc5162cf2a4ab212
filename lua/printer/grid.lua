-- Rows as an aligned table with a heading; numbers stand to the right.
local human = require "printer.human"
local line = require "printer.line"
local shape = require "printer.shape"
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

-- Whether a column has a number that reads better as a size: then all of its numbers are written so.
local function any_reads(rows, name)
  for _, row in ipairs(rows) do
    if human.text(name, rawget(row, name)) then return true end
  end
  return false
end

local function measure(rows, columns, how)
  local cells, widths, right = {}, {}, {}
  for index = 1, #rows do cells[index] = {} end
  for position, column in ipairs(columns) do
    local name = name_of(column)
    local format = type(column) == "table" and column[2] or nil
    local reads = how.human and any_reads(rows, name)
    widths[position], right[position] = style.width(header(column)), #rows > 0
    for index, row in ipairs(rows) do
      local value = rawget(row, name)
      local text = value ~= nil and (format and format(value) or reads and human.text(name, value, true))
      text = line.cell(text or value, { paint = style.plain, depth = how.depth, items = how.items })
      cells[index][position] = { text = text, kind = math.type(value) and "number" or type(value) }
      widths[position] = math.max(widths[position], style.width(text))
      right[position] = right[position] and (value == nil or math.type(value) ~= nil)
    end
  end
  return cells, widths, right
end

-- Takes from the widest columns of text, but for those that are kept whole, until all fit; false if they cannot.
local function fit(widths, right, available, whole)
  local total = (#widths - 1) * GAP
  for _, width in ipairs(widths) do total = total + width end
  while total > available do
    local widest
    for position, width in ipairs(widths) do
      local gives = not right[position] and not whole[position] and width > NARROWEST
      if gives and (not widest or width > widths[widest]) then widest = position end
    end
    if not widest then return false end
    widths[widest], total = widths[widest] - 1, total - 1
  end
  return true
end

-- Whether a column has tables, which no cell is wide enough for.
local function is_nested(rows, column)
  for _, row in ipairs(rows) do
    local value = rawget(row, name_of(column))
    if type(value) == "table" and not shape.has_text(value) then return true end
  end
  return false
end

-- A column less: the last one that has tables, else the last; nil if so few are left that this is no table.
local function less(rows, columns)
  if #columns <= 3 then return nil end
  local gone = #columns
  for position = #columns, 1, -1 do
    if is_nested(rows, columns[position]) then
      gone = position
      break
    end
  end
  local kept = table.move(columns, 1, #columns, 1, {})
  return kept, table.remove(kept, gone)
end

-- What somebody copies to go on with.
local COPIED = { name = true, id = true, spec = true, address = true }

local function whole_ones(columns)
  local whole = {}
  for position, column in ipairs(columns) do whole[position] = COPIED[name_of(column)] end
  return whole
end

-- What of the columns fits: columns that were not asked for are left out, those with tables first.
local function fitting(rows, columns, how, asked, keeps)
  local left = {}
  while true do
    local cells, widths, right = measure(rows, columns, how)
    if not how.width or fit(widths, right, how.width, keeps and whole_ones(columns) or {}) then
      return columns, cells, widths, right, left
    end
    local gone
    if not asked then columns, gone = less(rows, columns) end
    if not gone then return nil end
    left[#left + 1] = style.visible(tostring(name_of(gone)))
  end
end

-- The lines; nil if they do not fit into `how.width` columns. The last one says which columns were left out.
function grid.lines(rows, columns, how)
  local asked, all = columns ~= nil, columns or shape.columns(rows)
  local kept, cells, widths, right, left = fitting(rows, all, how, asked, not asked)
  if not kept and not asked then kept, cells, widths, right, left = fitting(rows, all, how, asked, false) end
  if not kept then return nil end
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
  for position, column in ipairs(kept) do heading[position] = { text = header(column), kind = "heading" } end
  local lines = { text_of(heading) }
  for index = 1, #rows do lines[#lines + 1] = text_of(cells[index]) end
  if #left > 0 then
    local note = ("also %s: :x shows all"):format(table.concat(left, ", "))
    lines[#lines + 1] = how.paint("dim", style.cut(note, how.width))
  end
  return lines
end

return grid
