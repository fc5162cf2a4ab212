-- The command `openstack-config`: crudini's command line, on files of this machine.
local arguments = require "crudini.arguments"
local edit = require "crudini.edit"

local help = [==[
openstack-config reads and edits INI files, with the command line of crudini.

  openstack-config --set   [OPTION]... FILE SECTION [PARAM [VALUE]]
  openstack-config --get   [OPTION]... FILE [SECTION [PARAM]]
  openstack-config --del   [OPTION]... FILE SECTION [PARAM [LIST_VALUE]]
  openstack-config --merge [OPTION]... FILE [SECTION]        merges standard input

FILE - is standard input, and the result goes to standard output. SECTION "" stands for the options before the
first section, or those of DEFAULT. --set, --del and --get may be given several times for the same FILE: all is
done, or nothing.

  --existing[=WHAT]   fail if it is not there; WHAT is file, section or param (default: each of them)
  --format=FORMAT     of --get: ini, sh, lines or json
  --ini-options=LIST  nospace (k=v), space (k = v), sectionspace (a blank line above each section), ignoreindent
  --inplace           write into the file itself instead of replacing it; not atomic
  --list              VALUE is an item to add to a list, or to remove from it
  --list-sep=TEXT     what separates the items (default: a comma); empty: white space
  --output=FILE       write the result there; - is standard output
  --verbose           say on standard error whether something changed
  --help, --version

Where a service would misread what crudini writes, it is written as the service reads it, with a warning.
]==]

local function complain(...) io.stderr:write(table.concat { ... }, "\n") end

local errors_of_files = {
  EACCES = { 13, "Permission denied" },
  EISDIR = { 21, "Is a directory" },
  ENOENT = { 2, "No such file or directory" },
  ENOTDIR = { 20, "Not a directory" },
  EPERM = { 1, "Operation not permitted" },
  EROFS = { 30, "Read-only file system" },
}

-- What goes wrong with files, in the words of the tool that is replaced.
local function explained(err)
  if type(err) ~= "table" then return tostring(err) end
  local known = errors_of_files[err.code]
  if known then return ("[Errno %d] %s: '%s'"):format(known[1], known[2], err.target) end
  if err.code == "EBADMSG" then return ("Error parsing %s: %s"):format(err.target, err.message) end
  if err.operation then return tostring(err) end
  return err.message
end

-- The value of an option, or of DEFAULT's, whose name is written just so.
local function exactly(text, section, key)
  for _, place in ipairs { section, "DEFAULT" } do
    for _, option in ipairs(text:options(place)) do
      if option.key == key then return option.value end
    end
  end
end

-- Warns where crudini prints something else of these options. `names`: how their names are printed, if they are:
-- "lower" or "kept".
local function warn_of(options, section, list, names)
  local place = section == "" and "DEFAULT" or section
  for _, option in ipairs(list) do
    local what = ("openstack-config: warning: [%s] %s: crudini prints "):format(place, option.key)
    if names == "lower" and option.key:find "%u" then complain(what, "this name in lower case") end
    if option.is_flag and option.value ~= "" and (not names or options.format ~= "") then
      complain(what, "crudini_no_arg for the line that is missing")
    end
  end
end

-- Those of the options whose name it is.
local function named(list, key)
  local found = {}
  for _, option in ipairs(list) do
    if option.key:lower() == key:lower() then found[#found + 1] = option end
  end
  return found
end

local function get(text, options)
  local formats = require "crudini.formats"
  -- The last operation decides how names are compared: where it prints names, they are compared as they are written.
  local last = options.operations[#options.operations]
  for _, wanted in ipairs(options.operations) do
    local section, key = wanted.section, wanted.key
    if section and section ~= "" and section ~= "DEFAULT" and not text:has_section(section) then
      if options.format == "ini" and not key then io.stdout:write("[", section, "]\n") end
      error({ message = "Section not found: " .. section }, 0)
    end
    if key then
      local find = last.key and edit.find or exactly
      local value = find(text, section, key)
      if not value then error({ message = "Parameter not found: " .. key }, 0) end
      formats.option(text, options, section, key, value)
      local place = text:get(section, key) and section or "DEFAULT"
      if options.format ~= "json" then warn_of(options, place, named(text:options(place), key)) end
    else
      formats.section(text, options, section)
      local shows_options = section or options.format == "lines" or options.format == "sh"
      if shows_options and options.format ~= "json" then
        for _, name in ipairs(section and { section } or formats.sections(text)) do
          warn_of(options, name, formats.own_options(text, name), last.key and "lower" or "kept")
        end
      end
    end
  end
end

-- Said when all is done: of what fails there is nothing to say but why.
local warnings = {}

local function warn(wanted, reason)
  local section = wanted.section == "" and "DEFAULT" or wanted.section
  local place = ("[%s]%s"):format(section, wanted.key and " " .. wanted.key or "")
  warnings[#warnings + 1] = ("openstack-config: warning: %s: %s"):format(place, reason)
end

-- Says what was done otherwise, and with --verbose whether anything changed.
local function tell(options, changed)
  for _, warning in ipairs(warnings) do complain(warning) end
  if not options.verbose then return end
  local last = options.operations[#options.operations]
  local words = { (changed and "changed:" or "unchanged:"), "--" .. last.name }
  for position, word in ipairs(last.words) do
    if position == 2 and word == "" then word = "DEFAULT" end
    if word ~= "" then words[#words + 1] = require("crudini.formats").quoted(word):gsub("\n", "\\n") end
  end
  complain(table.concat(words, " "))
end

-- Where the result goes: to standard output, or to a file.
local function put(options, lock, old, new)
  local target = options.output ~= "" and options.output or nil
  if target == "-" or not target and options.file == "-" then return io.stdout:write(new) end
  if old == new then return end
  if target and target ~= options.file then return fs.write(target, new) end
  if options.inplace then return lock:overwrite(new) end
  lock:replace(old, new)
end

-- Whether it could be done: not if what was read is not in the file any more when it is written.
local function change_locked(options, creates)
  local lock <close> = fs.lock(options.file, { create = creates })
  local ok, err = pcall(function()
    local old = lock:read()
    warnings = {}
    local new = edit.run(old, options, warn)
    put(options, lock, old, new)
    tell(options, old ~= new)
  end)
  if ok then return true end
  if type(err) == "table" and err.code == "CONFLICT" then return false end
  -- It was made for its lock only.
  if lock.is_new then os.remove(options.file) end
  error(err, 0)
end

local function change(options)
  local first = options.operations[1].name
  if first == "merge" and options.format == "sh" then
    error({ message = "sh format input is not supported at present" }, 0)
  end
  if options.file == "-" then
    if first == "merge" then
      edit.open(io.stdin:read "a", options)
      error({ message = "stdin is closed" }, 0)
    end
    local old = io.stdin:read "a"
    local new = edit.run(old, options, warn)
    put(options, nil, old, new)
    tell(options, old ~= new)
    return
  end
  local creates = false
  for _, wanted in ipairs(options.operations) do creates = creates or wanted.name ~= "del" end
  if next(options.existing) then creates = false end
  if not creates and not next(options.existing) and not options.ini.sectionspace and not fs.exists(options.file) then
    tell(options, false)
    return
  end
  -- Again where somebody wrote who does not wait for the lock.
  repeat until change_locked(options, creates)
end

local function run(words)
  local options = arguments.parse(words)
  if options.help then return io.stdout:write(help) end
  if options.version then return io.stdout:write "crudini 0.9.6 (openstack-config of cephlua)\n" end
  if options.operations[1].name ~= "get" then return change(options) end
  if options.file == "-" then return get(edit.open(io.stdin:read "a", options), options) end
  local text
  do
    local lock <close> = fs.lock(options.file, { shared = true })
    text = lock:read()
  end
  get(edit.open(text, options), options)
end

return function(words)
  local ok, err = pcall(run, words)
  if ok then return end
  io.stdout:flush()
  if type(err) == "table" and err.usage then
    if err.message then complain(err.message) end
    io.stderr:write(help)
  else
    complain(explained(err))
  end
  os.exit(1, true)
end
