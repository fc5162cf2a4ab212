---@meta units
error "a meta file is read by editors, not by Lua"

--- Bytes of a kibibyte: `10 * KiB`.
KiB = 1024
--- Bytes of a mebibyte.
MiB = 1024 * KiB
--- Bytes of a gibibyte.
GiB = 1024 * MiB
--- Bytes of a tebibyte.
TiB = 1024 * GiB
--- Seconds of a millisecond: `250 * milliseconds`.
milliseconds = 0.001
--- A second; for reading well: `30 * seconds`.
seconds = 1
--- Seconds of a minute.
minutes = 60
--- Seconds of an hour.
hours = 3600

--- Sizes and durations.
---@class unitslib
---@field KiB integer              # as the global `KiB`
---@field MiB integer              # as the global `MiB`
---@field GiB integer              # as the global `GiB`
---@field TiB integer              # as the global `TiB`
---@field milliseconds number      # as the global `milliseconds`
---@field minutes integer          # as the global `minutes`
---@field hours integer            # as the global `hours`
units = {}

--- Bytes of a number, or of a text such as "10G" (powers of 1024).
---
--- Raises: USAGE
--- Risk:   reads
---@param value integer|string     # bytes, or text such as "10G"
---@return integer                 # bytes
function units.size(value) end

--- Seconds of a number, or of a text such as "90s", "2m", "250ms".
---
--- Raises: USAGE
--- Risk:   reads
---@param value number|string      # seconds, or text such as "90s"
---@return number                  # seconds
function units.duration(value) end

--- A size for people: "10 GiB".
---
--- Risk:   reads
---@param count integer             # of bytes
---@return string
function units.bytes(count) end

--- A duration for people: "2 min 5 s".
---
--- Risk:   reads
---@param value number             # seconds
---@return string
function units.seconds(value) end

--- A size for people: `units.bytes`.
---
--- Risk:   reads
---@param count integer            # of bytes
---@return string
function bytes(count) end
