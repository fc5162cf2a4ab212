--- Checks a table against a description of it, so that a misspelt key is an error and not silence.
local errors = require "errors"
local units = require "units"

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

local LUA_TYPES = { list = "table", count = "number", duration = "number" }

-- What only some types are: a list without names, a whole number above zero, a number of seconds or a text like "90s".
local function check_kind(value, description, context, place)
  local wanted = description[1]
  if wanted == "duration" and type(value) == "string" then
    local ok, problem = pcall(units.duration, value)
    if not ok then fail(context, place, type(problem) == "table" and problem.message or tostring(problem)) end
    return
  end
  if type(value) ~= (LUA_TYPES[wanted] or wanted) then
    fail(context, place, ("%s expected, got %s"):format(wanted, type(value)), description.hint)
  end
  local most = description.most or math.maxinteger
  if wanted == "count" and (math.type(value) ~= "integer" or value < 1 or value > most) then
    local range = description.most and "from 1 to " .. most or "from 1"
    fail(context, place, ("a whole number %s expected, got %s"):format(range, value))
  end
  if wanted == "duration" and value <= 0 then fail(context, place, "more than 0 seconds expected") end
  if wanted == "list" then
    for key in pairs(value) do
      if math.type(key) ~= "integer" or key < 1 or key > #value then
        fail(context, place, ("a list expected, but it has the key %s"):format(tostring(key)), description.hint)
      end
    end
  end
end

local function is_filled(value)
  if type(value) == "table" then return next(value) ~= nil end
  return value ~= ""
end

--- A description is { type, required =, filled =, fields =, each =, one_of =, not_named =, most =, hint = }:
--- `type` is Lua's name of it, or "list", "count" (a whole number from 1 to `most`), "duration" (seconds, or a text
--- like "90s"); `filled`: it is not empty; `fields` describes a record, `each` the values of a list or of a table by
--- name, whose names are none of `not_named`.
function check(value, description, context, place)
  if value == nil then
    if description.required then fail(context, place, "it is missing", description.hint) end
    return
  end
  check_kind(value, description, context, place)
  if description.filled and not is_filled(value) then fail(context, place, "it is empty", description.hint) end
  for _, name in ipairs(description.not_named or {}) do
    if value[name] ~= nil then
      fail(context, ("%s.%s"):format(place, name), "this name has a meaning of its own in runs", "Choose another one.")
    end
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
