-- Prints values for people: records as `name  value` lines, lists of records as tables, everything else as Lua would
-- write it.
--
-- How: `paint` (printer.style), `width` of the screen (nil: as wide as it gets), `depth` and `items` (how deep, and
-- how many elements of each table), `human` (whether bytes are shown as "10 GiB", too, and seconds since 1970
-- as a date), `lines` (a field a line, whatever fits), `empty` (what is shown for an empty table).
local grid = require "printer.grid"
local human = require "printer.human"
local line = require "printer.line"
local shape = require "printer.shape"
local style = require "printer.style"

local printer = {}

printer.WHOLE = line.WHOLE

local block

local function first(list, count) return table.move(list, 1, count, 1, {}) end

local function add(lines, more, indent)
  for _, text in ipairs(more) do lines[#lines + 1] = indent .. text end
end

local function with_width(how, less)
  local width = how.width and math.max(20, how.width - less)
  return setmetatable({ width = width }, { __index = how })
end

-- One field: on its line if it fits there, else below it.
local function field(lines, key, value, columns, how, seen, depth)
  local label = how.paint("key", style.pad(style.visible(tostring(key)), columns))
  local text = type(value) == "string" and style.visible(value)
  if type(value) == "string" and value:find "\n." then
    lines[#lines + 1] = style.trimmed(label)
    for each in value:gsub("\n+$", ""):gmatch "[^\n]*" do lines[#lines + 1] = "  " .. style.visible(each) end
    return
  end
  local read = how.human and human.text(key, value)
  if text or type(value) ~= "table" or shape.has_text(value) then
    text = (text or line.text(value, how)) .. (read and " " .. how.paint("dim", "(" .. read .. ")") or "")
    lines[#lines + 1] = style.trimmed(label .. "  " .. text)
    return
  end
  local bare = line.text(value, { paint = style.plain, depth = how.depth - depth, items = how.items })
  local fits = not how.width or columns + 2 + style.width(bare) <= how.width
  if fits and not (how.lines and next(value) ~= nil) or seen[value] or depth >= how.depth then
    local shown = setmetatable({ depth = how.depth - depth }, { __index = how })
    lines[#lines + 1] = label .. "  " .. (seen[value] and how.paint("dim", "{…}") or line.text(value, shown))
    return
  end
  lines[#lines + 1] = label
  add(lines, block(value, with_width(how, 2), seen, depth + 1), "  ")
end

local function record(value, how, seen, depth)
  local columns, lines = 0, {}
  local keys = shape.sorted_keys(value)
  for index = 1, math.min(#keys, how.items) do
    columns = math.max(columns, style.width(style.visible(tostring(keys[index]))))
  end
  for index, key in ipairs(keys) do
    if index > how.items then
      lines[#lines + 1] = how.paint("dim", ("… %d more"):format(#keys - how.items))
      break
    end
    field(lines, key, rawget(value, key), columns, how, seen, depth)
  end
  return lines
end

-- Records that are too wide for a table: one below the other.
local function stacked(rows, how, seen, depth)
  local lines = {}
  for index, row in ipairs(rows) do
    if index > 1 then lines[#lines + 1] = "" end
    add(lines, record(row, how, seen, depth), "")
  end
  return lines
end

local function list(value, how, seen, depth)
  local shown = rawlen(value) > how.items and first(value, how.items) or value
  local lines
  if shape.are_records(shown) then
    lines = not how.lines and grid.lines(shown, nil, how) or stacked(shown, how, seen, depth)
  else
    lines = {}
    for position = 1, rawlen(shown) do
      local element = rawget(shown, position)
      lines[position] = type(element) == "string" and style.visible(element) or line.text(element, how)
    end
  end
  if shown ~= value then
    lines[#lines + 1] = how.paint("dim", ("… %d more"):format(rawlen(value) - how.items))
  end
  return lines
end

-- A table that is not a record has keys that are no names.
function block(value, how, seen, depth)
  if seen[value] then return { how.paint("dim", "{…}") } end
  seen[value] = true
  local lines
  if rawlen(value) > 0 and shape.is_list(value) then
    lines = list(value, how, seen, depth)
  elseif shape.is_record(value) or how.lines then
    lines = record(value, how, seen, depth)
  else
    lines = { line.text(value, how) }
  end
  seen[value] = nil
  return lines
end

-- The text of a value, often of several lines.
function printer.text(value, how)
  how = how or printer.WHOLE
  if type(value) == "string" then return how.visible and style.visible(value, "\n\t") or value end
  if type(value) ~= "table" or shape.has_text(value) then return line.text(value, how) end
  if next(value) == nil then return how.empty or "{}" end
  if rawlen(value) > 0 and shape.is_list(value) and not shape.are_records(value) and not how.lines then
    local bare = line.text(value, { paint = style.plain, depth = how.depth, items = how.items })
    if style.width(bare) <= math.min(100, how.width or 100) then return line.text(value, how) end
  end
  return table.concat(block(value, how, {}, 1), "\n")
end

return printer
