-- What is wrong with a script can be seen without running it: what Lua cannot read, names that there are not, options
-- that a function does not take, too many or too few arguments. What is not sure is not said.
local errors = require "errors"
local parser = require "checker.parser"
local prelude = require "prelude"
local shapes = require "checker.shapes"
local types = require "stubs.types"

local checker = {}

-- A script's line with this at its end is left alone.
local IGNORE = "%-%-%s*check: ignore%s*$"

local function like(name, names)
  local near = errors.nearest(name, names)
  return near and ("did you mean %q?"):format(near) or nil
end

local function listed(names)
  if #names > 24 or #names == 0 then return nil end
  names = table.move(names, 1, #names, 1, {})
  table.sort(names)
  return "there are: " .. table.concat(names, ", ")
end

-- ---- the checks, by kind of node -----------------------------------------------------------------------------------

local Check = {}
Check.__index = Check

function Check:report(rule, at, message, hint)
  self.findings[#self.findings + 1] = { rule = rule, at = at, message = message, hint = hint }
end

function Check:global(node)
  if node.variable or self.known[node.name] or self.assigned[node.name] or self.has_environment then return end
  self:report("global", node.at, ("there is no global %q"):format(node.name), like(node.name, self.names))
end

function Check:member(node)
  if node.assigned or not node.name then return end
  local class = shapes.class(self.reader:shape(node.object))
  if not class or not class.closed or class.members[node.name] then return end
  if self.written[node.name] and class.is_record then return end -- the script's own addition
  local verb = class.declares and "have" or "has"
  self:report("member", node.at, ("%s %s no %q"):format(class.name, verb, node.name),
    like(node.name, class.names) or listed(class.names))
end

-- How many arguments a call has; nil where its last one may be several.
local function count(call)
  local last = call.arguments[#call.arguments]
  if last and (last.kind == "Call" or last.kind == "Method" or last.kind == "Vararg") then
    return nil, #call.arguments - 1
  end
  return #call.arguments, #call.arguments
end

local function signature(entry)
  local names = {}
  for position, parameter in ipairs(entry.parameters) do
    names[position] = parameter.name .. (parameter.optional and "?" or "")
  end
  return ("%s(%s)"):format(entry.name, table.concat(names, ", "))
end

function Check:separator(node, entry)
  if not entry.separator then return true end
  local is_method = entry.separator == ":"
  if node.kind == "Method" and not is_method then
    self:report("call", node.at, ("%s is called with a dot"):format(entry.name), signature(entry))
    return false
  elseif node.kind == "Call" and is_method and #node.arguments == 0 then
    self:report("call", node.callee.at, ("%s is called with a colon"):format(entry.name), signature(entry))
    return false
  end
  return true
end

function Check:call(node)
  local entry = self.reader:called(node)
  if not entry or entry.name == "it" or not self:separator(node, entry) then return end
  local exact, least = count(node)
  local shift = node.kind == "Call" and entry.separator == ":" and 1 or 0
  local most, missing = #entry.parameters + shift, nil
  for position, parameter in ipairs(entry.parameters) do
    if parameter.name == "..." then
      most = math.huge
    elseif exact and exact < position + shift and not parameter.optional and parameter.type ~= "any" then
      missing = missing or parameter
    end
  end
  if least > most then
    self:report("call", node.at,
      ("%s takes %d argument%s, not %d"):format(entry.name, most, most == 1 and "" or "s", least), signature(entry))
  elseif missing then
    self:report("call", node.at, ("%s needs %q"):format(entry.name, missing.name), signature(entry))
  end
end

-- Whose options a table has, with the verb.
function Check:taker(node)
  local call = node.context and node.context.call
  local entry = call and self.reader:called(call)
  return entry and entry.name ~= "it" and entry.name .. " takes" or "there is"
end

function Check:options(node)
  local options = self.reader:options(node)
  if not options then return end
  local known, names, given, is_whole = {}, {}, {}, true
  for position, option in ipairs(options) do known[option.name], names[position] = option, option.name end
  for _, item in ipairs(node.items) do
    if item.name then
      given[item.name] = true
      if not known[item.name] then
        self:report("option", item.at, ("%s no option %q"):format(self:taker(node), item.name),
          like(item.name, names) or listed(names))
        is_whole = false -- it may have been meant for one that is missing
      end
    else
      is_whole = false
    end
  end
  for _, option in ipairs(is_whole and options or {}) do
    local is_needed = not option.optional and option.type ~= "any" and not option.name:find "^%["
    if is_needed and not given[option.name] then
      self:report("option", node.at, ("the option %q is missing"):format(option.name), listed(names))
    end
  end
end

-- A text where only certain texts may stand.
function Check:choice(node)
  local type = node.value and self.reader:expected(node)
  local choices = {}
  for _, alternative in ipairs(type and types.alternatives(type) or {}) do
    local choice = alternative:match '^"(.*)"$'
    if not choice and alternative ~= "nil" or choice == node.value then return end
    choices[#choices + 1] = choice
  end
  if #choices > 0 then
    self:report("value", node.at, ("%q is not one of what may stand here"):format(node.value),
      like(node.value, choices) or listed(choices))
  end
end

local checks = {
  Name = Check.global, Index = Check.member, Table = Check.options, Call = Check.call, String = Check.choice,
  Method = function(self, node)
    Check.member(self, node)
    Check.call(self, node)
  end,
}

-- ---- a script ------------------------------------------------------------------------------------------------------

-- What Lua itself says of a text that it cannot read, at the place where it noticed.
local function syntax(message, text)
  local line, what = message:match "^%[string .-%]:(%d+): (.*)$"
  line = tonumber(line) or 1
  local word = what and what:match "near '(.*)'$"
  local at, number = 1, 1
  while number < line do
    at = (text:find("\n", at, true) or #text) + 1
    number = number + 1
  end
  local stop = (text:find("\n", at, true) or #text + 1) - 1
  local found, last = text:sub(at, stop):find(word or "\n", 1, true)
  -- Lua names no column: where the word stands twice, either may be meant.
  local is_sure = found and not text:sub(at, stop):find(word, last + 1, true)
  return { rule = "syntax", line = line, column = is_sure and found or 1, message = what or message }
end

local function prepare(nodes, has_environment)
  local check = setmetatable({ findings = {}, assigned = {}, written = {}, known = { _ENV = true, arg = true } }, Check)
  check.has_environment = has_environment
  check.names = prelude.names()
  for _, name in ipairs(check.names) do check.known[name] = true end
  for _, node in ipairs(nodes) do
    if node.kind == "Name" then
      if node.assigned and not node.variable then check.assigned[node.name] = true end
    elseif node.kind == "Index" and node.assigned and node.name then
      check.written[node.name] = true
    end
  end
  check.reader = shapes.reader(check.assigned)
  return check
end

-- The findings with the line and the column of each, in their order; ignored ones left out.
local function located(findings, text)
  table.sort(findings, function(a, b) return a.at < b.at end)
  local found, line, start = {}, 1, 1
  for _, finding in ipairs(findings) do
    local stop = text:find("\n", start, true)
    while stop and stop < finding.at do
      line, start = line + 1, stop + 1
      stop = text:find("\n", start, true)
    end
    if not text:sub(start, (stop or #text + 1) - 1):find(IGNORE) then
      local column = utf8.len(text, start, finding.at) or finding.at - start + 1
      found[#found + 1] = {
        rule = finding.rule, line = line, column = column, message = finding.message, hint = finding.hint,
      }
    end
  end
  return found
end

-- The findings in a script's text, each { rule, line, column, message, hint }; `rule` is syntax, global,
-- member, call, option or value.
function checker.check(text)
  text = text:gsub("^#[^\n]*", "")
  local chunk, message = load(text, "script", "t")
  if not chunk then return { syntax(message, text) } end
  local nodes, has_environment = parser.read(text)
  local check = prepare(nodes, has_environment)
  for _, node in ipairs(nodes) do
    if checks[node.kind] then checks[node.kind](check, node) end
  end
  return located(check.findings, text)
end

return checker
