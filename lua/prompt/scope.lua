-- The environment of what is typed: the locals of earlier inputs before the globals. Assigning a name that was declared
-- sets it; any other becomes a global, as in Lua.
local background = require "background"
local errors = require "errors"

local scope = {}

-- What has been declared: values by name. A name that stands in `constant` cannot be assigned.
local declared, values, constant = {}, {}, {}
-- What was declared with `<close>`, in order: `{ name, value }`.
local handles = {}
-- Values that come into being when first used: functions by name.
local lazy = {}
-- Globals that the present input has assigned.
local assigned = {}

local function refuse_constant(name)
  error(errors.new {
    code = "USAGE", operation = "assign", target = name, message = "it was declared <const> or <close>",
    hint = ("`local %s = …` declares it anew."):format(name),
  })
end

local function declare_one(name, attribute, value)
  if attribute == "<close>" and value ~= nil and value ~= false then
    local meta = debug.getmetatable(value)
    if not (type(meta) == "table" and meta.__close) then
      errors.raise {
        code = "USAGE", operation = "local", target = name .. " <close>",
        message = ("a %s cannot be closed"):format(type(value)),
      }
    end
    handles[#handles + 1] = { name = name, value = value }
  end
  declared[name], values[name], constant[name] = true, value, attribute ~= nil
end

-- What `local` has become: takes names and their attributes, and gives what takes the values.
local function declare(...)
  local words = table.pack(...)
  return function(...)
    local position, index = 0, 1
    while index <= words.n do
      local name, attribute = words[index], words[index + 1]
      if not (attribute and attribute:find "^<") then attribute = nil end
      position = position + 1
      declare_one(name, attribute, (select(position, ...)))
      index = index + (attribute and 2 or 1)
    end
  end
end

scope.environment = setmetatable({}, {
  __index = function(_, name)
    if name == "__declare" then return declare end
    if declared[name] then return values[name] end
    local value = _G[name]
    if value == nil and lazy[name] then return lazy[name]() end
    return value
  end,
  __newindex = function(_, name, value)
    if declared[name] then
      if constant[name] then refuse_constant(name) end
      values[name] = value
    else
      if type(name) == "string" and rawget(_G, name) == nil then assigned[name] = true end
      rawset(_G, name, value)
    end
  end,
  __name = "session",
})

-- The value of a name as far as it is known: nothing is loaded, connected or asked.
function scope.known(name)
  if declared[name] then return values[name] end
  return rawget(_G, name)
end

function scope.set(name, value) declare_one(name, nil, value) end

function scope.set_lazy(name, make) lazy[name] = make end

-- Names of everything there is, for completion.
function scope.names()
  local names, seen = {}, {}
  local function add(name)
    if type(name) == "string" and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  for name in pairs(declared) do add(name) end
  for name in pairs(lazy) do add(name) end
  for _, name in ipairs(require("prelude").names()) do add(name) end
  table.sort(names)
  return names
end

-- The globals that were assigned since this was last called, sorted.
function scope.take_assigned()
  local names = {}
  for name in pairs(assigned) do names[#names + 1] = name end
  assigned = {}
  table.sort(names)
  return names
end

-- What was declared with `<close>` and is still open.
function scope.handles()
  local open = {}
  for _, handle in ipairs(handles) do
    if type(handle.value) ~= "userdata" or not background.is_closed(handle.value) then open[#open + 1] = handle end
  end
  handles = open
  return open
end

-- Every variable, local or global, that has an open handle; sorted by name.
function scope.open_values()
  local open = {}
  local function look(name, value)
    -- The results of inputs are no variables of somebody's.
    local meta = type(value) == "userdata" and not name:find "^_%d*$" and debug.getmetatable(value)
    if type(meta) == "table" and rawget(meta, "__close") and background.is_closed(value) == false then
      open[#open + 1] = { name = name, value = value }
    end
  end
  for name, value in pairs(values) do look(name, value) end
  for name, value in next, _G do
    if type(name) == "string" and not declared[name] then look(name, value) end
  end
  table.sort(open, function(a, b) return a.name < b.name end)
  return open
end

-- Closes them, the last first, as the end of a block does.
function scope.close()
  local open = scope.handles()
  handles = {}
  for index = #open, 1, -1 do
    local value = open[index].value
    pcall(debug.getmetatable(value).__close, value, nil)
  end
end

return scope
