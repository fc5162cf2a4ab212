-- Makes sure that a service reads what was asked. crudini's own way is taken unless oslo.config would misread the
-- result; then the edit is made by its rules, and a warning says so.
local native = require "ini.native"

local service = {}
service.__index = service

local function read(text)
  local ok, result = pcall(function() return native.parse(text, { dialect = "oslo" }):values() end)
  if ok then return result end
  return nil, result
end

-- What there is in a text for a service: a section without options is none.
local function meant(values)
  local found = {}
  for section, options in pairs(values or {}) do
    if next(options) then found[section] = options end
  end
  return found
end

local function named(section)
  if section == "" or section == "DEFAULT" then return "DEFAULT" end
  return section:lower()
end

local function same(one, other)
  if type(one) ~= "table" or type(other) ~= "table" then return one == other end
  for key, value in pairs(one) do
    if not same(value, other[key]) then return false end
  end
  for key in pairs(other) do
    if one[key] == nil then return false end
  end
  return true
end

-- Watches the edits of a text; one that no service can read is none of a service's.
function service.watch(text) return setmetatable({ values = read(text) or false }, service) end

-- What the edit asks for, done to the values.
local function apply(values, edit)
  local section = named(edit.section)
  if edit.name == "del" then
    if not edit.key then values[section] = nil
    elseif values[section] then values[section][edit.key] = nil end
    return
  end
  values[section] = values[section] or {}
  if not edit.key then return end
  local list = values[section][edit.key] or {}
  list[math.max(#list, 1)] = edit.value or ""
  values[section][edit.key] = list
end

-- The same edit by oslo.config's rules.
local function by_rules(text, edit)
  local document = native.parse(text, { dialect = "oslo" })
  local section = edit.section == "" and "DEFAULT" or edit.section
  if edit.name == "del" then
    if edit.key then document:remove(section, edit.key) else document:remove_section(section) end
  else
    local list = document:get_all(section, edit.key)
    list[math.max(#list, 1)] = edit.value or ""
    document:set_all(section, edit.key, list)
  end
  return document:text()
end

-- The text to go on with if a service would misread what crudini made of it, and why; nil if it would not.
function service:correct(before, after, edit)
  if not self.values then return nil end
  local had_sections = next(self.values) ~= nil
  apply(self.values, edit)
  local found, err = read(after)
  if found and same(meant(self.values), meant(found)) then return nil end
  if not found and edit.section == "" and not had_sections then
    -- Options without any section: a file of another kind, which is begun here.
    self.values = false
    return nil
  end
  if edit.name == "set" and not edit.key then return nil end
  local text = by_rules(before, edit)
  if text == after then return nil end
  self.values = read(text)
  local what = found and "a service would read something else" or "a service could not read the file: " .. err.message
  return text, what .. " if crudini had written this; written by the service's rules"
end

-- Whether a service reads what the edits ask for, or could read nothing before them.
function service.reads_as_asked(before, after, edits)
  local values = read(before)
  if not values then return true end
  for _, each in ipairs(edits) do apply(values, each) end
  local found = read(after)
  return found ~= nil and same(meant(values), meant(found))
end

-- Whether a service reads the same of both texts, or nothing of the first.
function service.reads_alike(one, other)
  local values = read(one)
  if not values then return true end
  local found = read(other)
  return found ~= nil and same(meant(values), meant(found))
end

return service
