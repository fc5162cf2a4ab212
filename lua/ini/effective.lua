--- The options as a service reads them: from all of its files, with the names they had before, `$name` substituted.
local errors = require "errors"
local ini = require "ini.native"
local secret = require "secret"
local substitute = require "ini.substitute"
local types = require "ini.types"

local Effective = { __name = "ini.Effective" }
Effective.__index = Effective

-- Section names are compared in lower case, except that DEFAULT is only itself.
local function group_of(section) return section == "DEFAULT" and section or section:lower() end

local function id(section, key) return group_of(section) .. "\0" .. key end

--- From documents in the order in which they are read: { path =, document = }. `definitions`: options by section
--- and key, see `Effective.definitions_of`; `is_whole`: there are no options but these.
function Effective.new(files, definitions, is_whole)
  local self = setmetatable({ files = files, definitions = definitions, is_whole = is_whole }, Effective)
  for _, file in ipairs(files) do
    file.given = {}
    for _, entry in ipairs(file.document:entries()) do
      local key = id(entry.group, entry.key)
      file.given[key] = file.given[key] or {}
      table.insert(file.given[key], {
        section = entry.section, key = entry.key, value = entry.value, file = file.path, line = entry.line,
      })
    end
  end
  return self
end

--- Options by section and key, from { section =, key =, type =, min =, max =, choices =, multi =, default =,
--- old = { "section.key" } } each.
function Effective.definitions_of(list)
  local definitions = {}
  for _, option in ipairs(list) do definitions[id(option.section, option.key)] = option end
  return definitions
end

-- Every place an option is given at, the one that wins first; and for a multi-valued one all values, in their order.
local function look_up(self, section, key, option)
  local names = { id(section, key) }
  for _, old in ipairs(option and option.old or {}) do
    local old_section, old_key = old:match "^(.-)%.(.*)$"
    names[#names + 1] = id(old_section, old_key)
  end
  local places, values = {}, {}
  for i = #self.files, 1, -1 do
    for _, name in ipairs(names) do
      local given = self.files[i].given[name] or {}
      for j = #given, 1, -1 do
        places[#places + 1] = given[j]
        table.insert(values, 1, given[j].value)
      end
    end
  end
  -- Within a file oslo.config puts the values of an old name before those of the new one, and each name's in order.
  return places, values
end

local function text_of(option, value)
  local kind = option and option.type
  local word = type(value) == "string" and value:lower() or value
  if kind == "boolean" then
    local truth = { ["true"] = "True", ["1"] = "True", on = "True", yes = "True" }
    return truth[tostring(word)] or "False"
  end
  return tostring(value)
end

local read

-- Why an option cannot be read. oslo.config meets an unknown option in the middle of another one's value by looking in
-- DEFAULT for that other one; everything else is final.
local function unknown(name)
  return { text = ("$%s is no option that the service has"):format(name), is_unknown = true }
end

local function final(text, ...) return { text = text:format(...) } end

-- Whether the service has a section, as far as is known.
local function has_group(self, group)
  for _, option in pairs(self.definitions) do
    if option.section == group then return true end
  end
  if self.is_whole then return false end
  for _, file in ipairs(self.files) do
    if file.document:has_section(group) then return true end
  end
  return false
end

-- The option `key` of a section as the part of a value. An option's old name does not count: what oslo.config does with
-- it there differs from case to case.
local function part(self, section, key, name, seen)
  local option = self.definitions[id(section, key)]
  local given = look_up(self, section, key, option)[1]
  if not option and (self.is_whole or not given) then return nil, unknown(name) end
  if not given and option.default == nil then return "" end
  local value, problem = read(self, section, key, seen, option)
  if problem then return nil, problem end
  return text_of(option, value)
end

-- What a name in a value of this section stands for: an option of the same section, else one of DEFAULT.
local function resolver(self, section, seen)
  return function(name)
    local group, key = name:match "^(.-)%.(.*)$"
    if group then
      -- Here, unlike in a header, a section is called exactly as the service calls it, and DEFAULT has no name at all.
      if group == "DEFAULT" or group ~= group_of(group) or not has_group(self, group) then
        return nil, final("$%s names no section that the service has", name)
      end
      return part(self, group, key, name, seen)
    end
    local value, problem = part(self, section, name, name, seen)
    if not problem or not problem.is_unknown then return value, problem end
    if has_group(self, name) then return nil, final("$%s is a section", name) end
    return part(self, "DEFAULT", name, name, seen)
  end
end

-- An option's value, substituted; nil and the problem if the service cannot read it.
function read(self, section, key, seen, option)
  local own = id(section, key)
  if seen[own] then return nil, final("$%s refers to itself", key) end
  seen[own] = true
  local place = look_up(self, section, key, option)[1]
  local raw = place and place.value or not place and option and option.default
  if type(raw) ~= "string" then
    seen[own] = nil
    return raw
  end
  local value, problem = substitute.apply(raw, resolver(self, section, seen))
  seen[own] = nil
  return value, problem
end

-- Why a service refuses what a value of a known option comes to.
local function refusal(option, value)
  if not option or not option.type or type(value) ~= "string" then return nil end
  local problem = types.problem(option.type, option, value)
  return problem and final("%q %s", value, problem) or nil
end

local NO_SECRETS = { boolean = true, integer = true, float = true, port = true }

-- A value that may be shown: that of an option whose name tells of a secret is one, unless it is known to be none
-- (inject_password).
local function shown(key, value, option)
  if option and NO_SECRETS[option.type] then return value end
  if type(value) == "string" and ini.is_secret(key) then return secret.new(value) end
  return value
end

local function shown_place(place, option)
  return {
    section = place.section, key = place.key, value = shown(place.key, place.value, option), file = place.file,
    line = place.line,
  }
end

--- An option that is given in a file, or has a default; nil if neither.
function Effective:find(section, key)
  local option = self.definitions[id(section, key)]
  local places, values = look_up(self, section, key, option)
  local won = places[1]
  if not won and (not option or option.default == nil) then return nil end
  local found = { section = section, key = key, overrides = {}, is_default = not won }
  local problem
  if option and option.multi then
    if not won then values = { option.default } end
    for i, raw in ipairs(values) do
      values[i], problem = substitute.apply(raw, resolver(self, section, { [id(section, key)] = true }))
      found.problem = found.problem or problem or refusal(option, values[i])
      values[i] = shown(key, values[i] or raw, option)
    end
    found.values, found.value = values, values[#values]
  else
    found.value, problem = read(self, section, key, {}, option)
    found.problem = problem or won and refusal(option, found.value)
    found.value = shown(key, found.value, option)
    for i = 2, #places do found.overrides[i - 1] = shown_place(places[i], option) end
  end
  found.problem = found.problem and found.problem.text or nil
  found.type = option and option.type
  if won then
    found.raw, found.file, found.line = shown(key, won.value, option), won.file, won.line
    if group_of(won.section) ~= group_of(section) or won.key ~= key then
      found.name = ("[%s] %s"):format(won.section, won.key)
    end
  end
  return found
end

--- The value of an option; nil if it is not given and has no default.
function Effective:get(section, key)
  local found = self:find(section, key)
  if not found then return nil end
  if found.problem then
    errors.raise {
      code = "EINVAL", operation = "read", target = ("[%s] %s (%s:%s)"):format(section, key, found.file, found.line),
      message = found.problem,
      hint = found.raw and tostring(found.raw):find("$", 1, true) and "A `$` that is meant is written `$$`." or nil,
    }
  end
  return found.value
end

--- Every option that is given in a file, in the order of the files.
function Effective:options()
  local seen, list = {}, {}
  for _, file in ipairs(self.files) do
    for _, entry in ipairs(file.document:entries()) do
      local key = id(entry.group, entry.key)
      if not seen[key] then list[#list + 1] = self:find(entry.section, entry.key) end
      seen[key] = true
    end
  end
  return list
end

return Effective
