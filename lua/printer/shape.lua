-- What a table is to a reader: a list, a record, a list of records, or just a table. Looks without metamethods, which
-- might ask somebody.
local shape = {}

-- The keys, numbers first, each kind in its order.
function shape.sorted_keys(t)
  local keys = {}
  for key in next, t do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    local kind_a, kind_b = type(a), type(b)
    if kind_a == kind_b and (kind_a == "number" or kind_a == "string") then return a < b end
    if kind_a == kind_b then return tostring(a) < tostring(b) end
    return kind_a < kind_b
  end)
  return keys
end

-- Whether a value says itself what to show of it.
function shape.has_text(value)
  if type(value) ~= "table" then return type(value) == "userdata" end
  local meta = debug.getmetatable(value)
  return type(meta) == "table" and rawget(meta, "__tostring") ~= nil
end

function shape.is_list(t)
  local count = 0
  for _ in next, t do count = count + 1 end
  return count == rawlen(t)
end

function shape.is_record(value)
  if type(value) ~= "table" or next(value) == nil or rawlen(value) > 0 or shape.has_text(value) then return false end
  for key in next, value do
    if type(key) ~= "string" then return false end
  end
  return true
end

function shape.are_records(list)
  for position = 1, rawlen(list) do
    if not shape.is_record(rawget(list, position)) then return false end
  end
  return rawlen(list) > 0
end

-- What a row is about, in this order; these columns come first.
local LEADING = {
  "name", "entity", "id", "spec", "pool", "namespace", "image", "snapshot", "user", "host", "state", "status", "size",
}

-- The names in any of the rows: first those that say what a row is about, then the others in their order.
function shape.columns(rows)
  local all = {}
  for _, row in ipairs(rows) do
    for key in next, row do all[key] = true end
  end
  local names = shape.sorted_keys(all)
  local leading = {}
  for _, name in ipairs(LEADING) do
    for position, each in ipairs(names) do
      if each == name then leading[#leading + 1] = table.remove(names, position) end
    end
  end
  table.move(names, 1, #names, #leading + 1, leading)
  names = leading
  -- A key that is no text may be a table, which would be taken for a column with a format.
  for position, name in ipairs(names) do
    if type(name) ~= "string" then names[position] = { name } end
  end
  return names
end

return shape
