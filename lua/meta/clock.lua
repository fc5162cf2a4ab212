---@meta clock
error "a meta file is read by editors, not by Lua"

--- Time.
---@class clocklib
clock = {}

--- Seconds since 1970, with fraction.
---
--- Risk:   reads
---@return number                  # seconds since 1970
function clock.now() end

--- Seconds of a clock that nobody sets; for measuring.
---
--- Risk:   reads
---@return number                  # seconds since some moment; never goes back
function clock.monotonic() end

--- `tasks.sleep`: let other tasks run for a while.
---
--- Yields: yes
--- Risk:   reads
---@param seconds number|string    # seconds, or text such as "5m"
function clock.sleep(seconds) end

--- Local time as text.
---
--- Risk:   reads
---@param format? string         # of `os.date`; default "%Y-%m-%d %H:%M:%S"
---@param time? number           # default now
---@return string
function clock.date(format, time) end

--- UTC as ISO 8601, to the second.
---
--- Risk:   reads
---@param time? number             # seconds since 1970, as `clock.now()` gives them
---@return string
function clock.iso(time) end
