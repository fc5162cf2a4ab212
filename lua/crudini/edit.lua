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
    local has_place = not existing or name ~= "DEFAULT" or #text:options "DEFAULT" > 0
    if not section and target ~= "" and has_place then list[#list + 1] = { name = "set", section = target } end
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
local function spaced_sections(result, text, warn)
  local mark = result:match "^\u{FEFF}" or ""
  local rest = result:sub(#mark + 1):gsub("\n*(%[[^%]]+%])", "\n\n%1")
  local theirs = mark .. rest:gsub("^\n+", ""):gsub("\n+$", "") .. "\n"
  if service.reads_alike(result, theirs) then return theirs end
  text:space { sections = true }
  warn({ section = "DEFAULT" }, "crudini would have broken lines that have brackets in them")
  return text:text()
end

-- A name that could not be found again when the file is read.
local function check_name(key)
  local reason
  if key == "" then
    reason = "is empty"
  elseif key:find "^%s" or key:find "%s$" then
    reason = "has white space at an end, which would be lost"
  elseif key:find("^[#;%%]") then
    reason = "begins as a comment does"
  elseif key:find(":", 1, true) then
    reason = "has a colon in it, which would end it"
  end
  if reason then fail("the param name '%s' %s", key, reason) end
end

-- Whether a merge wants the option: all that it has, or those only that are there.
local function is_wanted(text, options, each)
  if not each.is_merged or not options.existing.param then
    check(text, options.existing, each.section, each.key)
    return true
  end
  check(text, { section = true }, each.section)
  return edit.find(text, each.section, each.key)
end

-- A text to edit, with the delimiters that are asked for.
local function opened(text, options)
  local result = open(text, options)
  if options.ini.space or options.ini.nospace then result:space { delimiters = options.ini.space == true } end
  return result
end

-- Does the operations; the text they make, what was done, and the warnings as pairs. With `watch`, each operation that
-- a service would misread is done by the service's rules.
local function performed(original, options, watch)
  local text, done, warnings = opened(original, options), {}, {}
  local is_merge, section = options.operations[1].name == "merge", options.operations[1].section
  for _, each in ipairs(is_merge and merged(text, options, section) or changes(text, options)) do
    local wanted = is_wanted(text, options, each)
    if options.list and each.key and not is_merge then
      -- Without an item the list becomes empty.
      if each.value then
        each = with_list(text, options, each)
      elseif each.name == "set" then
        each.value = ""
      end
    end
    if each and wanted then
      local before = watch and text:text()
      if each.name == "set" and each.key then check_name(each.key) end
      perform(text, each)
      done[#done + 1] = each
      local better, reason
      if watch then better, reason = watch:correct(before, text:text(), each) end
      if better then
        text = opened(better, options)
        warnings[#warnings + 1] = { each, reason }
      end
    end
  end
  return text:text(), done, warnings
end

-- Whether what an operation set is what the option has in the end.
local function is_last(done, position)
  for later = position + 1, #done do
    if done[later].section == done[position].section and done[later].key == done[position].key then return false end
  end
  return true
end

-- Does the operations to a text; the text they make of it. `warn` is told where crudini's way was not taken.
function edit.run(original, options, warn)
  local result, done, warnings = performed(original, options)
  -- What a service reads in the end counts: only where that is wrong, each operation is looked at.
  local base = opened(original, options):text()
  if not service.reads_as_asked(base, result, done) then
    local watch = service.watch(base)
    result, done, warnings = performed(original, options, watch)
  end
  for position, each in ipairs(done) do
    if each.is_marked and is_last(done, position) then
      warn(each, "crudini would have written crudini_no_arg for the value that is missing")
    end
  end
  for _, each in ipairs(warnings) do warn(each[1], each[2]) end
  if options.list and options.operations[1].name == "merge" and result ~= original then
    for _, each in ipairs(done) do
      if each.key then
        warn(each, "crudini would have left out the merged value, because of --list")
        break
      end
    end
  end
  if options.ini.sectionspace then result = spaced_sections(result, open(result, options), warn) end
  -- The first line decides how lines end.
  if original:find "^[^\n]*\r\n" then result = result:gsub("\r\n", "\n"):gsub("\n", "\r\n") end
  return result
end

return edit
