---@meta retry
error "a meta file is read by editors, not by Lua"

---@class retry.Options
---@field attempts? integer          # at most so many; default 5, or any number where `timeout` is given
---@field codes? string[]            # errors worth another attempt; default: all but USAGE and LUA
---@field pause? number|string       # before the second attempt; default 0.5 s
---@field growth? number             # each pause so many times the one before; default 2
---@field longest? number|string     # no pause is longer; default 30 s
---@field jitter? number             # the share of a pause that is left to chance, 0 to 1; default 0.25
---@field timeout? number|string     # for all attempts together: the one that is under way then is cancelled

--- Call a function until it succeeds. Its last failure is raised, with the number of attempts in its message and the
--- failure itself as its cause. A task that is told to stop still stops.
---
--- Raises: what the function raised last; ETIMEDOUT (the first attempt did not end within `timeout`)
--- Units:  `pause`, `longest` and `timeout` in seconds
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- local image <close> = retry(function() return pool:open_image "vm-1" end, { codes = { "EBUSY", "ETIMEDOUT" } })
--- ```
---@param fn fun(attempt: integer): any
---@param options? retry.Options
---@return any ...                # what the function returned
function retry(fn, options) end
