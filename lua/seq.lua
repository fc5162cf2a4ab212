-- Lazy sequences: each element is worked out when somebody asks for it, and whatever the elements come from is closed
-- at the end, when a loop over them is left, and when the sequence is collected.
local errors = require "errors"
local json = require "json"
local options = require "options"

local seq = {}

local Sequence = { __name = "Sequence" }
Sequence.__index = Sequence

local function refuse(operation, target, message, hint)
  error(errors.new { code = "USAGE", operation = operation, target = target, message = message, hint = hint })
end

local function need_function(operation, fn)
  if type(fn) ~= "function" then refuse(operation, "fn", "function expected, got " .. type(fn)) end
end

-- A function that finds an element's key: the given one, or one that reads the field of this name.
local function key_function(operation, key)
  if type(key) == "string" then return function(element) return element[key] end end
  if type(key) ~= "function" then
    refuse(operation, "key", "function or name of a field expected, got " .. type(key))
  end
  return key
end

-- `pull` gives the next element, nil at the end; `source` is closed with the sequence. As the value after `in` of a
-- loop, the four results make the loop close it, however it is left.
local function new(pull, source)
  local made = setmetatable({ pull = pull, source = source }, Sequence)
  return made, nil, nil, made
end

local function close(self)
  local source = self.source
  self.pull, self.source, self.ended = nil, nil, true
  if source == nil then return end
  local _source <close> = source
end

local function next_of(self)
  if self.ended then return nil end
  local element = self.pull()
  if element == nil then close(self) end
  return element
end

-- What works through a sequence takes it: a second one would find what the first has left.
local function take_over(self, operation)
  if getmetatable(self) ~= Sequence then
    refuse(operation, "", "Sequence expected, got " .. type(self), "Call it with a colon: sequence:method(…).")
  end
  if self.taken or self.ended then
    refuse(operation, "", "this sequence has been gone through", "Keep its elements: sequence:to_list().")
  end
  self.taken = true
  return self
end

function Sequence.__call(self)
  if not self.looped then
    take_over(self, "seq")
    self.looped = true
  end
  return next_of(self)
end

Sequence.__close = close
Sequence.__gc = close
function Sequence.__tostring() return "Sequence" end

-- A sequence of a list's elements, or of what a loop over the arguments would give.
function seq.of(source, state, control, closing)
  if getmetatable(source) == Sequence then return source, nil, nil, source end
  if type(source) == "table" and not (getmetatable(source) or {}).__call then
    local position = 0
    return new(function()
      position = position + 1
      return source[position]
    end)
  end
  if type(source) ~= "function" and not (getmetatable(source) or {}).__call then
    refuse("seq.of", "argument 1 (source)", "list or iterator expected, got " .. type(source))
  end
  return new(function()
    control = source(state, control)
    return control
  end, closing)
end

-- Whether a value is a sequence.
function seq.is_sequence(value) return getmetatable(value) == Sequence end

-- ---- sequences from sequences ---------------------------------------------------------------------------------------

function Sequence:map(fn)
  need_function("Sequence:map", fn)
  local source = take_over(self, "Sequence:map")
  return new(function()
    local element = next_of(source)
    if element == nil then return nil end
    local result = fn(element)
    if result == nil then
      refuse("Sequence:map", "fn", "it returned nil", "Leave elements out with filter first.")
    end
    return result
  end, source)
end

function Sequence:filter(fn)
  need_function("Sequence:filter", fn)
  local source = take_over(self, "Sequence:filter")
  return new(function()
    while true do
      local element = next_of(source)
      if element == nil or fn(element) then return element end
    end
  end, source)
end

function Sequence:take(count)
  if math.type(count) ~= "integer" or count < 0 then
    refuse("Sequence:take", "count", "a whole number from 0 expected")
  end
  local source, left = take_over(self, "Sequence:take"), count
  return new(function()
    if left == 0 then return nil end
    left = left - 1
    return next_of(source)
  end, source)
end

-- A sequence of what `make` makes of all elements of another one, once the first is asked for.
local function from_all(source, make)
  local list, position
  return new(function()
    if not list then list, position = make(source), 0 end
    position = position + 1
    return list[position]
  end, source)
end

-- Keys first: a comparison cannot wait, and would ask for each key again and again.
local function sorted(source, key, is_descending)
  local entries, kind = {}, nil
  for element in next_of, source do
    local own = key(element)
    kind = kind or type(own)
    if type(own) ~= kind or kind ~= "number" and kind ~= "string" or own ~= own then
      refuse("Sequence:sort_by", "key", ("numbers or strings expected, got %s for element %d"):format(
        own ~= own and "NaN" or type(own), #entries + 1))
    end
    entries[#entries + 1] = { key = own, element = element, position = #entries }
  end
  table.sort(entries, function(a, b)
    if a.key == b.key then return a.position < b.position end
    if is_descending then return b.key < a.key end
    return a.key < b.key
  end)
  for position, entry in ipairs(entries) do entries[position] = entry.element end
  return entries
end

function Sequence:sort_by(key, given)
  key = key_function("Sequence:sort_by", key)
  given = options.check(given, "descending: boolean", "Sequence:sort_by")
  return from_all(take_over(self, "Sequence:sort_by"), function(source)
    return sorted(source, key, given.descending)
  end)
end

function Sequence:group_by(key)
  key = key_function("Sequence:group_by", key)
  return from_all(take_over(self, "Sequence:group_by"), function(source)
    local groups, by_key = {}, {}
    for element in next_of, source do
      local own = key(element)
      if own == nil or own ~= own then
        refuse("Sequence:group_by", "key", ("it is %s for an element"):format(tostring(own)))
      end
      if not by_key[own] then
        by_key[own] = { key = own, elements = {} }
        groups[#groups + 1] = by_key[own]
      end
      table.insert(by_key[own].elements, element)
    end
    return groups
  end)
end

-- ---- what ends a sequence -------------------------------------------------------------------------------------------

function Sequence:fold(initial, fn)
  need_function("Sequence:fold", fn)
  local source <close> = take_over(self, "Sequence:fold")
  local result = initial
  for element in next_of, source do result = fn(result, element) end
  return result
end

function Sequence:first()
  local source <close> = take_over(self, "Sequence:first")
  return next_of(source)
end

function Sequence:count()
  local source <close>, count = take_over(self, "Sequence:count"), 0
  for _ in next_of, source do count = count + 1 end
  return count
end

function Sequence:to_list()
  local source <close>, list = take_over(self, "Sequence:to_list"), json.array {}
  for element in next_of, source do list[#list + 1] = element end
  return list
end

return seq
