-- What is known of a value before a script runs: from the stubs, and only where there is no doubt.
--
-- A shape is an entry of the stubs (a module, a function), a type as annotations write it ("rbd.Image"),
-- { library = … } for a table of Lua's own, or { arguments = … } for what a playbook's `run` gets. nil: unknown.
local globals = require "globals"
local stubs = require "stubs"
local types = require "stubs.types"

local shapes = {}

local libraries = { string = string, table = table, math = math, os = os, io = io, utf8 = utf8, coroutine = coroutine }

-- The one type that something may have besides nil; nil if there are several.
local function single(type)
  if not type then return nil end
  local found
  for _, alternative in ipairs(types.alternatives(type)) do
    if alternative ~= "nil" then
      if found then return nil end
      found = alternative
    end
  end
  local entry = stubs.find(found)
  if entry and entry.kind == "alias" then return single(entry.type) end
  return found
end

-- A class with all that it is made of: its members by name, its functions, and whether that is everything.
local class_of = setmetatable({}, {
  __index = function(known, entry)
    local class = { members = {}, names = {}, closed = true }
    known[entry] = class
    local function add(part)
      for _, list in ipairs { part.fields or {}, part.methods or {} } do
        for _, member in ipairs(list) do
          if member.member:find "^%[" then
            class.closed = class.closed and member.member:find "^%[%d+%]$" ~= nil
          elseif not class.members[member.member] then
            class.members[member.member] = member
            class.names[#class.names + 1] = member.member
          end
        end
      end
      for _, parent in ipairs(part.parents or {}) do
        local found = stubs.find(parent)
        if found then add(found) else class.closed = false end
      end
    end
    add(entry)
    return class
  end,
})

-- The class or module of a shape.
local function class_entry(shape)
  if type(shape) == "table" then return shape.kind == "module" and shape or nil end
  local entry = shape and stubs.find(shape)
  return entry and entry.kind == "class" and entry or nil
end

-- The members of an inline table type.
local function inline(shape)
  local fields = type(shape) == "string" and types.fields(shape)
  if not fields or #fields == 0 then return nil end
  local class = { members = {}, names = {}, closed = true }
  for _, field in ipairs(fields) do
    class.members[field.name], class.names[#class.names + 1] = field, field.name
  end
  return class
end

-- What a value of this shape has: { members, names, closed, name, is_record }; nil if that is not known.
function shapes.class(shape)
  if not shape then return nil end
  if shape == "string" then return shapes.class { library = "string" } end
  if type(shape) == "table" and shape.library then
    local class = { members = libraries[shape.library], names = {}, closed = true, name = shape.library }
    for name in pairs(class.members) do class.names[#class.names + 1] = name end
    return class
  elseif type(shape) == "table" and shape.arguments then
    local class = { members = {}, names = {}, closed = true, name = "the playbook's arguments", declares = true }
    for _, item in ipairs(shape.arguments.items) do
      if not item.name then return nil end
      class.members[item.name], class.names[#class.names + 1] = {}, item.name
    end
    return class
  end
  local entry = class_entry(shape)
  local class = entry and class_of[entry] or inline(shape)
  if not class then return nil end
  class.name = entry and entry.name or "it"
  class.is_record = not entry or entry.is_record
  return class
end

-- The shape of a member, nil if that is not known.
local function member_shape(class, name)
  local member = class and class.members[name]
  if type(member) ~= "table" then return nil end
  if member.kind == "function" then return member end
  return single(member.type)
end

-- ---- of nodes ------------------------------------------------------------------------------------------------------

local Reader = {}
Reader.__index = Reader

-- `fun(a: T, b?: U): R, S` as a function of the stubs.
local function callable(type)
  local list, results = type:match "^fun(%b())%s*:?%s*(.*)$"
  if not list then return nil end
  local entry = { kind = "function", name = "it", parameters = {}, returns = {} }
  for _, part in ipairs(types.split(list:sub(2, -2), ",")) do
    local name, optional, of = part:match "^([%w_.]+)(%??)%s*:%s*(.*)$"
    if name then
      table.insert(entry.parameters, { name = name, type = of, optional = optional == "?" or types.is_optional(of) })
    end
  end
  if results ~= "" then
    for _, of in ipairs(types.split(results, ",")) do table.insert(entry.returns, { type = of }) end
  end
  return entry
end

-- The function that a call calls, as an entry; nil if that is not known.
function Reader:called(call)
  local shape
  if call.kind == "Method" then
    shape = member_shape(shapes.class(self:shape(call.object)), call.name)
  else
    shape = self:shape(call.callee)
  end
  if type(shape) == "string" then return callable(shape) end
  if not shape then return nil end
  if shape.kind == "module" and shape.overloads[1] then
    local entry = callable(shape.overloads[1])
    entry.name = shape.name
    return entry
  end
  return shape.kind == "function" and shape or nil
end

-- The shape of the n-th value of a call.
function Reader:result(call, position)
  local callee = call.callee
  if callee and callee.kind == "Name" and not callee.variable then
    local first = call.arguments[1]
    if callee.name == "require" and first and first.value then
      local module = stubs.find(first.value)
      if module and module.kind == "module" then return module end
      return libraries[first.value] and { library = first.value } or nil
    elseif callee.name == "assert" and position == 1 then
      return self:shape(first)
    elseif callee.name == "try" and first then
      local tried = position == 1 and self:shape(first)
      return tried and tried.kind == "function" and tried.returns[1] and single(tried.returns[1].type) or nil
    end
  end
  local entry = self:called(call)
  local result = entry and entry.returns[position]
  if not result or result.name == "..." then return nil end
  return single(result.type)
end

-- What a loop over a node's values gives.
function Reader:element(node, position)
  if not node or node.kind ~= "Call" or node.callee.kind ~= "Name" or node.callee.variable then return nil end
  local over = self:shape(node.arguments[1])
  if position ~= 2 or type(over) ~= "string" then return nil end
  if node.callee.name == "ipairs" then
    local of = over:match "^(.*)%[%]$"
    return of and single(of:match "^%((.*)%)$" or of)
  elseif node.callee.name == "pairs" then
    return single(over:match "^table<%s*string%s*,%s*(.*)>$")
  end
end

-- What a parameter of a function that is an argument gets; `run` of a playbook gets its arguments.
function Reader:given(node, position)
  local context = node.context
  local book = context and context.table
  local call = book and book.context and book.context.call
  local is_playbook = call and call.callee and call.callee.name == "playbook"
  if is_playbook and context.name == "run" and position == 1 then
    for _, item in ipairs(book.items) do
      if item.name == "args" and item.value.kind == "Table" then return { arguments = item.value } end
    end
    return nil
  end
  local expected = single(self:expected(node))
  local entry = expected and callable(expected)
  local parameter = entry and entry.parameters[position]
  return parameter and single(parameter.type)
end

function Reader:origin(origin)
  if not origin then return nil end
  if origin.kind == "parameter" then return self:given(origin.node, origin.position) end
  if origin.kind == "loop" then return self:element(origin.node, origin.position) end
  if origin.position == 1 then return self:shape(origin.node) end
  local node = origin.node
  return (node.kind == "Call" or node.kind == "Method") and self:result(node, origin.position) or nil
end

-- The shape of a global.
function Reader:global(name)
  if self.assigned[name] then return nil end
  if libraries[name] then return { library = name } end
  local entry = stubs.find(name)
  if not entry then return nil end
  if entry.kind == "value" then return "number" end
  return (entry.is_global or entry.kind == "function" and globals.functions[name]) and entry or nil
end

local find = {
  String = function() return "string" end,
  Paren = function(self, node) return self:shape(node.inner) end,
  Call = function(self, node) return self:result(node, 1) end,
  Method = function(self, node) return self:result(node, 1) end,
  Name = function(self, node)
    local variable = node.variable
    if not variable then return self:global(node.name) end
    if variable.assigned then return nil end
    return self:origin(variable.origin)
  end,
  Index = function(self, node)
    local object = self:shape(node.object)
    if node.name then return member_shape(shapes.class(object), node.name) end
    local of = type(object) == "string" and object:match "^(.*)%[%]$"
    return of and node.index.kind == "Number" and single(of:match "^%((.*)%)$" or of) or nil
  end,
}

-- The shape of a node.
function Reader:shape(node)
  if not node then return nil end
  if node.shape == nil then
    node.shape = false -- what refers to itself is not known
    node.shape = find[node.kind] and find[node.kind](self, node) or false
  end
  return node.shape or nil
end

-- The type that a place asks for: that of a parameter, or of an option.
function Reader:expected(node)
  local context = node.context
  if not context then return nil end
  if context.call then
    local entry = self:called(context.call)
    local shift = entry and context.call.kind == "Call" and entry.separator == ":" and 1 or 0
    local parameter = entry and entry.parameters[context.position - shift]
    return parameter and parameter.type
  end
  for _, option in ipairs(context.name and self:options(context.table) or {}) do
    if option.name == context.name then return option.type end
  end
  local whole = single(self:expected(context.table))
  if not whole then return nil end
  if context.name then return whole:match "^table<%s*string%s*,%s*(.*)>$" end
  return whole:match "^%((.*)%)%[%]$" or whole:match "^(.*)%[%]$"
end

local plain = { string = true, integer = true, number = true, boolean = true, ["nil"] = true, ["function"] = true }

-- The options that a table in a script may have, if it can only be one of options.
function Reader:options(node)
  if node.options == nil then
    node.options = false
    local type = self:expected(node)
    local found
    for _, alternative in ipairs(type and types.alternatives(type) or {}) do
      local class = stubs.find(alternative)
      local fields = types.fields(alternative)
      if class and class.kind == "class" and class.is_record or fields and #fields > 0 then
        if found then return nil end
        found = alternative
      elseif not (plain[alternative] or alternative:find "^fun%(" or alternative:find "^[\"%d]"
        or class and class.kind == "class") then
        return nil -- some other table
      end
    end
    local class = found and shapes.class(found)
    node.options = class and class.closed and stubs.options { type = found, fields = types.fields(found) } or false
  end
  return node.options or nil
end

-- A reader of a script's nodes; `assigned` are the globals it sets.
function shapes.reader(assigned) return setmetatable({ assigned = assigned }, Reader) end

return shapes
