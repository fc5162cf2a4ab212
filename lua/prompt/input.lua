-- What an input is: a `:` command, a question for help, or Lua - an expression if it can be one, else statements.
local locals = require "prompt.locals"
local scope = require "prompt.scope"

local input = {}

-- The inputs of this session: text, number, and what came of it.
local inputs = {}

function input.all() return inputs end

-- Begins another one; errors in it are "input 12:1".
function input.add(text)
  local entry = { text = text, number = #inputs + 1, name = ("input %d"):format(#inputs + 1) }
  inputs[entry.number] = entry
  require("prompt.console").keep_text(entry.name, text)
  return entry
end

function input.is_command(text) return text:find "^%s*:%a" ~= nil end

-- `name?`, `name??`, `?words`.
function input.question(text)
  local words = text:match "^%s*%?%s*(.-)%s*$"
  if words then return "search", words end
  local subject, marks = text:match "^%s*([%w_%.:%[%]\"'()]-)%s*(%?%??)%s*$"
  if subject and subject ~= "" then return marks == "??" and "source" or "help", subject end
end

-- Compiles Lua: the function, and whether its results are to be shown. A mistake is raised as Lua words it.
function input.compile(text, name)
  local chunk_name = "=" .. name
  local is_silent = text:find ";%s*$" ~= nil
  local expression = load("return " .. text:gsub("[;%s]+$", ""), chunk_name, "t", scope.environment)
  if expression then return expression, not is_silent end
  local whole, message = load(text, chunk_name, "t", scope.environment)
  if not whole then error(message, 0) end
  -- Were the rewriting ever wrong, the locals would be lost, and nothing else.
  return load(locals.keep(text), chunk_name, "t", scope.environment) or whole, true
end

-- Whether more lines belong to it: Lua's parser met the end of the text too early.
function input.wants_more(text)
  if input.is_command(text) or input.question(text) then return false end
  if load("return " .. text, "=input", "t", {}) then return false end
  local _, message = load(text, "=input", "t", {})
  return message ~= nil and message:find "<eof>$" ~= nil
end

return input
