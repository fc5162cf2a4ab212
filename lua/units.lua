-- Sizes and durations: reading and writing them.
local arguments = require "arguments"
local native = require "units.native"

local units = {
  KiB = 1 << 10, MiB = 1 << 20, GiB = 1 << 30, TiB = 1 << 40,
  milliseconds = 0.001, minutes = 60, hours = 3600,
  -- Bytes of a number or of a text such as "10G"; seconds of a number or of a text such as "90s".
  size = native.size,
  duration = native.duration,
}

-- A size for people: "10 GiB", "1.5 MiB", "12 B".
function units.bytes(count)
  arguments.check("units.bytes", "count: number", count)
  local names = { "B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB" }
  local value, position = count, 1
  while math.abs(value) >= 1024 and position < #names do
    value, position = value / 1024, position + 1
  end
  local text = ("%.1f"):format(value):gsub("%.0$", "")
  if text == "1024" and position < #names then text, position = "1", position + 1 end
  return ("%s %s"):format(text, names[position])
end

-- A duration for people: "250 ms", "1.5 s", "2 min 5 s", "3 h 20 min".
function units.seconds(value)
  arguments.check("units.seconds", "value: number", value)
  if value ~= value or value >= 1e15 then return ("%g s"):format(value) end
  if value < 1 then return ("%.0f ms"):format(value * 1000) end
  if value < 60 then return (("%.1f"):format(value):gsub("%.0$", "")) .. " s" end
  local whole = math.floor(value + 0.5)
  local hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
  if hours > 0 then return minutes > 0 and ("%d h %d min"):format(hours, minutes) or ("%d h"):format(hours) end
  return rest > 0 and ("%d min %d s"):format(minutes, rest) or ("%d min"):format(minutes)
end

return units
