-- Help from the stubs, which are there without any cluster. What a subject such as `image.snapshots` means depends on
-- the value that `image` has, which is only looked at.
local console = require "prompt.console"
local render = require "stubs.render"
local run = require "run"
local scope = require "prompt.scope"
local stubs = require "stubs"

local help = {}

local function options() return { width = (console.size()), color = run.color } end

-- The class of a live value: the name its metatable has.
function help.class_of(value)
  local meta = debug.getmetatable(value)
  local name = type(meta) == "table" and rawget(meta, "__name")
  return type(name) == "string" and name or nil
end

-- The value of "image", "ceph.connect" or "site.hosts"; nil where looking alone does not tell.
function help.value_of(path)
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
local function entries_of(subject)
  local path = subject:gsub("%(.*%)$", ""):gsub("[%s()]+$", "")
  local owner, member = path:match "^(.+)[.:]([%w_]+)$"
  local class = owner and help.class_of(help.value_of(owner)) or help.class_of(help.value_of(path))
  local name = class and owner and help.class_of(help.value_of(owner)) and class .. ":" .. member or class
  local entry = name and (stubs.find(name) or owner and stubs.find(class .. "." .. member)) or stubs.find(path)
  return entry and { entry } or stubs.matches(path)
end

local function nothing(what, subject)
  local near = what ~= "match" and stubs.nearest(subject)
  return ("no %s for %s%s; ?word searches, :help lists the commands"):format(what, subject,
    near and (" (did you mean %s?)"):format(near) or "")
end

local function list(entries, count)
  local text = render.list(table.move(entries, 1, math.min(count, #entries), 1, {}), options())
  return #entries > count and ("%s\n… %d more"):format(text, #entries - count) or text
end

-- `name?`
function help.help(subject)
  local entries = entries_of(subject)
  if #entries == 1 then return render.entry(entries[1], options()) end
  if #entries > 1 then return list(entries, 30) end
  local value = help.value_of(subject)
  return value ~= nil and ("%s: a %s"):format(subject, type(value)) or nothing("help", subject)
end

-- `?words`; without words, what there is.
function help.search(words)
  if words == "" then return render.index(options()) end
  local entries = stubs.search(words)
  return #entries > 0 and list(entries, 30) or nothing("match", words)
end

-- `name??`
function help.source(subject)
  local lines = {}
  local value = help.value_of((subject:gsub("%(%)$", "")))
  if type(value) == "function" then
    local info = debug.getinfo(value, "S")
    if info.what ~= "C" then
      lines[#lines + 1] = ("%s is defined at %s:%d"):format(subject, info.source:gsub("^[@=]", ""), info.linedefined)
    end
  end
  for _, entry in ipairs(entries_of(subject)) do
    lines[#lines + 1] = ("%s is described at %s:%d"):format(entry.name, entry.file, entry.line)
  end
  return #lines > 0 and table.concat(lines, "\n") or nothing("source", subject)
end

return help
