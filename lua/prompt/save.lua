-- `:save NAME 12-20`: inputs become a playbook.
local errors = require "errors"
local input = require "prompt.input"
local locals = require "prompt.locals"

local save = {}

-- The inputs that words such as "3 5-7" name.
local function chosen(words, usage)
  local all, entries = input.all(), {}
  for word in words:gmatch "[^%s,]+" do
    local first, dash, last = word:match "^(%d+)(%-?)(%d*)$"
    if not first then usage("save", ('"%s" is neither a number nor two with a "-" between them'):format(word)) end
    first = math.tointeger(tonumber(first))
    last = math.tointeger(tonumber(last)) or dash == "" and first or #all
    for number = first, last do
      if not all[number] then usage("save", ("there is no input %d; :history lists them"):format(number)) end
      entries[#entries + 1] = all[number]
    end
  end
  if #entries == 0 then usage("save", "it needs a name and the numbers of inputs") end
  return entries
end

local function is_expression(text) return load("return " .. text:gsub("[;%s]+$", ""), "=input", "t", {}) ~= nil end
local function is_call(text) return load(text, "=input", "t", {}) ~= nil end

-- Whether any of them needs the result of the one before it.
local function uses_results(entries)
  for _, entry in ipairs(entries) do
    if locals.mentions(entry.text, "_") then return true end
  end
  return false
end

-- Globals that the inputs assigned: playbooks have none, so they become locals of the whole.
local function declarations(entries, keeps_results)
  local names, seen = keeps_results and { "_" } or {}, {}
  for _, entry in ipairs(entries) do
    for _, name in ipairs(entry.assigned or {}) do
      if not seen[name] then names[#names + 1] = name end
      seen[name] = true
    end
  end
  return #names > 0 and { "local " .. table.concat(names, ", ") } or {}
end

local function statement(entry, is_last, keeps_results)
  local text = entry.text:gsub("[;%s]+$", "")
  if not is_expression(text) then return text end
  if is_last then return "return " .. text end
  if keeps_results then return "_ = " .. text end
  return is_call(text) and text or ("show(%s)"):format(text)
end

-- A long string's lines must stay as they are.
local function indented(text) return text:find "%[=*%[" and text or "    " .. text:gsub("\n", "\n    ") end

local function body(entries)
  local keeps_results = uses_results(entries)
  local lines = declarations(entries, keeps_results)
  for index, entry in ipairs(entries) do lines[#lines + 1] = statement(entry, index == #entries, keeps_results) end
  for index, line in ipairs(lines) do lines[index] = indented(line) end
  return table.concat(lines, "\n")
end

-- What of the session the playbook uses and does not make itself: `cluster`, say.
local function missing(text)
  local names, seen = {}, {}
  for _, finding in ipairs(require("checker").check(text)) do
    local name = finding.message:match '^there is no global "(.*)"$'
    if name and not seen[name] then
      names[#names + 1], seen[name] = name, true
    end
  end
  return names
end

-- Writes the playbook; a sentence that says so.
function save.save(words, usage)
  local name, numbers = words:match "^(%S+)%s+(.+)$"
  if not name then usage("save", "it needs a name and the numbers of inputs") end
  local path = name:find "%.lua$" and name or name .. ".lua"
  local title = path:match "([^/]+)%.lua$"
  local text = ([[
-- Saved at the prompt on %s.
return playbook {
  name = %q,
  summary = "Inputs %s of a session at the prompt",
  risk = "writes",
  args = {},
  run = function()
%s
  end,
}
]]):format(os.date "%Y-%m-%d", title, (numbers:gsub('["\\]', "")), body(chosen(numbers, usage)))
  local _, message = load(text, "=" .. path, "t", {})
  if message then
    errors.raise {
      code = "USAGE", operation = ":save", target = path, message = "these inputs make no playbook: " .. message,
    }
  end
  if io.open(path, "rb") then
    errors.raise {
      code = "EEXIST", operation = ":save", target = path, hint = "Take another name, or remove the file.",
    }
  end
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
  local names = missing(text)
  if #names > 0 then
    return ("%s: it uses %s, which these inputs do not set; add the inputs that do, or set it in the file"):format(
      path, table.concat(names, ", "))
  end
  return ("%s: run it with :run %s, or cephlua %s"):format(path, path, path)
end

return save
