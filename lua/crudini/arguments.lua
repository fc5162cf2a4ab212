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
    if value == nil or value == "" then value = "file,section,param" end
    for word in value:gmatch "[^,]+" do
      if word ~= "file" and word ~= "section" and word ~= "param" then
        usage("--existing item not recognized: " .. word)
      end
      options.existing[word] = true
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
    if name == "merge" or name == "set" or count > 4 then usage() end
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
      if group then group[#group + 1] = word else stray[#stray + 1] = word end
    elseif word == "--" then
      only_words = true
    elseif operations[word] then
      groups[#groups + 1] = { name = operations[word] }
    else
      local given, value = word:match "^%-%-([^=]*)=?(.*)$"
      if not word:find("=", 1, true) then value = nil end
      local name = complete(given)
      if value and known[name] == "no" then usage(("option --%s must not have an argument"):format(name)) end
      if known[name] == "yes" and not value then
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
  if stray[1] then usage("Unknown operation: " .. stray[1]) end
  if #groups == 0 then usage "One of --set|--del|--get|--merge must be specified" end
  arguments.check(options, groups)
  return options
end

function arguments.check(options, groups)
  local reads, writes, merges = 0, 0, 0
  for _, group in ipairs(groups) do
    if group.name == "get" then reads = reads + 1
    elseif group.name == "merge" then merges = merges + 1
    else writes = writes + 1 end
  end
  if (reads > 0 or merges > 0) and writes > 0 or reads > 0 and merges > 0 then
    usage "--get|--merge modes can't be mixed with --set|--del"
  end
  if merges > 1 then usage() end
  for _, group in ipairs(groups) do
    local wanted = operation(group.name, group)
    if wanted.name == "del" and wanted.value and not options.list then
      usage "A value should not be specified with --del"
    end
    if wanted.file ~= groups[1][1] then usage "Can't operate on multiple files" end
    options.operations[#options.operations + 1] = wanted
  end
  options.file = groups[1][1]
  local last = options.operations
  local named
  for _, each in ipairs(last) do
    if each.name == "set" and (each.section == "" or each.section == "DEFAULT") then
      if named and named ~= each.section then error({ message = "Conflicting DEFAULT section specifications" }, 0) end
      named = each.section
    end
  end
end

return arguments
