-- What a Tab does. Nothing is asked for by looking at a value: tables are read without their metamethods, and what
-- objects have the stubs know.
local context = require "prompt.context"
local fs = require "fs"
local input = require "prompt.input"
local lexer = require "prompt.lexer"
local live = require "prompt.live"
local output = require "prompt.output"
local scope = require "prompt.scope"
local stubs = require "stubs"
local style = require "printer.style"

local complete = {}

local SHOWN = 200

local function is_name(text) return type(text) == "string" and text:find "^[%a_][%w_]*$" ~= nil end

-- Files that begin as the text does; folders end with a slash.
local function files(text)
  local folder, start = text:match "^(.*/)([^/]*)$"
  folder, start = folder or "", start or text
  local ok, entries = pcall(fs.list, folder == "" and "." or folder)
  local found = {}
  for _, entry in ipairs(ok and entries or {}) do
    if entry.name:sub(1, #start) == start and (start ~= "" or entry.name:sub(1, 1) ~= ".") then
      found[#found + 1] = folder .. entry.name .. (entry.type == "directory" and "/" or "")
    end
  end
  return found
end

-- The names that a table has, also by tables behind its `__index`.
local function names_in(value, add)
  for _ = 1, 8 do
    if type(value) ~= "table" then return end
    for key in next, value do
      if is_name(key) then add(key) end
    end
    local meta = debug.getmetatable(value)
    value = type(meta) == "table" and rawget(meta, "__index") or nil
  end
end

-- The names behind a dot or a colon.
local function members(thing, separator)
  local names, seen = {}, {}
  local function add(name)
    if name and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  if type(thing.value) == "string" then names_in(string, add) end
  names_in(thing.value, add)
  local entry = thing.entry
  if entry and entry.kind == "class" then
    if separator == "." then
      for _, field in ipairs(stubs.fields(entry)) do add(field.member) end
    end
    for _, method in ipairs(entry.methods) do
      if method.separator == separator then add(method.member) end
    end
  elseif entry and entry.kind == "module" then
    for _, each in ipairs(entry.methods) do add(each.member) end
  end
  return names
end

-- The names of the options of the call that the cursor stands in.
local function option_names(tokens, last)
  local call = context.call(tokens, last)
  if not call or not call.in_table or call.key then return nil end
  local names = live.argument_names(call)
  local parameter = call.entry.parameters[call.position]
  for _, option in ipairs(parameter and stubs.options(parameter) or {}) do names[#names + 1] = option.name end
  for index, name in ipairs(names) do names[index] = name .. " = " end
  return #names > 0 and names or nil
end

-- The choices for the end of a text of Lua, and the length of what they replace.
local function candidates(text)
  local tokens = lexer.tokens(text)
  local last = tokens[#tokens]
  if last and last.open then
    local start = last.text:sub(2)
    local call = context.call(tokens, #tokens - 1)
    return call and live.values(call, start) or files(start), #start
  end
  local word = text:match "[%a_][%w_]*$" or ""
  local before = word ~= "" and #tokens - 1 or #tokens
  local separator = tokens[before] and tokens[before].kind == "operator" and tokens[before].text
  if separator == "." or separator == ":" then
    local thing = context.value(tokens, before - 1)
    return thing and members(thing, separator) or {}, #word
  end
  local options = (separator == "{" or separator == ",") and option_names(tokens, before)
  return options or scope.names(), #word
end

local function common_prefix(list)
  local prefix = list[1]
  for _, text in ipairs(list) do
    while text:sub(1, #prefix) ~= prefix do prefix = prefix:sub(1, -2) end
  end
  return prefix
end

-- The choices in columns.
local function columns(list)
  local width = output.how().width or 80
  local widest = 0
  for _, text in ipairs(list) do widest = math.max(widest, #text) end
  local count = math.max(1, width // (widest + 2))
  local shown = math.min(#list, SHOWN)
  local rows = (shown + count - 1) // count
  local lines = {}
  for row = 1, rows do
    local cells = {}
    for index = row, shown, rows do cells[#cells + 1] = list[index] .. (" "):rep(widest + 2 - #list[index]) end
    lines[row] = style.trimmed(table.concat(cells))
  end
  if #list > shown then lines[#lines + 1] = ("… %d more"):format(#list - shown) end
  return table.concat(lines, "\n")
end

local function choose(list, typed)
  local found, seen = {}, {}
  for _, text in ipairs(list) do
    if text:sub(1, #typed) == typed and not seen[text] then
      seen[text] = true
      found[#found + 1] = text
    end
  end
  table.sort(found)
  return found
end

-- The commands of the prompt, and what their words may be; nil if it is none of its own words.
local function command_candidates(text)
  local name = text:match "^%s*:(%a*)$"
  if name then return require("prompt.commands").names(), #name end
  local level = text:match "^%s*:log%s+(%a*)$"
  if level then return require("prompt.log").words(), #level end
  local path = text:match "^%s*:run%s.-(%S*)$"
  if path then return files(path), #path end
end

-- What becomes of `line` up to the byte `cursor`: `start`, `text` and, if there are several choices, their `list`.
function complete.complete(line, cursor)
  local text = line:sub(1, cursor)
  local list, length = command_candidates(text)
  if not list then
    local lua = input.is_command(text) and text:gsub("^%s*:%a+", "") or text:gsub("^%s*%?", "")
    list, length = candidates(lua)
  end
  local typed = text:sub(#text - length + 1)
  local found = choose(list, typed)
  if #found == 0 then return nil end
  local prefix = common_prefix(found)
  local shows = #found > 1 and prefix == typed
  return { start = #text - length, text = prefix, list = shows and columns(found) or nil }
end

return complete
