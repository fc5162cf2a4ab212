-- A playbook is a table: what it is, what it may do, what it asks for, what it does.
local errors = require "errors"

local playbook = {}

local fields = { "name", "summary", "description", "risk", "args", "run" }
local argument_fields = { "required", "default", "choices", "position" }
local types = { "string", "integer", "number", "boolean", "size", "duration", "spec", "host", "path", "list" }
local risks = { reads = true, writes = true, destroys = true }

local Playbook = { __name = "playbook" }

local function refuse(name, message, hint)
  error(errors.new {
    code = "USAGE", operation = "playbook", target = tostring(name or ""), message = message, hint = hint,
  })
end

local function check_names(given, known, owner, what)
  local set = {}
  for _, name in ipairs(known) do set[name] = true end
  for name in pairs(given) do
    if type(name) == "string" and not set[name] then
      local near = errors.nearest(name, known)
      refuse(owner, ('no such %s "%s"%s'):format(what, name, near and (' (did you mean "%s"?)'):format(near) or ""),
        ("It may have: %s."):format(table.concat(known, ", ")))
    end
  end
end

local function check_argument(owner, name, argument)
  if type(name) ~= "string" or not name:find "^%a[%w_]*$" then
    refuse(owner, ('"%s" cannot be the name of an argument'):format(tostring(name)))
  end
  if type(argument) ~= "table" then refuse(owner, ('argument "%s" must be a table { type, text, … }'):format(name)) end
  local kind, text = argument[1], argument[2]
  local known = false
  for _, candidate in ipairs(types) do known = known or candidate == kind end
  if not known then
    refuse(owner, ('argument "%s" has no such type: %s'):format(name, tostring(kind)),
      ("Types: %s."):format(table.concat(types, ", ")))
  end
  if type(text) ~= "string" then refuse(owner, ('argument "%s" needs a text that says what it is'):format(name)) end
  check_names(argument, argument_fields, owner, ('field of argument "%s"'):format(name))
end

-- Checks the table and makes it a playbook.
function playbook.playbook(book)
  if type(book) ~= "table" then refuse(nil, "table expected, got " .. type(book)) end
  check_names(book, fields, book.name, "field")
  for _, field in ipairs { "name", "summary" } do
    if type(book[field]) ~= "string" then refuse(book.name, ('"%s" must be a text'):format(field)) end
  end
  if type(book.run) ~= "function" then refuse(book.name, '"run" must be a function') end
  book.risk = book.risk or "writes"
  if not risks[book.risk] then refuse(book.name, '"risk" must be "reads", "writes" or "destroys"') end
  book.args = book.args or {}
  for name, argument in pairs(book.args) do check_argument(book.name, name, argument) end
  require("prelude").forbid_globals(debug.getinfo(book.run, "S").source)
  return setmetatable(book, Playbook)
end

-- Whether a value is a playbook.
function playbook.is_playbook(value) return getmetatable(value) == Playbook end

-- Loads a playbook's file, to run it from another one: `playbook.load("integrate.lua").run { site = … }`.
function playbook.load(path)
  local chunk, message = loadfile(path, "t")
  if not chunk then error(errors.new { operation = "playbook.load", target = path, message = message }) end
  local book = chunk()
  if not playbook.is_playbook(book) then
    error(errors.new {
      operation = "playbook.load", target = path, message = "it does not return a playbook",
      hint = "A playbook's file ends with `return playbook { … }`.",
    })
  end
  return book
end

return playbook
