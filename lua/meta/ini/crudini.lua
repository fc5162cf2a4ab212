---@meta ini.crudini
error "a meta file is read by editors, not by Lua"

--- A text that is edited as crudini does it.
---@class ini.Crudini
local Crudini = {}

---@class ini.CrudiniOption
---@field key string             # as written
---@field value string           # of several with the same spelling of the name, the last
---@field is_flag boolean        # whether it is a name alone, without `=`

--- The text as it is to be written.
---
--- Risk:   reads
---@return string text
function Crudini:text() end

--- The names of all sections, in the order they first appear; `DEFAULT` for options before the first.
---
--- Risk:   reads
---@return string[] names
function Crudini:sections() end

--- Whether options stand before the first section.
---
--- Risk:   reads
---@return boolean found
function Crudini:has_first_lines() end

--- Whether there is such a section.
---
--- Risk:   reads
---@param section string           # its name, without brackets
---@return boolean found
function Crudini:has_section(section) end

--- The options of a section, once for each spelling of a name.
---
--- Risk:   reads
---@param section string           # its name, without brackets
---@return ini.CrudiniOption[] options
function Crudini:options(section) end

--- The value of an option, its name in any case; nil if there is none.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@return string|nil value
function Crudini:get(section, key) end

--- Give an option a value, in its last place, else below the last option of its section.
---
--- Raises: EINVAL (a name that cannot be written)
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
---@param value? string          # without one a new option is empty, and a present name alone stays so
function Crudini:set(section, key, value) end

--- Add a section at the end if there is none of that name.
---
--- Raises: EINVAL (a name that cannot be written)
--- Risk:   reads
---@param section string           # its name, without brackets
function Crudini:add_section(section) end

--- Remove an option with all its values.
---
--- Risk:   reads
---@param section string           # without brackets
---@param key string               # the option
function Crudini:remove(section, key) end

--- Remove a section from its header to its last option. Runs of blank lines become one, in the whole text.
---
--- Risk:   reads
---@param section string           # its name, without brackets
function Crudini:remove_section(section) end

--- Space the whole text: `delimiters` true writes `name = value`, false `name=value`; `sections` leaves one blank line
--- above each header.
---
--- Risk:   reads
---@param options? { delimiters?: boolean, sections?: boolean }
function Crudini:space(options) end
