-- What --get prints, in each of its formats.
local formats = {}

-- A text as one word of a shell.
function formats.quoted(text)
  if text ~= "" and not text:find "[^%w@%%+=:,./_-]" then return text end
  return "'" .. text:gsub("'", "'\"'\"'") .. "'"
end

local function shown(section) return section == "" and "DEFAULT" or section end

local function is_default(section) return section == "" or section == "DEFAULT" end

-- One option as a line.
local one = {
  [""] = function(_, _, value) return value end,
  ini = function(_, key, value, tight) return key .. (tight and "=" or " = ") .. value:gsub("\n", "\n ") end,
  lines = function(section, key, value)
    local text = ("[ %s ] %s"):format(shown(section), key)
    return value == "" and text or text .. " = " .. value:gsub("\n", "\\n")
  end,
  sh = function(section, key, value, _, prefixed)
    local name = prefixed and not is_default(section) and section .. "_" .. key or key
    if not name:find "^[%a_][%w_]*$" then error({ message = ('Invalid sh identifier "%s"'):format(name) }, 0) end
    return name .. "=" .. formats.quoted(value)
  end,
}

local function write(text) io.stdout:write(text, "\n") end

-- The options of a section, without those that say what DEFAULT says.
local function own_options(text, section)
  if is_default(section) then return text:options(section) end
  local defaults, found = {}, {}
  for _, option in ipairs(text:options "DEFAULT") do defaults[option.key] = option.value end
  for _, option in ipairs(text:options(section)) do
    if defaults[option.key] ~= option.value then found[#found + 1] = option end
  end
  return found
end
formats.own_options = own_options

local function json_options(text, section)
  local found = {}
  for _, option in ipairs(own_options(text, section)) do
    found[option.key] = option.is_flag and option.value == "" and json.null or option.value
  end
  return found
end

local function write_json(text, section, key, value)
  if key then return write(json.encode(value)) end
  if section then return write(json.encode(json_options(text, section))) end
  local found = {}
  for _, name in ipairs(formats.sections(text)) do found[name] = json_options(text, name) end
  write(json.encode(found))
end

-- The sections there are; DEFAULT is the first, and is one only if something is in it.
function formats.sections(text)
  local names = {}
  for _, name in ipairs(text:sections()) do
    if name ~= "DEFAULT" then names[#names + 1] = name end
  end
  if #text:options "DEFAULT" > 0 then table.insert(names, 1, "DEFAULT") end
  return names
end

-- Prints an option.
function formats.option(text, options, section, key, value)
  if options.format == "json" then return write_json(text, section, key, value) end
  write(one[options.format](section, key, value, options.ini.nospace))
end

-- Prints a section, or without one the whole text. `told` is called with each option that is printed, but in JSON.
function formats.section(text, options, section, told)
  local format = options.format
  if format == "json" then return write_json(text, section) end
  if not section and (format == "" or format == "ini") then
    for _, name in ipairs(formats.sections(text)) do write(format == "ini" and "[" .. name .. "]" or name) end
    return
  end
  for _, name in ipairs(section and { section } or formats.sections(text)) do
    local list = own_options(text, name)
    if format == "ini" then write("[" .. shown(name) .. "]") end
    if format == "lines" and #list == 0 then write(("[ %s ]"):format(shown(name))) end
    for _, option in ipairs(list) do
      write(format == "" and option.key
        or one[format](name, option.key, option.value, options.ini.nospace, not section))
      told(name, option)
    end
  end
end

return formats
