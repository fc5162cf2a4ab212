-- Prints values for people: records as `name  value` lines, lists of records as tables, everything else as Lua would
-- write it. `show(value, …)` prints; `show.text(value)` gives the text; `show.table(rows, columns)` chooses columns.
local arguments = require "arguments"

local show = {}

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    if type(a) == type(b) and (type(a) == "number" or type(a) == "string") then return a < b end
    return type(a) < type(b)
  end)
  return keys
end

local function is_list(t)
  local count = 0
  for _ in pairs(t) do count = count + 1 end
  return count == #t
end

local function quoted(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    local known = { ["\n"] = "\\n", ["\t"] = "\\t", ["\r"] = "\\r", ['"'] = '\\"', ["\\"] = "\\\\" }
    return known[c] or ("\\x%02x"):format(c:byte())
  end) .. '"'
end

local inline

local function inline_table(t, seen)
  if seen[t] then return "{…}" end
  seen[t] = true
  local parts = {}
  if is_list(t) then
    for _, value in ipairs(t) do parts[#parts + 1] = inline(value, seen) end
  else
    for _, key in ipairs(sorted_keys(t)) do
      local name = type(key) == "string" and key:find "^[%a_][%w_]*$" and key or "[" .. inline(key, seen) .. "]"
      parts[#parts + 1] = name .. " = " .. inline(t[key], seen)
    end
  end
  seen[t] = nil
  if #parts == 0 then return "{}" end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

function inline(value, seen)
  if type(value) == "string" then return quoted(value) end
  if type(value) ~= "table" then return tostring(value) end
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__tostring then return tostring(value) end
  return inline_table(value, seen)
end

-- A cell of a table or the value of a record: text without quotes.
local function cell(value)
  if value == nil then return "" end
  if type(value) == "string" then return (value:gsub("%c", function(c) return quoted(c):sub(2, -2) end)) end
  return inline(value, {})
end

-- Columns on the screen: continuation bytes of UTF-8 take none.
local function width(text) return utf8.len(text) or #text end
local function pad(text, columns) return text .. (" "):rep(columns - width(text)) end

local function is_record(value)
  if type(value) ~= "table" or next(value) == nil or #value > 0 then return false end
  local meta = getmetatable(value)
  if type(meta) == "table" and meta.__tostring then return false end
  for key in pairs(value) do
    if type(key) ~= "string" then return false end
  end
  return true
end

local function are_records(list)
  for _, value in ipairs(list) do
    if not is_record(value) then return false end
  end
  return #list > 0
end

-- `name` first, as it says what a row is about; then the others by name.
local function columns_of(rows)
  local all = {}
  for _, row in ipairs(rows) do
    for key in pairs(row) do all[key] = true end
  end
  local names = sorted_keys(all)
  table.sort(names, function(a, b)
    if (a == "name") ~= (b == "name") then return a == "name" end
    return a < b
  end)
  return names
end

-- Rows as an aligned table with a heading; numbers to the right. A column is a name, or `{ name, format }` with a
-- function that makes text of the value.
function show.table(rows, columns)
  arguments.check("show.table", "rows: table, columns?: table", rows, columns)
  for position, row in ipairs(rows) do
    if type(row) ~= "table" then
      arguments.refuse("show.table", 1, "rows", ("table expected at position %d, got %s"):format(position, type(row)))
    end
  end
  columns = columns or columns_of(rows)
  for position, column in ipairs(columns) do
    if type(column) ~= "string" and (type(column) ~= "table" or type(column[1]) ~= "string") then
      arguments.refuse("show.table", 2, "columns",
        ("a name, or { name, format }, expected at position %d"):format(position))
    end
  end
  local grid, widths, right = {}, {}, {}
  for position, column in ipairs(columns) do
    local name = type(column) == "table" and column[1] or column
    local format = type(column) == "table" and column[2] or nil
    widths[position], right[position] = width(name), #rows > 0
    for index, row in ipairs(rows) do
      local value = row[name]
      local text = cell(value ~= nil and format and format(value) or value)
      grid[index] = grid[index] or {}
      grid[index][position] = text
      widths[position] = math.max(widths[position], width(text))
      right[position] = right[position] and (value == nil or type(value) == "number")
    end
  end
  local function line(cells)
    local parts = {}
    for position, text in ipairs(cells) do
      local padding = (" "):rep(widths[position] - width(text))
      parts[position] = right[position] and padding .. text or text .. padding
    end
    return (table.concat(parts, "  "):gsub("%s+$", ""))
  end
  local heading = {}
  for position, column in ipairs(columns) do
    heading[position] = (type(column) == "table" and column[1] or column):upper()
  end
  local lines = { line(heading) }
  for index = 1, #rows do lines[#lines + 1] = line(grid[index]) end
  return table.concat(lines, "\n")
end

local function record(value)
  local widest, lines = 0, {}
  local keys = sorted_keys(value)
  for _, key in ipairs(keys) do widest = math.max(widest, width(key)) end
  for _, key in ipairs(keys) do lines[#lines + 1] = pad(key, widest) .. "  " .. cell(value[key]) end
  return table.concat(lines, "\n")
end

local function list(value)
  local lines = {}
  for _, element in ipairs(value) do lines[#lines + 1] = cell(element) end
  return table.concat(lines, "\n")
end

-- The text of a value, often of several lines.
function show.text(value)
  if type(value) ~= "table" then return type(value) == "string" and value or tostring(value) end
  if is_record(value) then return record(value) end
  if are_records(value) then return show.table(value) end
  local meta = getmetatable(value)
  if #value > 0 and is_list(value) and not (type(meta) == "table" and meta.__tostring) then
    local text = inline(value, {})
    return #text <= 100 and text or list(value)
  end
  return inline(value, {})
end

-- A value on one line, as Lua would write it.
function show.line(value) return inline(value, {}) end

return setmetatable(show, {
  __call = function(_, ...)
    for position = 1, select("#", ...) do print(show.text((select(position, ...)))) end
  end,
})
