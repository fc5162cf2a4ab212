-- Reads a script that Lua has accepted into its nodes, with every name resolved to the local variable it means. As
-- the text is known to be right, nothing here complains, and as the checks look at single nodes, no precedence is kept:
-- operators with what is between them are one node without a type.
--
-- A node has `kind`, `at` (its place in the text) and, where it is an argument or stands in a table, `context`:
--
--   Name      `name`, `variable` (nil: a global), `assigned` (it is written to)
--   Index     `object`, `name` (nil: worked out), `index` (what is in the brackets), `assigned`
--   Call      `callee`, `arguments`;   Method: `object`, `name`, `arguments`
--   Table     `items`, each { name, value, at, computed }
--   Function  `parameters` (variables)
--   String, Number, Constant, Vararg, Operation; Paren has `inner`
--
-- A variable has `name`, `origin` (where its value comes from) and `assigned`, if it gets another one later.
local lexer = require "prompt.lexer"

local parser = {}

local Parser = {}
Parser.__index = Parser

-- ---- words and scopes ----------------------------------------------------------------------------------------------

local ending = { text = "", kind = "end of file", from = 0 }

function Parser:peek(ahead) return self.tokens[self.next + (ahead or 0)] or ending end

function Parser:take()
  local token = self:peek()
  self.next = self.next + 1
  return token
end

-- Takes the word if it is the next one.
function Parser:accept(text)
  local token = self:peek()
  if token.text == text and token.kind ~= "string" then return self:take() end
end

function Parser:node(kind, at, fields)
  local node = fields or {}
  node.kind, node.at = kind, at
  self.nodes[#self.nodes + 1] = node
  return node
end

function Parser:declare(name, origin)
  local variable = { name = name, origin = origin }
  if name == "_ENV" then self.has_environment = true end
  self.scope[name] = variable
  return variable
end

function Parser:enter() self.scope = setmetatable({}, { __index = self.scope, outer = self.scope }) end

function Parser:leave() self.scope = getmetatable(self.scope).outer end

-- ---- expressions ---------------------------------------------------------------------------------------------------

function Parser:expressions()
  local list = { self:expression() }
  while self:accept "," do list[#list + 1] = self:expression() end
  return list
end

local binary = {}
for word in ("+ - * / // % ^ & | ~ << >> .. < <= > >= == ~= and or"):gmatch "%S+" do binary[word] = true end
local unary = { ["-"] = true, ["#"] = true, ["~"] = true, ["not"] = true }

function Parser:operand()
  local at, is_operation = self:peek().from, false
  while unary[self:peek().text] and self:peek().kind ~= "string" do
    self:take()
    is_operation = true
  end
  local operand = self:simple()
  return is_operation and self:node("Operation", at) or operand
end

function Parser:expression()
  local at = self:peek().from
  local first, is_operation = self:operand(), false
  while binary[self:peek().text] and self:peek().kind ~= "string" do
    self:take()
    self:operand()
    is_operation = true
  end
  return is_operation and self:node("Operation", at) or first
end

function Parser:simple()
  local token = self:peek()
  if token.kind == "number" then return self:node("Number", self:take().from) end
  if token.kind == "string" then return self:string() end
  if token.text == "{" then return self:table() end
  if token.text == "..." then return self:node("Vararg", self:take().from) end
  if token.text == "function" then return self:body(self:take().from) end
  if token.text == "nil" or token.text == "true" or token.text == "false" then
    return self:node("Constant", self:take().from, { value = token.text })
  end
  return self:suffixed()
end

function Parser:string()
  local token = self:take()
  local value = token.text:match "^[\"'](.*)[\"']$" or token.text:match "^%[=*%[(.*)%]=*%]$"
  return self:node("String", token.from, { value = value })
end

function Parser:name(token)
  return self:node("Name", token.from, { name = token.text, variable = self.scope[token.text] })
end

function Parser:paren(token)
  local node = self:node("Paren", token.from, { inner = self:expression() })
  self:accept ")"
  return node
end

-- A name or something in parentheses, with all that follows it: fields, calls.
function Parser:suffixed()
  local token = self:take()
  local node = token.text == "(" and self:paren(token) or self:name(token)
  while true do
    local following = self:peek()
    if following.kind == "string" or following.text == "(" or following.text == "{" then
      node = self:call("Call", node.at, { callee = node })
    elseif following.text == "." then
      self:take()
      local name = self:take()
      node = self:node("Index", name.from, { object = node, name = name.text })
    elseif following.text == "[" then
      self:take()
      local index = self:expression()
      self:accept "]"
      local fixed = index.kind == "String" and index.value or nil
      node = self:node("Index", following.from, { object = node, index = index, name = fixed })
    elseif following.text == ":" then
      self:take()
      local name = self:take()
      node = self:call("Method", name.from, { object = node, name = name.text })
    else
      return node
    end
  end
end

function Parser:call(kind, at, call)
  local token = self:peek()
  if token.kind == "string" then
    call.arguments = { self:string() }
  elseif token.text == "{" then
    call.arguments = { self:table() }
  else
    self:take()
    call.arguments = self:peek().text == ")" and {} or self:expressions()
    self:accept ")"
  end
  self:node(kind, at, call)
  for position, argument in ipairs(call.arguments) do argument.context = { call = call, position = position } end
  return call
end

function Parser:table()
  local at = self:take().from
  local node = { items = {} }
  while not self:accept "}" do
    local item = { at = self:peek().from }
    if self:peek().text == "[" then
      self:take()
      local key = self:expression()
      item.name, item.computed = key.kind == "String" and key.value or nil, true
      self:accept "]"
      self:accept "="
    elseif self:peek().kind == "name" and self:peek(1).text == "=" then
      item.name = self:take().text
      self:take()
    end
    item.value = self:expression()
    if not item.computed or item.name then item.value.context = { table = node, name = item.name } end
    node.items[#node.items + 1] = item
    if not self:accept "," then self:accept ";" end
  end
  return self:node("Table", at, node)
end

-- A function from its parameters on.
function Parser:body(at, is_method)
  local node = { parameters = {} }
  self:enter()
  if is_method then self:declare "self" end
  self:accept "("
  while not self:accept ")" do
    local token = self:take()
    if token.kind == "name" then
      local parameter = self:declare(token.text, { kind = "parameter", node = node, position = #node.parameters + 1 })
      node.parameters[#node.parameters + 1] = parameter
    end
  end
  self:block()
  self:accept "end"
  self:leave()
  return self:node("Function", at, node)
end

-- ---- statements ----------------------------------------------------------------------------------------------------

local closing = { ["end"] = true, ["else"] = true, ["elseif"] = true, ["until"] = true }

function Parser:block()
  while self:peek() ~= ending do
    local token = self:peek()
    if closing[token.text] and token.kind == "keyword" then return end
    self:statement(token)
  end
end

function Parser:inner_block()
  self:enter()
  self:block()
  self:leave()
end

-- The names of `local a <const>, b` or of a loop; they are declared once what follows has been read.
function Parser:names()
  local names = {}
  repeat
    names[#names + 1] = self:take().text
    if self:accept "<" then
      self:take()
      self:accept ">"
    end
  until not self:accept ","
  return names
end

local function mark_assigned(target)
  target.assigned = true
  if target.variable then target.variable.assigned = true end
end

local statements = {
  ["if"] = function(self)
    repeat
      self:expression()
      self:accept "then"
      self:inner_block()
    until not self:accept "elseif"
    if self:accept "else" then self:inner_block() end
    self:accept "end"
  end,
  ["while"] = function(self)
    self:expression()
    self:accept "do"
    self:inner_block()
    self:accept "end"
  end,
  ["do"] = function(self)
    self:inner_block()
    self:accept "end"
  end,
  ["repeat"] = function(self)
    self:enter()
    self:block()
    self:accept "until"
    self:expression() -- it sees the locals of the block
    self:leave()
  end,
  ["for"] = function(self)
    local names = self:names()
    local counts = self:accept "="
    if not counts then self:accept "in" end
    local values = self:expressions()
    self:accept "do"
    self:enter()
    for position, name in ipairs(names) do
      self:declare(name, not counts and { kind = "loop", node = values[1], position = position } or nil)
    end
    self:block()
    self:leave()
    self:accept "end"
  end,
  ["function"] = function(self)
    local target = self:name(self:take())
    local is_method = false
    while self:peek().text == "." or self:peek().text == ":" do
      is_method = self:take().text == ":"
      local name = self:take()
      target = self:node("Index", name.from, { object = target, name = name.text })
    end
    mark_assigned(target)
    self:body(target.at, is_method)
  end,
  ["local"] = function(self)
    if self:accept "function" then
      local name = self:take()
      self:declare(name.text)
      self:body(name.from)
      return
    end
    local names = self:names()
    local values = self:accept "=" and self:expressions() or {}
    for position, name in ipairs(names) do
      local node = values[math.min(position, #values)]
      self:declare(name, node and { kind = "value", node = node, position = math.max(1, position - #values + 1) })
    end
  end,
  ["return"] = function(self)
    local token = self:peek()
    if token ~= ending and token.text ~= ";" and not (closing[token.text] and token.kind == "keyword") then
      self:expressions()
    end
    self:accept ";"
  end,
  ["goto"] = function(self) self:take() end,
  ["break"] = function() end,
  [";"] = function() end,
  ["::"] = function(self)
    self:take()
    self:take()
  end,
}

function Parser:statement(token)
  local read = token.kind ~= "string" and statements[token.text]
  if read then
    self:take()
    return read(self)
  end
  local targets = { self:suffixed() }
  while self:accept "," do targets[#targets + 1] = self:suffixed() end
  if self:accept "=" then
    for _, target in ipairs(targets) do mark_assigned(target) end
    self:expressions()
  end
end

-- All nodes of a script, and whether it sets an environment of its own for globals.
function parser.read(text)
  local self = setmetatable({ tokens = lexer.tokens(text), next = 1, nodes = {}, scope = {} }, Parser)
  self:block()
  return self.nodes, self.has_environment
end

return parser
