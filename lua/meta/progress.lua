---@meta progress
error "a meta file is read by editors, not by Lua"

--- How far things are: bars at the bottom of a terminal, with lines of text above them; elsewhere a line in the log now
--- and then. Nothing with `--quiet` and `--json`.
---@class progresslib
progress = {}

--- A bar. As a `<close>` variable it goes away however its block is left.
---@class progress.Bar
---@field title string
---@field total? number               # how much there is to do; may be set when it becomes known
---@field done number                 # how much of it is done
local Bar = {}

--- Set how much is done. The screen is drawn ten times a second at most.
---
--- Risk:   reads
---@param done number                 # in the bar's unit
---@param note? string                # put behind it: "2 failed"
function Bar:set(done, note) end

--- Add to what is done.
---
--- Risk:   reads
---@param count? number               # default 1
function Bar:add(count) end

--- Take the bar away. In a log that has lines of it, a last one tells how it ended.
---
--- Risk:   reads
---@param failure? any                # what it ended by
function Bar:close(failure) end

---@class progress.BarOptions
---@field title? string               # what is being done
---@field total? number               # how much there is to do, in the unit
---@field unit? "bytes"|"items"       # default "items"; bytes have a rate
---@field every? number|string        # seconds between lines in a log; default 30, the first after as many

--- Show a bar. Several at a time, of parallel tasks too, are one below the other.
---
--- Units:  `every` in seconds
--- Risk:   reads
---
--- ```lua
--- local bar <close> = progress.bar { title = "checksums", total = 10 * GiB, unit = "bytes" }
--- bar:add(4 * MiB)
--- ```
---@param options? progress.BarOptions
---@return progress.Bar bar
function progress.bar(options) end

---@class progress.EachOptions
---@field title? string               # what is being done
---@field every? number|string        # seconds between lines in a log; default 30

--- Loop over a list with a bar that goes away however the loop is left.
---
--- Risk:   reads
---
--- ```lua
--- for _, name in progress.each({ "vm-1", "vm-2" }, { title = "images" }) do log.debug(name) end
--- ```
---@param list any[]                  # the elements
---@param options? progress.EachOptions
---@return function step              # for `for`: position and element
---@return nil state                  # for `for`
---@return integer start              # for `for`
---@return progress.Bar bar           # closed by `for`
function progress.each(list, options) end

--- Wait for what one of the functions `rbd.start_…` has started, and show how far it is. Whoever stops waiting stops it.
---
--- Raises: what the operation raises
--- Yields: yes
--- Risk:   reads
---@param operation rbd.Operation     # what has been started
---@return any result                 # the operation's
function progress.follow(operation) end

--- A line of words at the bottom of a terminal. Without a terminal there is none.
---@class progress.Line
local Line = {}

--- Set the words.
---
--- Risk:   reads
---@param words string                # empty: no line
function Line:set(words) end

--- Take the line away.
---
--- Risk:   reads
function Line:close() end

--- Show a line of words of your own.
---
--- Risk:   reads
---@return progress.Line line
function progress.line() end

--- Write a line of text to standard error, above the bars.
---
--- Risk:   reads
---@param text string                 # without a line feed
function progress.say(text) end

return progress
