-- Lists in one value: `a, b` or `a b`, as --list and --list-sep read and write them.
local items = {}

-- A value's items, and what stands between them. `separator` nil: commas; "": white space; else that very text.
local function split(value, separator)
  local found = {}
  if separator == "" then
    for item in value:gmatch "%S+" do found[#found + 1] = item end
    -- Before white space at the front stands an empty item.
    if value:find "^%s" then table.insert(found, 1, "") end
    return found, value:match "%s+" or " "
  end
  if value == "" then return found, separator or "," end
  if separator then
    local from = 1
    while true do
      local first, last = value:find(separator, from, true)
      found[#found + 1] = value:sub(from, (first or #value + 1) - 1)
      if not first then return found, separator end
      from = last + 1
    end
  end
  for item in (value .. ","):gmatch "([^,]*)," do found[#found + 1] = item:match "^%s*(.-)%s*$" end
  -- Written tightly only where it was so before.
  local is_tight = value:find(",", 1, true) and not value:find(" ", 1, true)
  return found, is_tight and "," or ", "
end

local function place(list, item)
  for position, present in ipairs(list) do
    if present == item then return position end
  end
end

-- The value with an item more, at its end, if it has it not. What stands between the items is written anew.
function items.add(value, item, separator)
  local list, between = split(value, separator)
  if not place(list, item) then list[#list + 1] = item end
  return table.concat(list, between)
end

-- The value without an item's first place.
function items.remove(value, item, separator)
  local list, between = split(value, separator)
  local position = place(list, item)
  if position then table.remove(list, position) end
  return table.concat(list, between)
end

return items
