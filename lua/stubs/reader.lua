-- Reads a stub, a file of `lua/meta`, into entries: tables that say what is declared there.
--
-- Every entry has `kind`, `name` (in full: "rbd.Image:flatten"), `file`, `line`, and of its comment `summary`, `text`,
-- `examples` and the labelled lines that there are (`raises units cost yields risk c cli since`). Besides, by kind:
--
--   module     `page` of the reference, `entries` (its functions)
--   class      `fields`, `methods`, `parents`, `overloads`; `is_record`: a plain table, not a handle
--   function   `owner` (a module or class; nil of a global function), `member`, `separator`, `parameters`, `returns`
--   field      `owner`, `member`, `type`, `optional`
--   alias      `type`
--   value      `type`, a global that is no function
local comment = require "stubs.comment"
local types = require "stubs.types"

local reader = {}

-- "name? type # text" → { name, type, optional, text }
local function variable(text)
  local name, optional, rest = text:match "^(%[?[%w_.]+%]?)(%??)%s+(.*)$"
  if not name then return nil end
  local type, remark = types.take(rest)
  return {
    name = name, type = type, optional = optional == "?" or types.is_optional(type), text = remark:gsub("^#%s*", ""),
  }
end

-- A parameter, whose inline table of options is taken apart.
local function parameter(text)
  local found = variable(text)
  for _, alternative in ipairs(found and types.alternatives(found.type) or {}) do
    local fields = types.fields(alternative)
    if fields and #fields > 0 then
      found.fields = fields
      found.text = comment.distribute(found.text, fields)
    end
  end
  return found
end

-- "type name # text" → { type, name, text }
local function result(text)
  local type, rest = types.take(text)
  local name, remark = rest:match "^([%w_.]*)%s*#?%s*(.*)$"
  return { type = type, name = name ~= "" and name or nil, text = remark }
end

-- Reading one file.
local Reading = {}
Reading.__index = Reading

-- A new entry, with what the comment above says, which is used up.
function Reading:entry(kind, name)
  local entry = comment.read(self.comment)
  self.comment = {}
  entry.kind, entry.name, entry.file, entry.line, entry.page = kind, name, self.file, self.line, self.page
  self.entries[#self.entries + 1] = entry
  return entry
end

function Reading:class(text)
  local name, rest = text:match "^([%w_.]+)%s*(.*)$"
  local parents, remark = rest:match "^:?%s*([^#]*)#?%s*(.*)$"
  local class = self:entry("class", name)
  class.fields, class.methods, class.parents, class.overloads, class.is_record = {}, {}, {}, {}, true
  for parent in parents:gmatch "[%w_.]+" do class.parents[#class.parents + 1] = parent end
  if class.text == "" then class.text, class.summary = remark, remark end
  self.current = class
end

local annotations = {
  class = Reading.class,
  field = function(self, text)
    local field = variable(text)
    if not field or not self.current then return end
    field.kind, field.owner, field.member = "field", self.current.name, field.name
    field.name = ("%s.%s"):format(self.current.name, field.member)
    field.file, field.line, field.page, field.summary, field.examples = self.file, self.line, self.page, field.text, {}
    table.insert(self.current.fields, field)
  end,
  overload = function(self, text) table.insert(self.current.overloads, text) end,
  alias = function(self, text)
    local name, type = text:match "^([%w_.]+)%s+(.*)$"
    self:entry("alias", name).type = types.take(type)
  end,
  param = function(self, text) table.insert(self.parameters, parameter(text)) end,
  ["return"] = function(self, text) table.insert(self.returns, result(text)) end,
}

-- `NAME = {}` below a class: the module itself, or the variable of a type with methods.
function Reading:variable(is_local, name)
  local class = self.current
  self.variables[name] = class
  class.is_record = false
  if not is_local or name == self.page:match "^[^.]+" then
    class.kind, class.name, class.class = "module", name, class.name
    for _, field in ipairs(class.fields) do
      field.owner, field.name = name, ("%s.%s"):format(name, field.member)
    end
  end
end

-- Parameters in the order of the declaration; one without an annotation has no type.
function Reading:called(name, list)
  local entry = self:entry("function", name)
  local known = {}
  for _, each in ipairs(self.parameters) do known[each.name] = each end
  entry.parameters, entry.returns = {}, self.returns
  for word in list:gmatch "[%w_.]+" do
    table.insert(entry.parameters, known[word] or { name = word, type = "any", optional = false, text = "" })
  end
  self.parameters, self.returns = {}, {}
  return entry
end

function Reading:code(line)
  local is_local, variable_name = line:find "^local " ~= nil, line:gsub("^local ", ""):match "^([%a_][%w_]*) = {}"
  local owner, separator, member, list = line:match "^function ([%w_]+)([.:])([%w_]+)%((.-)%)"
  local global, global_list = line:match "^function ([%w_]+)%((.-)%)"
  local value, given = line:match "^([%a_][%w_]*) = ([^{].*)$"
  if variable_name and self.current then
    self:variable(is_local, variable_name)
  elseif owner then
    local class = self.variables[owner]
    local name = class and class.name or owner
    local entry = self:called(name .. separator .. member, list)
    entry.owner, entry.separator, entry.member = name, separator, member
    if class then table.insert(class.methods, entry) end
  elseif global then
    self:called(global, global_list).member = global
  elseif value then
    local entry = self:entry("value", value)
    entry.type, entry.member = "number", value
    entry.text = entry.text ~= "" and entry.text or given
    entry.summary = entry.text
  end
end

-- The entries of a stub. `page` is what its file is called below `lua/meta`, with a dot: "rbd.backup".
function reader.read(text, file, page)
  local self = setmetatable({
    file = file, page = page, line = 0, entries = {}, comment = {}, parameters = {}, returns = {}, variables = {},
  }, Reading)
  for line in (text .. "\n"):gmatch "(.-)\n" do
    self.line = self.line + 1
    local tag, rest = line:match "^%-%-%-@(%a+)%s*(.*)$"
    if tag then
      if annotations[tag] then annotations[tag](self, rest) end
    elseif line:find "^%-%-%-" then
      self.comment[#self.comment + 1] = line:match "^%-%-%- ?(.*)$"
    else
      if line ~= "" then self:code(line) end
      self.comment, self.current = {}, nil
    end
  end
  return self.entries
end

return reader
