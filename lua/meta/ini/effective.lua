---@meta ini.effective
error "a meta file is read by editors, not by Lua"

---@class ini.Place
---@field section string                # as written there
---@field key string
---@field value string|secret.Secret
---@field file string
---@field line integer                  # from 1

---@class ini.Value
---@field section string
---@field key string
---@field value? string|secret.Secret   # `$name` substituted; a secret if the option's name tells that it is one
---@field values? (string|secret.Secret)[] # of a multi-valued option: all, in their order
---@field raw? string|secret.Secret     # as it stands in the file
---@field file? string                  # nil: the default
---@field line? integer            # from 1
---@field name? string                  # the old name that it is given by
---@field type? string                  # "boolean", "integer" ..., where the option is known
---@field problem? string               # why the service cannot read it, or refuses it
---@field is_default boolean
---@field overrides ini.Place[]         # what this value is read instead of, the nearest first

--- The options as a service reads them; made by `ini.effective`.
---@class ini.Effective
---@field files { path: string, from: string }[] # in the order in which they are read: the last one wins
local Effective = {}

--- An option, with where it comes from and what it overrides; nil if it is given nowhere and has no known default.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return ini.Value?
function Effective:find(section, key) end

--- The value of an option; nil if it is given nowhere and has no known default.
---
--- Raises: EINVAL (the service cannot read it: it refers to what there is not, or is none of its type)
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return string|secret.Secret|nil value # with `$name` substituted; nil: neither given nor known
function Effective:get(section, key) end

--- Every option that is given in a file, in the order of the files.
---
--- Risk:   reads
---@return ini.Value[]
function Effective:options() end
