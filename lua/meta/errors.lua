---@meta errors
error "a meta file is read by editors, not by Lua"

--- Error objects: what native functions raise, and scripts can raise too. Each says what was done to what, why it
--- failed, and what to do.
---@class errors
errors = {}

---@class Error
---@field code string          # the name to branch on: "ENOENT", "VIR_ERR_NO_SECRET", "HTTP_409"
---@field domain string        # whose code it is: errno, libvirt, http, cephlua, lua
---@field number integer           # the library's own number: errno, most often
---@field operation string     # what was being done
---@field target string        # to what
---@field message string       # why it failed
---@field hint? string         # what to do about it
---@field details? string      # log lines, standard error
---@field cause? Error
---@field where? string        # file:line of the script
---@field traceback? string
local Error = {}

--- Whether it has this code.
---
--- Risk:   reads
---@param code string              # "ENOENT"
---@return boolean
function Error:is(code) end

--- Raise it again with what it happened during.
---
--- Risk:   reads
---@param context string           # what was being done: "while cloning vms/vm-1"
---@return Error
function Error:wrap(context) end

---@class errors.Fields
---@field message? string        # default: the code's own text
---@field code? string           # default "FAILED", or "LUA" for a bare message
---@field domain? string         # whose code it is, for an error that is raised once more
---@field number? integer        # likewise
---@field operation? string
---@field target? string
---@field hint? string
---@field details? string
---@field cause? Error

--- Make an error object of the table.
---
--- Raises: USAGE (no such field)
--- Risk:   reads
---@param fields errors.Fields
---@return Error
function errors.new(fields) end

--- Raise an error object.
---
--- Raises: what it is told
--- Risk:   reads
---@param fields errors.Fields
function errors.raise(fields) end

--- A message handler for `xpcall`: what was raised as an error object, with its traceback.
---
--- Risk:   reads
---@param error any                # an error object
---@return Error
function errors.trace(error) end

--- The name that was probably meant; nil if none is near.
---
--- Risk:   reads
---@param name string              # what was written
---@param names string[]           # those that there are
---@return string?
function errors.nearest(name, names) end

--- Raise an error object, made of a text or of its fields.
---
--- Raises: what it is told
--- Risk:   reads
---
--- ```lua
--- fail { code = "EBUSY", operation = "move", target = "vms/vm-1", message = "a guest uses it", hint = "Stop it first." }
--- ```
---@param failure string|errors.Fields # a text, or the fields of an error object
function fail(failure) end

--- Call a function; nil and the error object if it fails. A task that is told to stop still stops.
---
--- Risk:   reads
---
--- ```lua
--- local text, err = try(fs.read, "/etc/ceph/ceph.conf")
--- if not text and not err:is "ENOENT" then error(err) end
--- ```
---@param fn function
---@param ... any
---@return any ...                # its results, or nil and the error
function try(fn, ...) end

return errors
