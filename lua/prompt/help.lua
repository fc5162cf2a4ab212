-- Help from the stubs, which are there without any cluster.
local output = require "prompt.output"
local scope = require "prompt.scope"
local stubs = require "stubs"

local help = {}

local LABELS = { "raises", "units", "cost", "yields", "risk", "c", "cli", "since" }
local NAMES = { c = "C", cli = "CLI" }

-- The class of a live value: the name its metatable has.
local function class_of(value)
  local meta = debug.getmetatable(value)
  return type(meta) == "table" and type(rawget(meta, "__name")) == "string" and rawget(meta, "__name") or nil
end

-- The value of "image", "ceph.connect" or "site.hosts": found by looking only.
local function value_of(path)
  local value
  for part in path:gmatch "[^.:]+" do
    if value == nil then
      value = scope.known(part)
    elseif type(value) == "table" then
      value = rawget(value, part)
    else
      return nil
    end
    if value == nil then return nil end
  end
  return value
end

-- The entries that a subject means: by the class of the value before the last dot, else by name.
function help.entries(subject)
  local path = subject:gsub("%(.*%)$", ""):gsub("[%s()]+$", "")
  local owner, separator, member = path:match "^(.+)([.:])([%w_]+)$"
  local class = owner and class_of(value_of(owner))
  if class then
    local entry = stubs.find(class .. ":" .. member) or stubs.find(class .. "." .. member)
    if entry then return { entry } end
  end
  class = class_of(value_of(path))
  if class and stubs.find(class) then return { stubs.find(class) } end
  local exact = stubs.find(path)
  if exact and separator ~= nil or exact then return { exact } end
  return stubs.matches(path)
end

local function signature(entry)
  if entry.kind ~= "function" then
    return entry.name .. (entry.type and ": " .. entry.type or "")
  end
  local names = {}
  for index, parameter in ipairs(entry.parameters or {}) do
    names[index] = parameter.optional and "[" .. parameter.name .. "]" or parameter.name
  end
  local returns = {}
  for index, each in ipairs(entry.returns or {}) do returns[index] = each.type end
  local given = #returns > 0 and " → " .. table.concat(returns, ", ") or ""
  return ("%s(%s)%s"):format(entry.name, table.concat(names, ", "), given)
end

help.signature = signature

local function add(lines, text) lines[#lines + 1] = text end

local function parameters(entry, lines)
  for _, parameter in ipairs(entry.parameters or {}) do
    local options = stubs.options(parameter)
    local kind = options and "table" or parameter.type or "any"
    add(lines, ("  %s: %s  %s"):format(parameter.name, kind, parameter.text or ""))
    for _, option in ipairs(options or {}) do
      add(lines, ("    %s%s: %s  %s"):format(option.name, option.optional and "?" or "", option.type or "any",
        option.text or ""))
    end
  end
  for _, each in ipairs(entry.returns or {}) do
    if each.text and each.text ~= "" then add(lines, ("  → %s  %s"):format(each.name or each.type, each.text)) end
  end
end

local function members(entry, lines)
  local paint = output.paint
  for _, field in ipairs(entry.kind == "class" and stubs.fields(entry) or {}) do
    add(lines, ("  .%s: %s  %s"):format(field.member, field.type or "any", field.summary or field.text or ""))
  end
  for _, each in ipairs(entry.methods or entry.entries or {}) do
    local text = each.kind == "function" and signature(each) or each.name
    add(lines, ("  %s  %s"):format(text, paint("dim", each.summary or "")))
  end
end

local function page(entry)
  local paint, lines = output.paint, {}
  add(lines, paint("heading", signature(entry)))
  local text = entry.text and entry.text ~= "" and entry.text or entry.summary
  if text and text ~= "" then add(lines, text) end
  local start = #lines
  parameters(entry, lines)
  members(entry, lines)
  if #lines > start then table.insert(lines, start + 1, "") end
  local labelled
  for _, label in ipairs(LABELS) do
    if entry[label] and entry[label] ~= "" then
      if not labelled then add(lines, "") end
      labelled = true
      local name = NAMES[label] or label:sub(1, 1):upper() .. label:sub(2)
      add(lines, paint("key", ("%-7s"):format(name)) .. " " .. tostring(entry[label]):gsub("\n%s*", "\n        "))
    end
  end
  for _, example in ipairs(entry.examples or {}) do add(lines, "\n  " .. example:gsub("\n$", ""):gsub("\n", "\n  ")) end
  return (table.concat(lines, "\n"):gsub("[ \t]+\n", "\n"))
end

local function brief(entries, count)
  local rows = {}
  for index = 1, math.min(#entries, count) do
    local entry = entries[index]
    rows[index] = { name = signature(entry):gsub(" → .*", ""), summary = entry.summary or entry.text or "" }
  end
  local how = output.how()
  local lines = require("printer.grid").lines(rows, { "name", "summary" }, how) or {}
  if #entries > count then add(lines, ("… %d more"):format(#entries - count)) end
  return table.concat(lines, "\n")
end

local function nothing(what, subject)
  return ("no %s for %s; ?word searches, :help lists the commands"):format(what, subject)
end

-- `name?`
function help.help(subject)
  local entries = help.entries(subject)
  if #entries == 1 then return page(entries[1]) end
  if #entries > 1 then return brief(entries, 30) end
  local value = value_of(subject)
  if value ~= nil then return ("%s: a %s"):format(subject, type(value)) end
  return nothing("help", subject)
end

-- `?words`
function help.search(words)
  if words == "" then
    local modules = {}
    for index, module in ipairs(stubs.modules()) do modules[index] = module end
    return brief(modules, 100) .. "\n\nname? tells more of one of them, :help the commands of the prompt."
  end
  local entries = stubs.search(words)
  return #entries > 0 and brief(entries, 30) or nothing("match", words)
end

-- `name??`
function help.source(subject)
  local value = value_of((subject:gsub("%(%)$", "")))
  local lines = {}
  if type(value) == "function" then
    local info = debug.getinfo(value, "S")
    if info.what ~= "C" then
      add(lines, ("%s is defined at %s:%d"):format(subject, info.source:gsub("^[@=]", ""), info.linedefined))
    end
  end
  for _, entry in ipairs(help.entries(subject)) do
    add(lines, ("%s is described at %s:%d"):format(entry.name, entry.file, entry.line))
  end
  return #lines > 0 and table.concat(lines, "\n") or nothing("source", subject)
end

return help
