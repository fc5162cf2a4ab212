-- Entries of the stubs as Markdown: the sections of the reference. `link(name)` gives the address of a type's section.
local render = require "stubs.render"
local stubs = require "stubs"
local types = require "stubs.types"

local markdown = {}

-- Gives the headings of a page their anchors, one after the other, as web forges do: a second one that is the same gets
-- a number.
function markdown.anchors()
  local used = {}
  return function(heading)
    local anchor = heading:lower():gsub("[^%w _-]", ""):gsub(" ", "-")
    local count = used[anchor] or 0
    used[anchor] = count + 1
    return count == 0 and anchor or ("%s-%d"):format(anchor, count)
  end
end

-- Text outside of backquotes, so that nothing of it is taken for a tag or for emphasis.
local function escaped(text)
  return ((text .. "`"):gsub("(.-)(`[^`]*)", function(plain, code)
    return plain:gsub("[<*]", { ["<"] = "&lt;", ["*"] = "\\*" }) .. code
  end):gsub("`$", ""))
end

-- A cell of a table.
local function cell(text) return (escaped(text):gsub("\n", " "):gsub("|", "\\|")) end

-- A type as code, the names of classes in it as links.
local function linked(type, link)
  local shown = type:gsub("%b{}", "table")
  local parts, code = {}, ""
  local function flush()
    if code ~= "" then parts[#parts + 1] = "`" .. code:gsub("|", "\\|") .. "`" end
    code = ""
  end
  for word, other in shown:gmatch "([%a_][%w_.]*)([^%a_]*)" do
    local address = stubs.find(word) and link(word)
    if address then
      flush()
      parts[#parts + 1] = ("[`%s`](%s)"):format(word, address)
      code = other
    else
      code = code .. word .. other
    end
  end
  if shown:find '^["\']' then code = shown end -- quoted texts, no names
  flush()
  return table.concat(parts)
end

local function rows(lines, list, heading, link)
  lines[#lines + 1] = ("| %s | type | |"):format(heading)
  lines[#lines + 1] = "|---|---|---|"
  for _, each in ipairs(list) do
    local name = (each.member or each.name or "…") .. (each.optional and each.name ~= "..." and "?" or "")
    lines[#lines + 1] = ("| `%s` | %s | %s |"):format(name, linked(each.type, link), cell(each.text))
  end
  lines[#lines + 1] = ""
end

local function prose(lines, text)
  if text == "" then return end
  for line in (escaped(text) .. "\n"):gmatch "(.-)\n" do
    -- A list stays one.
    lines[#lines + 1] = line:gsub("^\\%* ", "* ")
  end
  lines[#lines + 1] = ""
end

local function codes(text)
  for word in text:gmatch "%S+" do
    if not word:find "^[%w_]+$" then return "`" .. text .. "`" end
  end
  return (text:gsub("%S+", "`%0`"))
end

local function labels(lines, entry)
  local before = #lines
  for _, label in ipairs { "Raises", "Units", "Cost", "Yields", "Risk", "C", "CLI", "Since" } do
    local value = entry[label:lower()]
    if value then
      if label == "C" then value = codes(value) elseif label == "CLI" then value = "`" .. value .. "`"
      else value = escaped(value) end
      lines[#lines + 1] = ("* %s: %s"):format(label, value)
    end
  end
  if #lines > before then lines[#lines + 1] = "" end
end

local function examples(lines, entry)
  for _, example in ipairs(entry.examples) do
    lines[#lines + 1] = "```lua"
    lines[#lines + 1] = example
    lines[#lines + 1] = "```"
    lines[#lines + 1] = ""
  end
end

local function result_line(lines, entry, link)
  for _, each in ipairs(entry.returns) do
    local name = each.name and each.name ~= "..." and ("`%s`, "):format(each.name) or ""
    local text = each.text ~= "" and ": " .. escaped(each.text) or ""
    lines[#lines + 1] = ("Returns %s%s%s"):format(name, linked(each.type, link):gsub("\\|", "|"), text)
    lines[#lines + 1] = ""
    for _, alternative in ipairs(types.alternatives(each.type)) do
      local fields = types.fields((alternative:gsub("%[%]$", "")))
      if fields and #fields > 0 then rows(lines, fields, "field", link) end
    end
  end
end

local function function_section(lines, entry, link)
  lines[#lines + 1] = ("`%s`"):format(render.signature(entry))
  lines[#lines + 1] = ""
  prose(lines, entry.text)
  if #entry.parameters > 0 then rows(lines, entry.parameters, "parameter", link) end
  for _, parameter in ipairs(entry.parameters) do
    if parameter.fields then rows(lines, parameter.fields, parameter.name, link) end
  end
  result_line(lines, entry, link)
  labels(lines, entry)
  examples(lines, entry)
end

-- A table of functions, each linked to its section, with its summary.
function markdown.functions(lines, list, link)
  lines[#lines + 1] = "| function | |"
  lines[#lines + 1] = "|---|---|"
  for _, each in ipairs(list) do
    lines[#lines + 1] = ("| [`%s`](%s) | %s |"):format(render.signature(each), link(each.name), cell(each.summary))
  end
  lines[#lines + 1] = ""
end

-- The text of a module, which stands below the title of its page.
function markdown.module(lines, entry, link)
  prose(lines, entry.text)
  examples(lines, entry)
  if not entry.is_global then
    prose(lines, ("Not a global: `local %s = require \"%s\"`."):format(entry.name, entry.name))
  end
  if #entry.fields > 0 then rows(lines, entry.fields, "field", link) end
end

-- The section of an entry.
function markdown.section(lines, entry, link)
  lines[#lines + 1] = "## " .. entry.name
  lines[#lines + 1] = ""
  if entry.kind == "function" then return function_section(lines, entry, link) end
  if entry.kind == "value" then
    prose(lines, entry.text)
  elseif entry.kind == "alias" then
    prose(lines, entry.text)
    prose(lines, "The type " .. linked(entry.type, link):gsub("\\|", "|") .. ".")
  else
    prose(lines, entry.text)
    for _, parent in ipairs(entry.parents) do
      prose(lines, ("Has the fields of %s, too."):format(linked(parent, link)))
    end
    if #entry.fields > 0 then rows(lines, entry.fields, "field", link) end
    if #entry.methods > 0 then markdown.functions(lines, entry.methods, link) end
    examples(lines, entry)
  end
end

return markdown
