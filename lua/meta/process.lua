---@meta process
error "a meta file is read by editors, not by Lua"

--- Processes of this machine.
---@class process
process = {}

---@class process.SpawnOptions
---@field stdout? string            # a file that gets stdout and stderr, appended to; default: /dev/null
---@field stdin_file? string        # default: /dev/null
---@field env? table<string,string> # added to the environment
---@field cwd? string
---@field cgroups? string[]         # directories of cgroups the process enters before it becomes the command

---@class process.Record
---@field pid integer              # its id
---@field parent integer           # id of the process that started it
---@field session integer          # id of its session
---@field name string               # the kernel's short name
---@field argv string[]             # empty for kernel threads
---@field started number            # clock ticks since boot: with the pid it names a process for good

--- Run a command and wait for it: an argument vector, never a shell string.
---
--- Raises: COMMAND_FAILED (status other than 0; the last lines of stderr are in `details`), ENOENT (no such command),
---         ETIMEDOUT, EOVERFLOW
--- Units:  `timeout` in seconds
--- Risk:   writes
---
--- ```lua
--- local out = process.run({ "uname", "-r" }).stdout
--- ```
---@param argv string[]            # the program and its arguments; no shell reads them
---@param options? host.RunOptions
---@return host.Result
function process.run(argv, options) end

--- Like `run`, for commands that change nothing: allowed in a dry run.
---
--- Raises: as `run`
--- Risk:   reads
---@param argv string[]            # the program and its arguments; no shell reads them
---@param options? host.RunOptions
---@return host.Result
function process.query(argv, options) end

--- Start a process that outlives this one: a session of its own, not waited for.
---
--- Raises: ENOENT (no such command), ENOENT or EACCES (a cgroup, `stdout`)
--- Risk:   writes
--- C:      fork, setsid, execvp
---@param argv string[]            # the program and its arguments; no shell reads them
---@param options? process.SpawnOptions
---@return integer pid             # of the process
function process.spawn(argv, options) end

--- A living process; nil if there is none (one that has ended and was not yet collected does not live).
---
--- Risk:   reads
---@param pid integer              # the process
---@return process.Record?
function process.find(pid) end

--- All living processes, by pid.
---
--- Risk:   reads
---@return process.Record[]
function process.list() end

--- Send a signal to a process, or with `group` to its process group.
---
--- Raises: EPERM, EINVAL (no such signal; pid 1 and below)
--- Risk:   destroys
--- C:      kill
---@param pid integer              # the process
---@param options? { signal?: string|integer, group?: boolean, sure?: string } # `signal`: "TERM" (default), "KILL", a number; `sure`: the id of the process once more, as text
---@return boolean sent             # false: there is no such process
function process.kill(pid, options) end

--- Wait until a process has ended.
---
--- Raises: ETIMEDOUT
--- Units:  `timeout` in seconds, default: none
--- Risk:   reads
--- C:      pidfd_open, poll
---@param pid integer              # the process
---@param options? { timeout?: number|string }
function process.wait(pid, options) end

--- The path of a command on PATH; nil if there is none.
---
--- Risk:   reads
---@param name string              # a program's name: "qemu-img"
---@return string?
function process.find_command(name) end

--- A variable of the environment; nil if it is not set.
---
--- Risk:   reads
---@param name string              # of the variable
---@return string?
function process.environment(name) end

return process
