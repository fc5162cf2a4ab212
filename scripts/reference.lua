#!/usr/bin/env cephlua
-- Writes the reference, docs/reference/*.md, from the stubs in lua/meta, and the scripts that guides show from the
-- scripts' files: reference.lua [--check]. With --check nothing is written; it says which pages are out of date.
--
-- A stub is a page. One with many functions is several: what the module has itself, and a page for each kind of object.

local markdown = require "stubs.markdown"
local stubs = require "stubs"

local root = (debug.getinfo(1, "S").source:match "^@(.*)scripts/[^/]*$") or "./"
local folder = "docs/reference"
local MANY <const> = 30

-- Pages that are here but come from elsewhere.
local kept = { ["rbd-coverage.md"] = true }

-- ---- which entry stands on which page ------------------------------------------------------------------------------

-- Pages as { name, title, entries, module, part_of }, and the place of each entry by its name.
local pages, places = {}, {}

local function new_page(name, title)
  local page = {
    name = name, title = title, entries = {}, part_of = name:match "^([^-]+)-", anchor_of = markdown.anchors(),
  }
  page.anchor_of(title)
  pages[#pages + 1] = page
  return page
end

local function functions_of(entries)
  local count = 0
  for _, entry in ipairs(entries) do
    if entry.kind == "function" then count = count + 1 end
  end
  return count
end

-- The object that an entry of a long stub belongs to: that of the next function, as records stand before what uses
-- them; nil for the module itself.
local function object_of(entries, position)
  for at = position, #entries do
    local entry = entries[at]
    if entry.kind == "class" and not entry.is_record then return entry.name end
    if entry.kind == "function" then return entry.separator == ":" and entry.owner or nil end
  end
  for at = position, 1, -1 do
    if entries[at].kind == "function" then return entries[at].separator == ":" and entries[at].owner or nil end
  end
end

local function place(page, entry)
  if entry.kind == "module" then
    page.module = page.module or stubs.find(entry.name).file == entry.file and stubs.find(entry.name) or nil
    places[entry.name] = places[entry.name] or page.name .. ".md"
  elseif stubs.find(entry.name) == entry then
    page.entries[#page.entries + 1] = entry
    places[entry.name] = ("%s.md#%s"):format(page.name, page.anchor_of(entry.name))
  end
end

for _, stub in ipairs(stubs.pages()) do
  local name = stub.name:gsub("%.", "-")
  local title = stub.title and ("%s: %s"):format(stub.name:match "^[^.]+", stub.title) or stub.name
  local main = new_page(name, title)
  local of_objects = {}
  for position, entry in ipairs(stub.entries) do
    local object = functions_of(stub.entries) > MANY and object_of(stub.entries, position)
    if object and not of_objects[object] then
      of_objects[object] = new_page(object:gsub("%.", "-"):lower(), object)
    end
    place(object and of_objects[object] or main, entry)
  end
end

-- ---- the pages -----------------------------------------------------------------------------------------------------

local function link_from(page)
  return function(name)
    local address = places[name]
    if not address then return nil end
    local file, anchor = address:match "^([^#]*)(.*)$"
    return file == page.name .. ".md" and anchor ~= "" and anchor or address
  end
end

-- The objects of a module, each with a link.
local function objects(lines, module, link)
  local found = {}
  for _, entry in ipairs(stubs.entries()) do
    if entry.kind == "class" and not entry.is_record and entry.name:find("^" .. module.name .. "%.") then
      found[#found + 1] = ("| [`%s`](%s) | %s |"):format(entry.name, link(entry.name), entry.summary)
    end
  end
  if #found == 0 then return end
  lines[#lines + 1] = "| object | |"
  lines[#lines + 1] = "|---|---|"
  table.move(found, 1, #found, #lines + 1, lines)
  lines[#lines + 1] = ""
end

local function text_of(page)
  local link = link_from(page)
  local lines = { "# " .. page.title, "" }
  if page.module then
    markdown.module(lines, page.module, link)
    if #page.module.methods > 0 then markdown.functions(lines, page.module.methods, link) end
    objects(lines, page.module, link)
  else
    local list = {}
    for _, entry in ipairs(page.entries) do
      if entry.kind == "function" then list[#list + 1] = entry end
    end
    if page.part_of then
      lines[#lines + 1] = ("Part of [%s](%s.md)."):format(page.part_of, page.part_of)
      lines[#lines + 1] = ""
    end
    -- The section of an object has such a table itself.
    if #list > 1 and not stubs.find(page.title) then markdown.functions(lines, list, link) end
  end
  for _, entry in ipairs(page.entries) do markdown.section(lines, entry, link) end
  lines[#lines] = nil
  return table.concat(lines, "\n") .. "\n"
end

local function index_text()
  local lines = {
    "# Reference", "",
    "Written by `scripts/reference.lua` from the stubs in `lua/meta`; `cephlua doc NAME` shows the same on a terminal.",
    "[What is covered of librbd and librados](rbd-coverage.md) is a page of its own.", "",
    "| page | |", "|---|---|",
  }
  for _, page in ipairs(pages) do
    local topic = page.title:match ": (.*)$"
    local about = page.module or stubs.find(page.title)
    local name, text = topic and page.name or page.title, topic or about.summary
    lines[#lines + 1] = ("| [%s](%s.md) | %s |"):format(name, page.name, text)
  end
  return table.concat(lines, "\n") .. "\n"
end

-- ---- writing, or comparing -----------------------------------------------------------------------------------------

local texts = { ["README.md"] = index_text() }
for _, page in ipairs(pages) do texts[page.name .. ".md"] = text_of(page) end

local checks = arg and arg[1] == "--check"
local passed, failed = 0, 0

local function compare(path, same, message)
  if same then
    passed = passed + 1
  else
    failed = failed + 1
    print(("%s %s: run `cephlua scripts/reference.lua`"):format(path, message))
  end
end

local function put(path, text, message)
  if checks then
    compare(path, fs.stat(root .. path) and fs.read(root .. path) == text, message)
  else
    fs.write(root .. path, text)
    passed = passed + 1
  end
end

fs.make_directory(root .. folder)
for _, entry in ipairs(fs.list(root .. folder)) do
  local name = entry.name
  if not texts[name] and not kept[name] then
    if checks then
      compare(("%s/%s"):format(folder, name), false, "is a page of nothing")
    else
      fs.remove(("%s%s/%s"):format(root, folder, name))
    end
  end
end
for name, text in pairs(texts) do put(("%s/%s"):format(folder, name), text, "is not what the stubs say") end

-- A guide shows a file behind `<!-- the text of FILE -->`.
for _, entry in ipairs(fs.list(root .. "docs/guide")) do
  if entry.name:find "%.md$" then
    local path = "docs/guide/" .. entry.name
    local shown = "(<!%-%- the text of (%S+) %-%->\n```lua\n).-(```\n)"
    local text = fs.read(root .. path):gsub(shown, function(head, file, tail)
      return head .. fs.read(root .. file):gsub("^#![^\n]*\n", "") .. tail
    end)
    put(path, text, "does not show the scripts as they are")
  end
end

print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0, true)
