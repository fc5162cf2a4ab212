-- The operations that change a text: --set, --del, --merge.
local native = require "ini.native"
local items = require "crudini.items"
local service = require "crudini.service"

local edit = {}

local function fail(message, ...) error({ message = message:format(...) }, 0) end

local function open(text, options)
  return native.crudini(text, { name = options.file, ignore_indent = options.ini.ignoreindent })
end
edit.open = open

local function is_default(section) return section == "" or section == "DEFAULT" end

-- The value that an option has, its own or DEFAULT's; nil if there is none.
function edit.find(text, section, key)
  return text:get(section, key) or text:get("DEFAULT", key)
end

-- Fails if something must be there and is not.
local function check(text, wanted, section, key)
  if (wanted.section or wanted.param) and not is_default(section) and not text:has_section(section) then
    fail("Section not found: %s", section)
  end
  if wanted.param and key and not edit.find(text, section, key) then fail("Parameter not found: %s", key) end
end

-- What an operation with --list comes down to; nil if there is nothing to do.
local function with_list(text, options, wanted)
  local present = edit.find(text, wanted.section, wanted.key)
  local change = wanted.name == "set" and items.add or items.remove
  if not present and wanted.name == "del" then return nil end
  local value = change(present or "", wanted.value, options.list_sep)
  if value == present then return nil end
  return { name = "set", section = wanted.section, key = wanted.key, value = value }
end

local function perform(text, wanted)
  if wanted.name == "set" then
    if wanted.key then text:set(wanted.section, wanted.key, wanted.value) else text:add_section(wanted.section) end
  elseif wanted.key then
    text:remove(wanted.section, wanted.key)
  else
    text:remove_section(wanted.section)
  end
end

-- The operations of a merge: what is in the other text, set one by one.
local function merged(options, section)
  -- Kept: what was read once cannot be read when all is done again.
  options.input = options.input or io.stdin:read "a"
  local other = open(options.input, { file = "-", ini = options.ini })
  local list = {}
  local first = other:sections()[1] == "DEFAULT" and "DEFAULT" or nil
  for _, name in ipairs(require("crudini.formats").sections(other)) do
    local target = section or name
    if not section and name == "DEFAULT" and first and other:has_first_lines() then target = "" end
    if not is_default(target) or target == "DEFAULT" then
      list[#list + 1] = { name = "set", section = target }
    end
    for _, option in ipairs(other:options(name)) do
      list[#list + 1] = { name = "set", section = target, key = option.key, value = other:get(name, option.key) }
    end
  end
  return list
end

-- Does the operations to a text; the text they make of it. `warn` is told where crudini's way was not taken.
function edit.run(original, options, warn)
  local text = open(original, options)
  local watch = service.watch(original)
  local wanted = options.operations
  if wanted[1].name == "merge" then wanted = merged(options, wanted[1].section) end
  for _, each in ipairs(wanted) do
    check(text, options.existing, each.section, each.key)
    if options.list and each.key and each.value and options.operations[1].name ~= "merge" then
      each = with_list(text, options, each)
    end
    if each then
      local before = text:text()
      perform(text, each)
      local better, reason = watch:correct(before, text:text(), each)
      if better then
        text = open(better, options)
        warn(each, reason)
      end
    end
  end
  local space = options.ini
  if space.space or space.nospace or space.sectionspace then
    local delimiters
    if space.space or space.nospace then delimiters = space.space or false end
    text:space { delimiters = delimiters, sections = space.sectionspace or false }
  end
  return text:text()
end

return edit
