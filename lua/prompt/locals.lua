-- Lets a top-level `local` live on after its input: `local a, b = f()` becomes `__declare("a", "b")(f())`, which sets
-- them in the session's scope. Locals within blocks stay what they are, and no line moves.
local lexer = require "prompt.lexer"

local locals = {}

local OPENS = { ["function"] = true, ["do"] = true, ["then"] = true, ["repeat"] = true }
local BRACKETS = { ["("] = 1, ["{"] = 1, ["["] = 1, [")"] = -1, ["}"] = -1, ["]"] = -1 }
local BINARY = {}
for word in ("+ - * / // % ^ .. < <= > >= == ~= and or & | ~ << >>"):gmatch "%S+" do BINARY[word] = true end
local UNARY = { ["-"] = true, ["not"] = true, ["#"] = true, ["~"] = true }

-- How the depth of blocks changes at a token. `elseif … then` ends one block and begins another.
local function step(token)
  if token.kind == "keyword" then
    if OPENS[token.text] then return 1 end
    if token.text == "end" or token.text == "until" or token.text == "elseif" then return -1 end
  elseif token.kind == "operator" then
    return BRACKETS[token.text] or 0
  end
  return 0
end

-- Behind the block or bracket that the token at `index` opens.
local function skip(tokens, index)
  local depth = 0
  repeat
    if not tokens[index] then return nil end
    depth = depth + step(tokens[index])
    index = index + 1
  until depth == 0
  return index
end

local function is(token, text) return token ~= nil and token.kind ~= "string" and token.text == text end

-- Behind the suffixes of a value: fields, indices, calls.
local function skip_suffixes(tokens, index)
  while tokens[index] do
    local token = tokens[index]
    if is(token, ".") or is(token, ":") then
      index = index + 2
    elseif is(token, "[") or is(token, "(") or is(token, "{") then
      index = skip(tokens, index)
      if not index then return nil end
    elseif token.kind == "string" then
      index = index + 1
    else
      return index
    end
  end
  return index
end

local function skip_expression(tokens, index)
  while true do
    while tokens[index] and tokens[index].kind ~= "string" and UNARY[tokens[index].text] do index = index + 1 end
    local token = tokens[index]
    if not token then return nil end
    if is(token, "function") or is(token, "{") then
      index = skip(tokens, index)
    elseif is(token, "(") then
      index = skip(tokens, index)
      index = index and skip_suffixes(tokens, index)
    elseif token.kind == "name" then
      index = skip_suffixes(tokens, index + 1)
    else
      index = index + 1 -- a number, a string, true, nil, ...
    end
    if not index then return nil end
    if not (tokens[index] and tokens[index].kind ~= "string" and BINARY[tokens[index].text]) then return index end
    index = index + 1
  end
end

local function skip_expressions(tokens, index)
  index = skip_expression(tokens, index)
  while index and is(tokens[index], ",") do index = skip_expression(tokens, index + 1) end
  return index
end

-- The names behind `local`, as arguments, and the index behind them: `a <close>, b` gives `"a", "<close>", "b"`.
local function read_names(tokens, index)
  local names = {}
  while tokens[index] and tokens[index].kind == "name" do
    names[#names + 1] = ("%q"):format(tokens[index].text)
    index = index + 1
    if is(tokens[index], "<") and is(tokens[index + 2], ">") then
      names[#names + 1] = ("%q"):format("<" .. tokens[index + 1].text .. ">")
      index = index + 3
    end
    if not is(tokens[index], ",") then break end
    index = index + 1
  end
  return names, index
end

-- The line breaks of a part that is replaced: the lines after it keep their numbers.
local function breaks(text, from, to) return text:sub(from, to):gsub("[^\n]", "") end

-- The replacement of the statement at `index`, and the index behind it; nil if it cannot be read.
local function replace(text, tokens, index)
  local start = tokens[index].from
  if is(tokens[index + 1], "function") then
    return ('__declare(%q)() '):format(tokens[index + 2] and tokens[index + 2].text or ""), start, index + 1
  end
  local names, behind = read_names(tokens, index + 1)
  if #names == 0 then return nil end
  local declared = "__declare(" .. table.concat(names, ", ") .. ")"
  local last = tokens[behind - 1]
  if not is(tokens[behind], "=") then return declared .. "();" .. breaks(text, start, last.to), start, behind end
  local after = skip_expressions(tokens, behind + 1)
  if not after then return nil end
  local values = text:sub(tokens[behind].to + 1, tokens[after - 1].to)
  -- A comment at the end of the line does not belong to the values, so the bracket closes before it.
  return declared .. breaks(text, start, tokens[behind].to) .. "(" .. values .. ");", start, after
end

-- The input with its top-level locals made ones of the session, or as it is if there are none.
function locals.keep(text)
  local tokens = lexer.tokens(text)
  local parts, at, depth, index = {}, 1, 0, 1
  while tokens[index] do
    local token = tokens[index]
    local next_index = index + 1
    if depth == 0 and token.kind == "keyword" and token.text == "local" then
      local replacement, from, behind = replace(text, tokens, index)
      if not replacement then return text end
      parts[#parts + 1] = text:sub(at, from - 1) .. replacement
      at = tokens[behind] and is(tokens[behind], "function") and behind == index + 1 and tokens[behind].from
        or tokens[behind - 1].to + 1
      next_index = behind
    else
      depth = depth + step(token)
    end
    index = next_index
  end
  parts[#parts + 1] = text:sub(at)
  return table.concat(parts)
end

-- Whether an input mentions a name outside of strings.
function locals.mentions(text, name)
  for _, token in ipairs(lexer.tokens(text)) do
    if token.kind == "name" and token.text == name then return true end
  end
  return false
end

return locals
