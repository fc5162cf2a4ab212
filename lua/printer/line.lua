-- A value on one line, as Lua would write it.
local shape = require "printer.shape"
local style = require "printer.style"

local line = {}

local inline

local function key_text(key, how)
  if type(key) == "string" and key:find "^[%a_][%w_]*$" then return key end
  return "[" .. inline(key, { paint = style.plain, depth = how.depth, items = how.items }, {}, 1) .. "]"
end

local function inline_table(t, how, seen, depth)
  if seen[t] or depth > how.depth then return how.paint("dim", "{…}") end
  seen[t] = true
  local parts, count = {}, 0
  local is_list = shape.is_list(t)
  local keys = not is_list and shape.sorted_keys(t)
  local total = is_list and rawlen(t) or #keys
  for position = 1, total do
    count = count + 1
    if count > how.items then
      parts[#parts + 1] = how.paint("dim", ("… %d more"):format(total - how.items))
      break
    end
    local key = keys and keys[position] or position
    local text = inline(rawget(t, key), how, seen, depth + 1)
    parts[#parts + 1] = keys and key_text(key, how) .. " = " .. text or text
  end
  seen[t] = nil
  if #parts == 0 then return "{}" end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

function inline(value, how, seen, depth)
  if type(value) == "string" then return how.paint("string", style.quoted(value)) end
  if type(value) ~= "table" or shape.has_text(value) then
    local ok, text = pcall(tostring, value)
    return how.paint(math.type(value) and "number" or type(value), ok and text or type(value))
  end
  return inline_table(value, how, seen, depth)
end

-- Everything, without colours.
line.WHOLE = { paint = style.plain, depth = math.huge, items = math.huge }

function line.text(value, how) return inline(value, how or line.WHOLE, {}, 1) end

-- A cell of a table, or the value of a field: strings without quotes.
function line.cell(value, how)
  if value == nil then return "" end
  if type(value) == "string" then return style.visible(value) end
  return line.text(value, how)
end

return line
