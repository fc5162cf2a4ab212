--- What is known of a project's options: its own table, and that of the libraries that every service has.
local tables = {}

--- The projects that there is a table of.
tables.PROJECTS = { "nova", "cinder", "glance" }

local loaded = {}

local function add(into, part)
  table.move(part.options, 1, #part.options, #into.options + 1, into.options)
  for name in part.names:gmatch "%S+" do into.names[name] = true end
  for section in part.sections:gmatch "%S+" do into.sections[section:lower()] = true end
end

---@class ini.Table
---@field options table[]                  # rows as in lua/ini/options
---@field names table<string, boolean>     # every name of an option in any release, whatever its section
---@field sections table<string, boolean>  # every section that has a fixed name, in lower case

--- Nil for a project that there is no table of.
---@return ini.Table?
function tables.of(project)
  if loaded[project] then return loaded[project] end
  for _, name in ipairs(tables.PROJECTS) do
    if name == project then
      local whole = { options = {}, names = {}, sections = { default = true } }
      add(whole, require "ini.options.libraries")
      -- Last: of an option in both the project's own row counts.
      add(whole, require("ini.options." .. project))
      for _, row in ipairs(whole.options) do
        whole.names[row[2]], whole.sections[row[1]:lower()] = true, true
      end
      loaded[project] = whole
      return whole
    end
  end
end

return tables
