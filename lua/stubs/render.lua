-- Entries of the stubs as text for a terminal: what `cephlua doc` and the prompt's help show.
local stubs = require "stubs"
local types = require "stubs.types"

local render = {}

local styles = { title = "1", heading = "1;36", dim = "2", writes = "33", destroys = "1;31" }

-- A text being made: `options.width` columns, `options.color` for a terminal that has colours.
local Page = {}
Page.__index = Page

function Page:paint(style, text)
  local code = styles[style]
  return self.color and code and text ~= "" and ("\27[%sm%s\27[0m"):format(code, text) or text
end

function Page:add(text) self.lines[#self.lines + 1] = text end

-- An empty line, unless there is one.
function Page:gap()
  if #self.lines > 0 and self.lines[#self.lines] ~= "" then self:add "" end
end

local function columns(text) return utf8.len(text) or #text end

-- Words broken into lines of at most so many columns.
local function wrapped(text, width)
  local lines, line = {}, ""
  for word in text:gmatch "%S+" do
    if line ~= "" and columns(line) + 1 + columns(word) > width then
      lines[#lines + 1], line = line, word
    else
      line = line == "" and word or line .. " " .. word
    end
  end
  lines[#lines + 1] = line
  return lines
end

-- Paragraphs; lines that are indented or begin a list stay lines.
function Page:prose(text, indent)
  local prefix = (" "):rep(indent or 0)
  local paragraph = {}
  local function flush()
    if #paragraph > 0 then
      for _, line in ipairs(wrapped(table.concat(paragraph, " "), self.width - #prefix)) do self:add(prefix .. line) end
    end
    paragraph = {}
  end
  for line in (text .. "\n"):gmatch "(.-)\n" do
    if line:find "^%s" or line:find "^[*-] " or line == "" then flush() end
    if line:find "^%s" then
      self:add(prefix .. line)
    elseif line == "" then
      self:gap()
    else
      paragraph[#paragraph + 1] = line
    end
  end
  flush()
end

-- Rows of { first column, style, text }, the texts below each other. A first column that is too long has its own line.
function Page:rows(rows, limit)
  local widest = 0
  for _, row in ipairs(rows) do
    local width = columns(row[1])
    if width <= (limit or self.width // 2) then widest = math.max(widest, width) end
  end
  local room = math.max(12, self.width - widest - 4)
  for _, row in ipairs(rows) do
    local texts = row[3] == "" and { "" } or wrapped(row[3], room)
    local first = "  " .. self:paint(row[2], row[1])
    if columns(row[1]) > widest and row[3] ~= "" then
      self:add(first)
      first = (" "):rep(widest + 2)
    else
      first = first .. (" "):rep(math.max(0, widest - columns(row[1])))
    end
    for position, text in ipairs(texts) do
      local start = position == 1 and first or (" "):rep(widest + 2)
      self:add(((start .. "  " .. text):gsub("%s+$", "")))
    end
  end
end

function Page:heading(text)
  self:gap()
  self:add(self:paint("heading", text))
end

-- How a call is written: `image:resize(size, options?)`, with the variable that the stubs' examples would use.
function render.signature(entry)
  if entry.kind ~= "function" then return entry.name end
  local names = {}
  for position, each in ipairs(entry.parameters) do
    names[position] = each.name .. (each.optional and each.name ~= "..." and "?" or "")
  end
  local name = entry.name
  if entry.separator == ":" then
    local owner = entry.owner:match "[^.]+$"
    name = ("%s:%s"):format(owner:lower(), entry.member)
  end
  return ("%s(%s)"):format(name, table.concat(names, ", "))
end

-- Rows for parameters, options and fields.
local function described(list)
  local rows = {}
  for _, each in ipairs(list) do
    local name = (each.member or each.name) .. (each.optional and "?" or "")
    local text = each.text
    -- An inline table is shown by its fields.
    local shown = each.fields and each.type:gsub("%b{}", "table") or each.type
    rows[#rows + 1] = { ("%s  %s"):format(name, shown), nil, text }
  end
  -- Names in a column of their own.
  local widest = 0
  for _, row in ipairs(rows) do widest = math.max(widest, #row[1]:match "^%S+") end
  for _, row in ipairs(rows) do
    local name, rest = row[1]:match "^(%S+)%s+(.*)$"
    row[1] = name .. (" "):rep(widest - #name) .. "  " .. rest
  end
  return rows
end

-- The record that a type is, or a list of: its class; nil for anything else.
local function record_of(type)
  for _, alternative in ipairs(types.alternatives(type)) do
    local class = stubs.find((alternative:gsub("%[%]$", "")))
    if class and class.kind == "class" and class.is_record then return class end
  end
end

local function show_labels(page, entry)
  page:gap()
  for _, label in ipairs { "Raises", "Units", "Cost", "Yields", "Risk", "C", "CLI", "Since" } do
    local value = entry[label:lower()]
    if value then
      local start = label .. ":" .. (" "):rep(8 - #label)
      for position, line in ipairs(wrapped(value, page.width - 9)) do
        local head = position == 1 and page:paint("heading", start) or (" "):rep(9)
        page:add(head .. (label == "Risk" and page:paint(value, line) or line))
      end
    end
  end
end

local function show_examples(page, entry)
  for _, example in ipairs(entry.examples) do
    page:heading "Example"
    for line in (example .. "\n"):gmatch "(.-)\n" do page:add(line == "" and "" or "  " .. line) end
  end
end

local function show_function(page, entry)
  if #entry.parameters > 0 then
    page:heading "Parameters"
    page:rows(described(entry.parameters))
  end
  for _, parameter in ipairs(entry.parameters) do
    local options = stubs.options(parameter)
    if options and #options > 0 then
      page:heading(parameter.name:gsub("^%l", string.upper))
      page:rows(described(options))
    end
  end
  if #entry.returns > 0 then
    page:heading "Returns"
    local rows = {}
    for position, each in ipairs(entry.returns) do
      rows[position] = { name = each.name or "…", type = each.type, text = each.text }
    end
    page:rows(described(rows))
    local record = record_of(entry.returns[1].type)
    if record then
      page:heading(record.name)
      page:rows(described(stubs.fields(record)))
    end
  end
end

-- Functions by their calls, with a line each.
local function summaries(list)
  local rows = {}
  for position, each in ipairs(list) do
    rows[position] = { render.signature(each), each.risk ~= "reads" and each.risk or nil, each.summary }
  end
  return rows
end

local function show_class(page, entry)
  local fields = stubs.fields(entry)
  if #fields > 0 then
    page:heading "Fields"
    page:rows(described(fields))
  end
  if #entry.methods > 0 then
    page:heading(entry.kind == "module" and "Functions" or "Methods")
    page:rows(summaries(entry.methods), 40)
  end
  if entry.kind ~= "module" then return end
  local rows = {}
  for _, each in ipairs(stubs.entries()) do
    if each.kind == "class" and not each.is_record and each.name:find("^" .. entry.name .. "%.") then
      rows[#rows + 1] = { each.name, nil, each.summary }
    end
  end
  if #rows > 0 then
    page:heading "Objects"
    page:rows(rows)
  end
end

local function title(page, entry)
  local text = page:paint("title", render.signature(entry))
  local notes = {}
  if entry.kind == "function" and entry.separator == ":" then notes[1] = "of " .. entry.owner end
  if entry.kind == "class" then notes[1] = entry.is_record and "record" or "object" end
  if entry.kind == "module" then
    notes[1] = entry.is_global and "module" or ('module: local %s = require "%s"'):format(entry.name, entry.name)
  end
  if entry.type then notes[#notes + 1] = entry.type end
  if #notes > 0 then text = text .. "  " .. page:paint("dim", table.concat(notes, ", ")) end
  page:add(text)
end

-- Where it is declared, as the program's own folder has it: "lua/meta/rbd.lua:63".
function render.place(entry) return ("%s:%d"):format(entry.file:match "lua/meta/.*$" or entry.file, entry.line) end

local function new_page(options)
  options = options or {}
  return setmetatable({ lines = {}, width = math.min(options.width or 100, 100), color = options.color }, Page)
end

local function finished(page) return table.concat(page.lines, "\n") end

-- Everything about an entry. `options.width`: columns; `options.color`: for a terminal that has colours.
function render.entry(entry, options)
  local page = new_page(options)
  title(page, entry)
  if entry.text ~= "" then
    page:gap()
    page:prose(entry.text)
  end
  if entry.kind == "function" then show_function(page, entry) end
  if entry.fields then show_class(page, entry) end
  show_labels(page, entry)
  show_examples(page, entry)
  page:gap()
  page:add(page:paint("dim", render.place(entry)))
  return finished(page)
end

-- A line for each of several entries.
function render.list(entries, options)
  local page = new_page(options)
  local rows = {}
  for position, entry in ipairs(entries) do rows[position] = { entry.name, nil, entry.summary } end
  page:rows(rows)
  return finished(page)
end

-- All modules, and the functions and factors that are known everywhere.
function render.index(options)
  local page = new_page(options)
  page:add(page:paint("heading", "Modules"))
  local rows = {}
  for position, module in ipairs(stubs.modules()) do
    rows[position] = { module.name, nil, module.summary .. (module.is_global and "" or " (by `require`)") }
  end
  page:rows(rows)
  page:heading "Functions"
  local functions, values = {}, {}
  for _, entry in ipairs(stubs.entries()) do
    if entry.kind == "function" and not entry.owner then functions[#functions + 1] = entry end
    if entry.kind == "value" then values[#values + 1] = { entry.name, nil, entry.summary } end
  end
  page:rows(summaries(functions))
  page:heading "Factors"
  page:rows(values)
  return finished(page)
end

return render
