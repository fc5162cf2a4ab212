--- The options that a project has in a release, from its table, as `ini.effective` takes them.
local releases = require "ini.releases"
local tables = require "ini.tables"

local known = {}

-- A default as it would be written in a file.
local function text_of(default)
  if default == true then return "True" end
  if default == false then return "False" end
  if type(default) == "table" then return table.concat(default, ",") end
  return default ~= nil and tostring(default) or nil
end

-- What the site calls its backends or stores; "fast:rbd" of Glance is the store `fast`.
local function enabled_in(files)
  for i = #files, 1, -1 do
    local value = files[i].document:get("DEFAULT", "enabled_backends")
    if value then
      local names = {}
      for item in value:gmatch "[^,]+" do names[#names + 1] = item:match "^[^:]*":match "^%s*(.-)%s*$" end
      return names
    end
  end
end

-- The sections that a section of the table stands for.
local function sections_of(name, files)
  if name == "backend" then return enabled_in(files) or {} end
  -- Before there were several stores, those options stood in [glance_store].
  if name == "store" then return enabled_in(files) or { "glance_store" } end
  return { name }
end

--- Nil for a project that no table is of. Without a release: whatever was an option in any of them.
function known.options(project, release, files)
  local known_table = tables.of(project)
  if not known_table then return nil end
  local now = release and releases.index(release) or math.huge
  local function reached(name) return name and releases.index(name) <= now end
  local list, former = {}, {}
  for _, row in ipairs(known_table.options) do
    if row.replaced_by and reached(row.deprecated) then
      local names = former[row.replaced_by] or {}
      former[row.replaced_by] = names
      if not release or not reached(row.removed) then names[#names + 1] = row[1] .. "." .. row[2] end
    elseif not (release and (reached(row.removed) or row.since and not reached(row.since))) then
      for _, section in ipairs(sections_of(row[1], files)) do
        list[#list + 1] = {
          section = section, key = row[2], type = row[3], multi = row.multi, default = text_of(row.default),
          min = row.min, max = row.max, choices = row.choices, ignore_case = row.ignore_case,
        }
      end
    end
  end
  for _, option in ipairs(list) do option.old = former[option.section .. "." .. option.key] end
  return list
end

return known
