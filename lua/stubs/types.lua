-- The types of annotations: where one ends in its line, what alternatives it has, and the fields of `{ a?: T, … }`.
local types = {}

local closing = { ["("] = ")", ["{"] = "}", ["<"] = ">", ["["] = "]" }

-- The place behind what begins here: a bracket with all in it, a quoted text, or one character.
local function behind(text, from)
  local first = text:sub(from, from)
  if first == '"' or first == "'" then return (text:find(first, from + 1, true) or #text) + 1 end
  local last = closing[first]
  if not last then return from + 1 end
  local at = from + 1
  while at <= #text and text:sub(at, at) ~= last do at = behind(text, at) end
  return at + 1
end

-- The type that a text begins with, and what follows it. A blank ends a type, unless it stands in brackets, after one
-- of `:,|` or before `|`.
function types.take(text)
  local at = text:find "%S" or 1
  local start = at
  while at <= #text do
    local from, to = text:find("^%s+", at)
    if not from then
      at = behind(text, at)
    elseif text:find("^[:,|]", at - 1) or text:find("^|", to + 1) then
      at = to + 1
    else
      break
    end
  end
  return text:sub(start, at - 1), (text:sub(at):gsub("^%s+", ""))
end

-- A text cut where a separator stands outside of brackets and quotes.
function types.split(text, separator)
  local parts, start, at = {}, 1, 1
  while at <= #text do
    if text:sub(at, at) == separator then
      parts[#parts + 1] = text:sub(start, at - 1):match "^%s*(.-)%s*$"
      start = at + 1
    end
    at = behind(text, at)
  end
  parts[#parts + 1] = text:sub(start):match "^%s*(.-)%s*$"
  return parts
end

-- `string|{ a: T }?` → { "string", "{ a: T }" }
function types.alternatives(type)
  local bare = type:gsub("%?$", "")
  -- The results of a function type are its own.
  if bare:find "^fun%(" then return { bare } end
  return types.split(bare, "|")
end

-- Whether nil is one of what the type allows.
function types.is_optional(type)
  if type:find "^fun%(" then return false end -- what it returns may be nil
  if type:find "%?$" then return true end
  for _, alternative in ipairs(types.alternatives(type)) do
    if alternative == "nil" then return true end
  end
  return false
end

-- The fields of an inline table, as { name, type, optional }; nil if the type is none, or one whose keys are types.
function types.fields(type)
  local inside = type:match "^{%s*(.-)%s*}$"
  if not inside or inside:find "^%[" then return nil end
  local fields = {}
  for _, part in ipairs(types.split(inside, ",")) do
    local name, optional, rest = part:match "^([%a_][%w_]*)(%??)%s*:%s*(.*)$"
    if name then fields[#fields + 1] = { name = name, type = rest, optional = optional == "?", text = "" } end
  end
  return fields
end

return types
