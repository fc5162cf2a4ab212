-- How a field reads whose number counts something: bytes, or seconds since 1970. By the field's name.
local sizes = require "printer.sizes"

local human = {}

local TIMES = { modified = true, since = true, deferred_until = true, ["until"] = true }

-- From 2001 on: a number that is less is a duration.
local function is_time(name, value)
  return type(name) == "string" and math.type(value) ~= nil and value >= 1e9 and value < 1e11
    and (TIMES[name] or name:find "_at$") ~= nil
end

-- "10 GiB", or "2026-11-27 18:20:05" in the time of this machine; nil if the field is neither, or reads as it is.
-- With `all`, however few bytes there are.
function human.text(name, value, all)
  if is_time(name, value) then return os.date("%Y-%m-%d %H:%M:%S", math.floor(value)) end
  return sizes.text(name, value, all)
end

return human
