---@meta playbook
error "a meta file is read by editors, not by Lua"

--- An argument: type, what it is, and more. Types: string integer number boolean size duration spec (pool/image) host path list.
---@class playbook.Argument
---@field [1] string
---@field [2] string
---@field required? boolean
---@field default? any             # what `run` gets where nothing was given
---@field choices? string[]
---@field position? integer      # may stand without its name, as the n-th word

---@class Playbook
---@field name string
---@field summary string
---@field description? string
---@field risk? "reads"|"writes"|"destroys"   # default "writes"
---@field args? table<string, playbook.Argument> # by name
---@field run fun(args: table): any, { exit?: integer }?   # the result (`--json` prints it), and the exit status

--- Make a table a playbook. A playbook's file ends with `return playbook { … }`. From then on no code of its folder may
--- assign a global that is not declared.
---
--- Raises: USAGE (a field or an argument is wrong)
--- Risk:   reads
---
--- ```lua
--- return playbook {
---   name = "usage", summary = "Show how full a pool is", risk = "reads",
---   args = { pool = { "string", "pool to look at", required = true, position = 1 } },
---   run = function(args) return { pool = args.pool } end,
--- }
--- ```
---@param book Playbook
---@return Playbook
function playbook(book) end
