-- Time: what it is, and waiting.
local arguments = require "arguments"
local native = require "tasks.native"

local clock = { now = native.now, monotonic = native.monotonic, sleep = native.sleep }

-- Whole seconds of a time that a calendar can show, also where years have 32 bits.
local function whole(operation, position, time)
  local limit = 1 << 55
  if time >= -limit and time < limit then return time // 1 | 0 end
  arguments.refuse(operation, position, "time", ("%s is no time of any calendar"):format(time))
end

-- The local time as text, in the format of `os.date`.
function clock.date(format, time)
  arguments.check("clock.date", "format?: string, time?: number", format, time)
  local seconds = whole("clock.date", 2, time or clock.now())
  local ok, text = pcall(os.date, format or "%Y-%m-%d %H:%M:%S", seconds)
  if not ok then arguments.refuse("clock.date", 1, "format", (text:gsub("^bad argument.-%((.*)%)$", "%1"))) end
  return text
end

-- The time in UTC as ISO 8601, to the second.
function clock.iso(time)
  arguments.check("clock.iso", "time?: number", time)
  return os.date("!%Y-%m-%dT%H:%M:%SZ", whole("clock.iso", 1, time or clock.now()))
end

return clock
