-- Makes the globals of scripts and of the prompt. Modules come when first used, so that starting stays quick.
local globals = require "globals"

local prelude = {}

for name, value in pairs(globals.values) do _G[name] = value end

local lazy = {}
for _, name in ipairs(globals.modules) do
  lazy[name] = function() return require(name) end
end
for name, place in pairs(globals.functions) do
  lazy[name] = function() return require(place[1])[place[2]] end
end

-- Names of all globals there are, for completion and for suggestions.
function prelude.names()
  local names = {}
  for name in pairs(lazy) do names[#names + 1] = name end
  for name in pairs(_G) do
    if type(name) == "string" and not lazy[name] then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

-- Where globals were assigned, by name; and the folders whose code may assign none, once one of their files has
-- turned out to be a playbook. A plain script may do what Lua allows.
local assigned = {}
local strict_folders = {}

local function folder_of(source) return source:match "^@(.*/)" or source:match "^@" and "@" or source end

local function is_strict(source)
  for folder in pairs(strict_folders) do
    if folder == "@" and source:find "^@[^/]*$" or folder ~= "@" and source:find("@" .. folder, 1, true) == 1 then
      return true
    end
  end
  return false
end

local function refuse(name, place)
  require("failure").fail {
    code = "USAGE", operation = "assign", target = ("global %q"):format(name),
    message = place and ("it is not declared (at %s)"):format(place) or "it is not declared", where = place,
    hint = ("Write `local %s = …`: a global would be shared by all tasks."):format(name),
  }
end

-- The code of this folder is a playbook's: no globals from now on, and none so far.
function prelude.forbid_globals(source)
  local folder = folder_of(source)
  strict_folders[folder] = true
  for name, by in pairs(assigned) do
    if is_strict(by.source) then refuse(name, by.place) end
  end
end

setmetatable(_G, {
  __index = function(_, name)
    local load = lazy[name]
    if not load then return nil end
    local value = load()
    rawset(_G, name, value)
    return value
  end,
  __newindex = function(_, name, value)
    local by = debug.getinfo(2, "Sl")
    if by and by.what ~= "C" then
      if is_strict(by.source) then refuse(name) end
      assigned[name] = { source = by.source, place = ("%s:%d"):format(by.short_src, by.currentline) }
    end
    rawset(_G, name, value)
  end,
})

-- With --json standard output is the result's alone.
local run = require "run"

function prelude.output() return run.json and io.stderr or io.stdout end

function print(...)
  local texts = table.pack(...)
  for position = 1, texts.n do texts[position] = tostring(texts[position]) end
  local ok, message = prelude.output():write(table.concat(texts, "\t"), "\n")
  if not ok then
    require("failure").fail { code = "EPIPE", operation = "write", target = "standard output", message = message }
  end
end

return prelude
