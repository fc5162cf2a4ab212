-- Where the cursor stands in an unfinished text: behind a dot, in a string, among the options of a call; and what the
-- value before it is, as far as looking tells: live values first, then the types that the stubs declare.
local help = require "prompt.help"
local scope = require "prompt.scope"
local stubs = require "stubs"
local types = require "stubs.types"

local context = {}

local CLOSES = { [")"] = "(", ["]"] = "[", ["}"] = "{" }
local OPENS = { ["("] = true, ["["] = true, ["{"] = true }

local SITE_METHOD = { kind = "function", name = "Site:connect", parameters = { { name = "host" } } }

local function is(token, text) return token ~= nil and token.kind ~= "string" and token.text == text end

-- The index of the bracket that the one at `index` closes.
local function opening(tokens, index)
  local depth = 0
  for at = index, 1, -1 do
    local token = tokens[at]
    if token.kind == "operator" then
      if CLOSES[token.text] then depth = depth + 1 end
      if OPENS[token.text] then
        depth = depth - 1
        if depth == 0 then return at end
      end
    end
  end
end

-- Where the value that ends at `index` begins; nil if there is none.
local function beginning(tokens, index)
  while index and index >= 1 do
    local token = tokens[index]
    if is(token, ")") or is(token, "]") then
      index = opening(tokens, index)
      index = index and index - 1
    elseif is(token, "}") or token.kind == "string" then
      index = (token.kind == "string" and index or opening(tokens, index) or 0) - 1
    elseif token.kind == "name" then
      local before = tokens[index - 1]
      if not (is(before, ".") or is(before, ":")) then return index end
      index = index - 2
    else
      return nil
    end
  end
end

-- The class of the first class that a type names: "rbd.Image[]" (an element with `element`), "ceph.Pool?".
local function class_of_type(name, element)
  for _, alternative in ipairs(types.alternatives(name or "")) do
    local bare = alternative:gsub("%?$", "")
    if element then bare = bare:gsub("%[%]$", "") end
    local class = stubs.find(bare)
    if class and class.kind == "class" then return class end
  end
end

local function of_value(value)
  if value == nil then return nil end
  return { value = value, entry = stubs.find(help.class_of(value) or "") }
end

local function member_of(thing, name)
  if type(thing.value) == "table" then
    local value = rawget(thing.value, name)
    if value ~= nil then
      return { value = value, entry = thing.entry and stubs.find(thing.entry.name .. "." .. name) }
    end
  end
  local entry = thing.entry
  if not entry then return nil end
  local found = stubs.find(entry.name .. "." .. name) or stubs.find(entry.name .. ":" .. name)
  if not found then return nil end
  if found.kind == "field" then return { entry = class_of_type(found.type), type = found.type } end
  return { entry = found }
end

-- The element that `[1]` or `["name"]`, which begins at `index`, gives of a table; nil if it is none that one can see.
local function element_of(thing, tokens, index)
  if type(thing.value) ~= "table" or not is(tokens[index], "[") or not is(tokens[index + 2], "]") then return nil end
  local token = tokens[index + 1]
  local key
  if token.kind == "string" then key = token.text:sub(2, -2) else key = tonumber(token.text) end
  return key ~= nil and of_value(rawget(thing.value, math.tointeger(key) or key)) or nil
end

-- What stands from `first` to `last`: `value` if it is known without asking anybody, `entry` of its class or function.
local function resolve(tokens, first, last)
  local name = tokens[first].text
  local thing = of_value(scope.known(name)) or { entry = stubs.find(name) }
  if name == "cluster" and thing.value == nil then thing = { entry = stubs.find "ceph.Cluster" } end
  if thing.entry == nil and scope.known(name) ~= nil then thing.entry = stubs.find(name) end
  local index = first + 1
  while thing and index <= last do
    local token = tokens[index]
    if is(token, ".") or is(token, ":") then
      thing = tokens[index + 1] and member_of(thing, tokens[index + 1].text)
      index = index + 2
    else
      local is_index = is(token, "[")
      local element = element_of(thing, tokens, index)
      local returned = not is_index and thing.entry and thing.entry.kind == "function" and thing.entry.returns[1]
      local kind = is_index and thing.type or returned and returned.type
      thing = element or kind and { entry = class_of_type(kind, is_index), type = kind } or nil
      if token.kind == "string" then
        index = index + 1
      else
        local depth = 0
        repeat
          local text = tokens[index].kind == "operator" and tokens[index].text
          depth = depth + (OPENS[text] and 1 or CLOSES[text] and -1 or 0)
          index = index + 1
        until depth == 0 or index > last
      end
    end
  end
  return thing
end

-- The value that ends at `index`.
function context.value(tokens, index)
  local first = beginning(tokens, index)
  return first and resolve(tokens, first, index)
end

-- The call that the end of the tokens stands in: `entry`, `receiver` (what stands before its last dot or colon),
-- `position` of the argument, the value of the `first` one, and within a table of options: `key` (whose value is being
-- written) and `keys`.
function context.call(tokens, last)
  local depth, position, key, keys, in_table = 0, 1, nil, {}, false
  for index = last, 1, -1 do
    local token = tokens[index]
    local text = token.kind == "operator" and token.text
    if CLOSES[text] then
      depth = depth + 1
    elseif OPENS[text] and depth > 0 then
      depth = depth - 1
    elseif text == "{" then
      if in_table then return nil end
      in_table, position = true, 1
      local before = tokens[index - 1]
      if before and (before.kind == "name" or is(before, ")")) then
        return context.call_at(tokens, index, 1, key, keys)
      end
    elseif text == "(" then
      return context.call_at(tokens, index, position, key, keys, in_table)
    elseif text == "," and depth == 0 then
      position = position + 1
    elseif text == "=" and depth == 0 and not in_table and tokens[index - 1] then
      if index == last then key = tokens[index - 1].text end
      keys[tokens[index - 1].text] = tokens[index + 1] or true
    end
    -- `f "text` is a call, too.
    if index == last and token.kind == "name" then
      return context.call_at(tokens, index + 1, 1, nil, keys)
    end
  end
end

function context.call_at(tokens, opener, position, key, keys, in_table)
  local name_index = opener - 1
  local thing = tokens[name_index] and tokens[name_index].kind == "name" and context.value(tokens, name_index)
  local entry = thing and thing.entry
  local separator = tokens[name_index - 1]
  local receiver
  if is(separator, ":") or is(separator, ".") then receiver = context.value(tokens, name_index - 2) end
  -- A site has no stub, but what its methods take first is known.
  if receiver and help.class_of(receiver.value) == "Site" then entry = SITE_METHOD end
  if not entry or entry.kind ~= "function" then return nil end
  local is_table = in_table or is(tokens[opener], "{")
  return {
    entry = entry, receiver = receiver, position = position, key = key, keys = keys, in_table = is_table,
    first = tokens[opener + 1] and tokens[opener + 1].kind == "name" and scope.known(tokens[opener + 1].text) or nil,
  }
end

return context
