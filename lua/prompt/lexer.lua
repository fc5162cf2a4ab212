-- The words of Lua: what completion and the keeping of locals need to know of an input, and no more. It also reads
-- what is not finished: a string that is still open is one.
local lexer = {}

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until
  while]]):gmatch "%a+" do
  KEYWORDS[word] = true
end

local OPERATORS = { "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", "..", }

local function operator(text, from)
  for _, candidate in ipairs(OPERATORS) do
    if text:sub(from, from + #candidate - 1) == candidate then return candidate end
  end
  return text:sub(from, from)
end

-- Behind the end of a string that begins at `from`, and whether it has one.
local function quoted_end(text, from)
  local quote, at = text:sub(from, from), from + 1
  while true do
    local stop = text:find("[\\\n" .. quote .. "]", at)
    if not stop then return #text + 1, false end
    local c = text:sub(stop, stop)
    if c == quote then return stop + 1, true end
    if c == "\n" then return stop, false end
    local _, skipped = text:find("^z%s*", stop + 1)
    at = skipped and skipped + 1 or stop + 2
  end
end

-- The same for `[[…]]` and `[==[…]==]`; nil if there is none at `from`.
local function long_end(text, from)
  local level = text:match("^%[(=*)%[", from)
  if not level then return nil end
  local _, stop = text:find("]" .. level .. "]", from + #level + 2, true)
  return (stop or #text) + 1, stop ~= nil
end

-- What stands at `from`: its kind, what is behind it, and whether it is whole.
local function token_at(text, from)
  if text:find("^%-%-", from) then
    local stop, whole = long_end(text, from + 2)
    if not stop then stop = text:find("\n", from, true) or #text + 1 end
    return "comment", stop, whole
  end
  local _, stop = text:find("^[%a_][%w_]*", from)
  if stop then return KEYWORDS[text:sub(from, stop)] and "keyword" or "name", stop + 1 end
  if text:find("^%.?%d", from) then
    local exponent = "^[pP][+-]?%d*"
    _, stop = text:find("^0[xX][%x.]*", from)
    if not stop then
      _, stop = text:find("^[%d.]+", from)
      exponent = "^[eE][+-]?%d*"
    end
    local _, last = text:find(exponent, stop + 1)
    return "number", (last or stop) + 1
  end
  if text:find("^[\"']", from) then return "string", quoted_end(text, from) end
  local long, whole = long_end(text, from)
  if long then return "string", long, whole end
  return "operator", from + #operator(text, from)
end

-- The words, each with `kind` (name, keyword, number, string, operator), `text`, `from`, `to`; an open string has
-- `open`.
function lexer.tokens(text)
  local tokens, at = {}, 1
  while true do
    at = text:find("%S", at)
    if not at then return tokens end
    local kind, after, whole = token_at(text, at)
    if kind ~= "comment" then
      tokens[#tokens + 1] = {
        kind = kind, text = text:sub(at, after - 1), from = at, to = after - 1, open = kind == "string" and not whole,
      }
    end
    at = after
  end
end

return lexer
