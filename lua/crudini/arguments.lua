-- The command line of crudini: which operations on which file, and how.
local arguments = {}

-- The options, and whether they have a value: "no", "yes", or "maybe" (only after `=`).
local known = {
  del = "no", existing = "maybe", format = "yes", get = "no", help = "no", ["ini-options"] = "yes", inplace = "no",
  list = "no", ["list-sep"] = "yes", merge = "no", output = "yes", set = "no", verbose = "no", version = "no",
}
local operations = { ["--set"] = "set", ["--get"] = "get", ["--del"] = "del", ["--merge"] = "merge" }
local formats = { ini = true, json = true, lines = true, sh = true }

-- A wrong command line: the text, and how the command is used.
local function usage(message) error({ usage = true, message = message }, 0) end

-- The name of an option that may be abbreviated.
local function complete(name)
  if known[name] then return name end
  local found
  for candidate in pairs(known) do
    if candidate:sub(1, #name) == name then
      if found then usage(("option --%s not a unique prefix"):format(name)) end
      found = candidate
    end
  end
  return found or usage(("option --%s not recognized"):format(name))
end

local words_of = {
  existing = function(options, value)
    if value == nil or value == "" then
      options.existing = { file = true, section = true, param = true }
    elseif value == "file" or value == "section" or value == "param" then
      options.existing[value] = true
    else
      usage("--existing item not recognized: " .. value)
    end
  end,
  format = function(options, value)
    if not formats[value] then usage("--format not recognized: " .. value) end
    options.format = value
  end,
  ["ini-options"] = function(options, value)
    options.ini = {}
    for word in value:gmatch "[^,]+" do
      if word ~= "space" and word ~= "nospace" and word ~= "sectionspace" and word ~= "ignoreindent" then
        usage("--ini-options not recognized: " .. word)
      end
      options.ini[word] = true
    end
    if options.ini.space and options.ini.nospace then
      error({ message = "--ini-options=space,nospace are mutually exclusive" }, 0)
    end
  end,
}

-- The operation that a group of words asks for.
local function operation(name, words)
  local count = #words
  local most = name == "set" and 4 or name == "merge" and 2 or 3
  if count < 1 or name == "set" and count < 2 or name == "del" and count < 2 then usage() end
  if count > most then
    if name == "merge" or name == "set" or name == "get" and count > 4 then usage() end
    if name == "get" then usage "A value should not be specified with --get" end
  end
  return { name = name, file = words[1], section = words[2], key = words[3], value = words[4], words = words }
end

-- What the words of a command line ask for.
--- Raises a table `{ message, usage }`: print the message, and with `usage` how the command is used.
function arguments.parse(words)
  local options = { existing = {}, ini = {}, operations = {}, format = "" }
  local groups, stray, only_words = {}, {}, false
  local position = 1
  while position <= #words do
    local word = words[position]
    if only_words or not word:find "^%-%-" then
      local group = groups[#groups]
      if group then group[#group + 1] = word elseif not only_words then stray[#stray + 1] = word end
    elseif word == "--" then
      only_words = true
    elseif operations[word] then
      groups[#groups + 1] = { name = operations[word] }
    else
      local given, value = word:match "^%-%-([^=]*)=?(.*)$"
      if not word:find("=", 1, true) then value = nil end
      local name = complete(given)
      if value and known[name] == "no" then usage(("option --%s must not have an argument"):format(name)) end
      -- Abbreviated, even --existing needs one.
      if not value and known[name] == "maybe" and given ~= name then
        usage(("option --%s requires argument"):format(name))
      end
      if not value and known[name] == "yes" then
        position = position + 1
        value = words[position] or usage(("option --%s requires argument"):format(name))
      end
      if operations["--" .. name] then
        -- Abbreviated: what follows is not read as its words, and so it has none.
        stray[#stray + 1] = word
      elseif words_of[name] then
        words_of[name](options, value)
      else
        options[name:gsub("%-", "_")] = value or true
      end
    end
    position = position + 1
  end
  if options.help or options.version then return options end
  if stray[1] and not operations[stray[1]] then usage("Unknown operation: " .. stray[1]) end
  if #groups == 0 then usage "One of --set|--del|--get|--merge must be specified" end
  arguments.check(options, groups)
  return options
end

local function check_name(options, key)
  if key:find("=", 1, true) then
    local hint = options.ini.nospace and "" or "\nUse --ini-options=nospace if you want that format"
    error({ message = ("param names should not contain '=': %s%s"):format(key, hint) }, 0)
  end
  if key:find "^%[" then error({ message = "param names should not start with '[': " .. key }, 0) end
end

-- Whether operations go together: those that change something.
local function kind(name) return (name == "set" or name == "del") and "change" or name end

function arguments.check(options, groups)
  local first, default = groups[1], nil
  for position, group in ipairs(groups) do
    local wanted = operation(group.name, group)
    if kind(group.name) ~= kind(first.name) then usage "--get|--merge modes can't be mixed with --set|--del" end
    if group.name == "merge" and position > 1 then usage() end
    if wanted.name == "del" and wanted.value and not options.list then
      usage "A value should not be specified with --del"
    end
    if #group > 4 then usage() end
    if wanted.file ~= first[1] then usage "Can't operate on multiple files" end
    if wanted.key then check_name(options, wanted.key) end
    if wanted.section == "" or wanted.section == "DEFAULT" then
      if default and default ~= wanted.section then
        error({ message = "Conflicting DEFAULT section specifications" }, 0)
      end
      default = wanted.section
    end
    options.operations[#options.operations + 1] = wanted
  end
  options.file = first[1]
end

return arguments
