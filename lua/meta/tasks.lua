---@meta tasks
error "a meta file is read by editors, not by Lua"

--- Several things at a time. Children end before the function that started them returns; the first failure stops the
--- others and is raised; failures beside it are in its `also`. Any native call may let other tasks run while it waits.
---@class taskslib
tasks = {}

---@class tasks.Task
---@field ended boolean
local Task = {}

--- Start a task. What starts it does not end before it; a failure nobody waited for becomes the starter's.
---
--- Risk:   reads
---@param fn function
---@param ... any                # its arguments
---@return tasks.Task
function tasks.spawn(fn, ...) end

--- Wait for a task's end.
---
--- Raises: what the task raised; ETIMEDOUT (it goes on)
--- Units:  `timeout` in seconds
--- Yields: yes
--- Risk:   reads
---@param options? { timeout?: number|string }
---@return any ...                # what its function returned
function Task:wait(options) end

--- Tell a task to stop: what it waits for, or its next wait, raises ECANCELED. Its `<close>` variables are closed. That
--- it ended so is no failure of the task it was spawned in.
---
--- Risk:   reads
function Task:cancel() end

--- Let other tasks run for a while.
---
--- Units:  seconds, or a text such as "90s"
--- Yields: yes
--- Risk:   reads
---@param seconds number|string    # seconds, or text such as "5m"
function tasks.sleep(seconds) end

---@class tasks.Options
---@field limit? integer          # how many at a time; default 16
---@field timeout? number|string  # for each element

--- Call a function for each element of a list, several at a time.
---
--- Raises: the first failure, after the others have been stopped
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- tasks.each(hosts, { limit = 4 }, function(h) h:run { "systemctl", "restart", "chrony" } end)
--- ```
---@param list any[]               # 1 … n, without gaps
---@param options tasks.Options|function   # may be left out
---@param fn? fun(element: any, position: integer)
function tasks.each(list, options, fn) end

--- Like `each`; the first result of each call, in the order of the list.
---
--- Raises: the first failure, after the others have been stopped
--- Yields: yes
--- Risk:   reads
---@param list any[]               # 1 … n, without gaps
---@param options tasks.Options|function   # may be left out
---@param fn? fun(element: any, position: integer): any
---@return any[]                   # the first result of each, in order
function tasks.map(list, options, fn) end

--- Run functions together.
---
--- Raises: the first failure, after the others have been stopped
--- Yields: yes
--- Risk:   reads
---@param functions function[]
---@return any[] results           # the first result of each, in order
function tasks.all(functions) end

--- Run functions together until one returns; the others are cancelled.
---
--- Raises: a failure that comes before any result
--- Yields: yes
--- Risk:   reads
---@param functions function[]
---@return any ...                # the results of the first
function tasks.race(functions) end

--- Call a function; cancel it if it takes too long.
---
--- Raises: ETIMEDOUT; what the function raised
--- Yields: yes
--- Risk:   reads
---@param seconds number|string    # seconds, or text such as "5m"
---@param fn function
---@param ... any
---@return any ...                 # what the function returned
function tasks.timeout(seconds, fn, ...) end

---@class tasks.WaitOptions
---@field every? number|string     # how often to ask; default 1 s, more often at first
---@field timeout? number|string   # default 60 s
---@field what? string             # what is waited for, for the error

--- Ask again and again until the answer is true. What the function gives behind nil or false is why it is not so yet,
--- and ends up in the error: an error object (as `try` gives) as its cause, anything else in its message.
---
--- Raises: ETIMEDOUT; what the function raised
--- Yields: yes
--- Risk:   reads
---
--- ```lua
--- tasks.wait_until(function()
---   local up = 2
---   return up == 3, up .. " of 3 are up"
--- end, { timeout = "5m", what = "for the OSDs" })
--- ```
---@param fn fun(): any
---@param options? tasks.WaitOptions
---@return any answer              # what the function returned
function tasks.wait_until(fn, options) end
