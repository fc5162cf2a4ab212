-- The stubs in `lua/meta` as data: what the prompt's help and completion, `cephlua doc`, `cephlua check` and the
-- reference are made of. They are read when first asked for. `stubs/reader.lua` says what an entry is.
local reader = require "stubs.reader"
local types = require "stubs.types"

local stubs = {}

local folder = debug.getinfo(1, "S").source:match "^@(.*)/stubs/[^/]*$" .. "/meta"

-- The pages there are: the names of the files, "rbd" before "rbd.backup".
local function pages()
  local found = {}
  local function add(below, prefix)
    for _, entry in ipairs(require("fs").list(below)) do
      local name = entry.name:match "^([%w_]+)%.lua$"
      if name then
        found[#found + 1] = { name = prefix .. name, file = ("%s/%s"):format(below, entry.name) }
      elseif entry.type == "directory" then
        add(("%s/%s"):format(below, entry.name), prefix .. entry.name .. ".")
      end
    end
  end
  add(folder, "")
  table.sort(found, function(a, b) return a.name < b.name end)
  return found
end

-- A class or module that several files add to is one.
local function merge(into, part)
  for _, list in ipairs { "fields", "methods", "parents", "overloads" } do
    table.move(part[list], 1, #part[list], #into[list] + 1, into[list])
  end
  into.is_record = into.is_record and part.is_record
end

local function read_page(index, page)
  local file <close> = assert(io.open(page.file, "rb"))
  local text = file:read "a"
  page.title = text:match "\n%-%- More of the module [%w_]+: (.-)%.\n"
  page.entries = reader.read(text, page.file, page.name)
  for _, entry in ipairs(page.entries) do
    local known = entry.fields and index.by_name[entry.name]
    if known then
      merge(known, entry)
    else
      index.by_name[entry.name] = index.by_name[entry.name] or entry
      table.insert(index.entries, entry)
      if entry.kind == "module" then table.insert(index.modules, entry) end
    end
  end
end

-- Adds what only the whole tells.
local function complete(index)
  for _, name in ipairs(require("globals").modules) do
    local module = index.by_name[name]
    if module then module.is_global = true end
  end
  for position = 1, #index.entries do
    local entry = index.entries[position]
    for _, field in ipairs(entry.fields or {}) do
      index.by_name[field.name] = index.by_name[field.name] or field
      table.insert(index.entries, field)
    end
  end
  table.sort(index.modules, function(a, b) return a.name < b.name end)
end

local read

local function index()
  if not read then
    local made = { by_name = {}, entries = {}, modules = {}, pages = pages() }
    for _, page in ipairs(made.pages) do read_page(made, page) end
    complete(made)
    read = made
  end
  return read
end

-- All entries, in the order of the files; fields behind everything else.
function stubs.entries() return index().entries end

-- The files: { name, title, entries }, "rbd" before "rbd.backup". Only what is more of a module has a title.
function stubs.pages() return index().pages end

-- The modules by name; `is_global` where no `require` is needed.
function stubs.modules() return index().modules end

-- The entry of exactly this name ("rbd.Image:flatten", "rbd.Info.size", "try"); nil if there is none.
function stubs.find(name) return index().by_name[name] end

-- The fields of a class and of those it is made of, its own first.
function stubs.fields(class)
  local fields, seen = {}, {}
  local function add(entry)
    for _, field in ipairs(entry and entry.fields or {}) do
      if not seen[field.member] then
        seen[field.member] = true
        fields[#fields + 1] = field
      end
    end
    for _, parent in ipairs(entry and entry.parents or {}) do add(stubs.find(parent)) end
  end
  add(class)
  return fields
end

-- The options of a parameter that is a table of them, each { name, type, optional, text }; nil if it is something else.
function stubs.options(parameter)
  if parameter.fields then return parameter.fields end
  for _, alternative in ipairs(types.alternatives(parameter.type)) do
    local class = stubs.find(alternative)
    if class and class.kind == "class" and class.is_record then
      local options = {}
      for position, field in ipairs(stubs.fields(class)) do
        options[position] = { name = field.member, type = field.type, optional = field.optional, text = field.text }
      end
      return options
    end
  end
end

-- What one may mean by a name, and every entry for words: see `stubs/search.lua`.
function stubs.matches(name) return require("stubs.search").matches(stubs.entries(), name) end
function stubs.nearest(name) return require("stubs.search").nearest(stubs.entries(), name) end
function stubs.search(words) return require("stubs.search").search(stubs.entries(), words) end

return stubs
