-- Checks what a library function written in Lua was called with, as native functions check theirs:
--
--   arguments.check("show.table", "rows: table, columns?: table", rows, columns)
--
-- A type is one of Lua's, "integer", "list", "strings" (a list of them), "any", or the name of a type of ours
-- ("change.Scope"); "|" stands between several.
local errors = require "errors"

local arguments = {}

local parsed = {}

-- What a signature says, in its order.
function arguments.parameters(signature)
  local found = parsed[signature]
  if not found then
    found = {}
    for name, optional, kinds in signature:gmatch "([%w_]+)(%??): ([%w_.|]+)" do
      local known = {}
      for kind in kinds:gmatch "[^|]+" do known[kind] = true end
      local text = kinds:gsub("|", " or "):gsub("strings", "list of strings")
      found[#found + 1] = { name = name, optional = optional == "?", kinds = known, text = text }
    end
    parsed[signature] = found
  end
  return found
end

-- The name of a value's type; of ours it is in the metatable.
function arguments.type_of(value)
  local meta = debug.getmetatable(value)
  local name = type(value) ~= "string" and type(meta) == "table" and rawget(meta, "__name")
  return type(name) == "string" and name or type(value)
end

local function is_list(value) return type(value) == "table" and math.type(#value) == "integer" end

local function are_strings(value)
  if not is_list(value) then return false end
  for _, element in ipairs(value) do
    if type(element) ~= "string" then return false end
  end
  return true
end

-- Whether a value is what one of them says.
function arguments.fits(parameter, value)
  local kinds = parameter.kinds
  if kinds.list and is_list(value) or kinds.strings and are_strings(value) then return true end
  return kinds.any or kinds[type(value)] or kinds[math.type(value)] or kinds[arguments.type_of(value)]
end

-- Raises for an argument whose value cannot be.
function arguments.refuse(operation, position, name, message)
  error(errors.new {
    code = "USAGE", operation = operation, target = ("argument %d (%s)"):format(position, name), message = message,
  })
end

-- Raises unless the values are what the signature says, in its order.
function arguments.check(operation, signature, ...)
  for position, parameter in ipairs(arguments.parameters(signature)) do
    local value = select(position, ...)
    if not (value == nil and parameter.optional) and not arguments.fits(parameter, value) then
      arguments.refuse(operation, position, parameter.name,
        ("%s expected, got %s"):format(parameter.text, arguments.type_of(value)))
    end
  end
end

return arguments
