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
  if wanted.name == "del" then
    local is_there = present and (is_default(wanted.section) or text:has_section(wanted.section))
    if not is_there and not options.existing.section then return nil end
  end
  local value = change(present or "", wanted.value, options.list_sep)
  return { name = "set", section = wanted.section, key = wanted.key, value = value }
end

local function perform(text, wanted)
  if wanted.is_dropped then return end
  if wanted.is_bare then
    text:set_flag(wanted.section, wanted.key)
  elseif wanted.name == "set" and wanted.key then
    -- Of a new option without a value DEFAULT decides whether it has a `=`.
    local is_new = not wanted.value and not text:get(wanted.section, wanted.key)
    local default = is_new and text:get("DEFAULT", wanted.key)
    if default == "" then
      for _, option in ipairs(text:options "DEFAULT") do
        if option.is_flag and option.key:lower() == wanted.key:lower() then return text:add_section(wanted.section) end
      end
    end
    text:set(wanted.section, wanted.key, default and "" or wanted.value)
  elseif wanted.name == "set" then
    text:add_section(wanted.section)
  elseif wanted.key then
    text:remove(wanted.section, wanted.key)
  elseif is_default(wanted.section) and not wanted.is_last then
    -- Its header goes with the last operation only.
    for _, option in ipairs(text:options "DEFAULT") do text:remove("DEFAULT", option.key) end
  else
    text:remove_section(wanted.section)
  end
end

-- Whether any option is a name alone.
local function has_flags(text)
  for _, section in ipairs(text:sections()) do
    for _, option in ipairs(text:options(section)) do
      if option.is_flag then return true end
    end
  end
  return false
end

-- The operations of a merge: what is in the other text, set one by one.
local function merged(text, options, section)
  -- Kept: what was read once cannot be read when all is done again.
  options.input = options.input or io.stdin:read "a"
  local other = open(options.input, { file = "-", ini = options.ini })
  local formats = require "crudini.formats"
  local list, flags = {}, has_flags(text)
  local first = other:sections()[1] == "DEFAULT" and "DEFAULT" or nil
  local existing = options.existing.section or options.existing.param
  local brings_header = not existing and not other:has_first_lines() and #other:options "DEFAULT" > 0
  if section == "DEFAULT" or section and brings_header then
    list[1] = { name = "set", section = "DEFAULT" }
  end
  for _, name in ipairs(formats.sections(other)) do
    local target = section or name
    if not section and name == "DEFAULT" and first and other:has_first_lines() then target = "" end
    if not section and target ~= "" then list[#list + 1] = { name = "set", section = target } end
    local kept = {}
    for _, option in ipairs(formats.own_options(other, name)) do kept[option.key] = true end
    for _, option in ipairs(other:options(name)) do
      -- One that says what DEFAULT says is left out by crudini; to a service it is an option like any.
      list[#list + 1] = {
        name = "set", section = target, key = option.key, value = option.value, is_merged = true,
        is_dropped = not kept[option.key], is_bare = option.is_flag and flags and option.value == "",
        is_marked = option.is_flag and not flags,
      }
    end
  end
  return list
end

-- What is set or removed, in order, with DEFAULT called as the last operation asks for.
local function changes(text, options)
  local list, explicit = {}, false
  local last = options.operations[#options.operations]
  for _, wanted in ipairs(options.operations) do
    explicit = explicit or wanted.section == "DEFAULT"
    list[#list + 1] = {
      name = wanted.name, key = wanted.key, value = wanted.value, is_last = wanted == last,
      section = wanted.section == "DEFAULT" and last.name == "del" and "" or wanted.section,
    }
  end
  -- Named so, DEFAULT gets its header, and keeps it if the last operation sets something.
  if explicit and last.name == "set" then text:add_section "DEFAULT" end
  return list
end

-- The text with a blank line above each section. crudini takes for one whatever stands in brackets.
local function spaced(result, text, warn)
  local mark = result:match "^\u{FEFF}" or ""
  local rest = result:sub(#mark + 1):gsub("\n*(%[[^%]]+%])", "\n\n%1")
  local theirs = mark .. rest:gsub("^\n+", ""):gsub("\n+$", "") .. "\n"
  if service.reads_alike(result, theirs) then return theirs end
  text:space { sections = true }
  warn({ section = "DEFAULT" }, "crudini would have broken lines that have brackets in them")
  return text:text()
end

-- Does the operations to a text; the text they make of it. `warn` is told where crudini's way was not taken.
function edit.run(original, options, warn)
  local text, space = open(original, options), options.ini
  local watch = service.watch(original)
  local merges = options.operations[1].name == "merge"
  if space.space then text:space { delimiters = true } end
  local list = merges and merged(text, options, options.operations[1].section) or changes(text, options)
  for _, each in ipairs(list) do
    local is_wanted = true
    if each.is_merged and options.existing.param then
      check(text, { section = true }, each.section)
      is_wanted = edit.find(text, each.section, each.key)
    else
      check(text, options.existing, each.section, each.key)
    end
    if options.list and each.key and not merges then
      -- Without an item the list becomes empty.
      if each.value then
        each = with_list(text, options, each)
      elseif each.name == "set" then
        each.value = ""
      end
    end
    if each and is_wanted then
      local before = text:text()
      perform(text, each)
      local better, reason = watch:correct(before, text:text(), each)
      if each.is_marked then warn(each, "crudini would have written crudini_no_arg for the value that is missing") end
      if better then
        text = open(better, options)
        warn(each, reason)
      end
    end
  end
  if space.nospace then text:space { delimiters = false } end
  local result = text:text()
  if space.sectionspace then result = spaced(result, text, warn) end
  -- The first line decides how lines end.
  if original:find "^[^\n]*\r\n" then result = result:gsub("\r\n", "\n"):gsub("\n", "\r\n") end
  return result
end

return edit
