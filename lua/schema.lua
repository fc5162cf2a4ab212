--- Checks a table against a description of it, so that a misspelt key is an error and not silence.
local errors = require "errors"

local schema = {}

local function sorted_keys(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = tostring(key) end
  table.sort(keys)
  return keys
end

local function fail(context, place, message, hint)
  errors.raise { code = "EINVAL", operation = context, target = place, message = message, hint = hint }
end

local check

local function check_record(value, fields, context, place)
  local known = sorted_keys(fields)
  for key in pairs(value) do
    if not fields[key] then
      local near = errors.nearest(tostring(key), known)
      local meant = near and (" (did you mean %q?)"):format(near) or ""
      fail(context, place, ("no such key %q%s"):format(tostring(key), meant),
        "Known keys: " .. table.concat(known, ", ") .. ".")
    end
  end
  for _, key in ipairs(known) do
    check(value[key], fields[key], context, place == "" and key or place .. "." .. key)
  end
end

--- A description is { type, required =, fields =, each =, one_of = }:
--- `type` is Lua's name of it, or "list"; `fields` describes a record, `each` the values of a list or a table by name.
function check(value, description, context, place)
  if value == nil then
    if description.required then fail(context, place, "it is missing", description.hint) end
    return
  end
  local wanted = description[1]
  local kind = wanted == "list" and "table" or wanted
  if type(value) ~= kind then
    fail(context, place, ("%s expected, got %s"):format(wanted, type(value)), description.hint)
  end
  if description.one_of then
    for _, choice in ipairs(description.one_of) do
      if choice == value then return end
    end
    local near = errors.nearest(tostring(value), description.one_of)
    fail(context, place, ("%q is not one of %s%s"):format(tostring(value), table.concat(description.one_of, ", "),
      near and (" (did you mean %q?)"):format(near) or ""))
  end
  if description.fields then check_record(value, description.fields, context, place) end
  if description.each then
    for key, element in pairs(value) do
      check(element, description.each, context, ("%s.%s"):format(place, tostring(key)))
    end
  end
end

--- Raises EINVAL with the place of the first fault.
function schema.check(value, description, context)
  check(value, description, context, "")
  return value
end

return schema
