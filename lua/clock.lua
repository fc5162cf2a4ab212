-- Time: what it is, and waiting.
local native = require "tasks.native"

local clock = { now = native.now, monotonic = native.monotonic, sleep = native.sleep }

-- The local time as text, in the format of `os.date`.
function clock.date(format, time) return os.date(format or "%Y-%m-%d %H:%M:%S", (time or clock.now()) // 1 | 0) end

-- The time in UTC as ISO 8601, to the second.
function clock.iso(time) return os.date("!%Y-%m-%dT%H:%M:%SZ", (time or clock.now()) // 1 | 0) end

return clock
