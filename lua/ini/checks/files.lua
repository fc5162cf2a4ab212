--- Checks of whole files: does it parse, who may read its secrets, and is an option given more than once.
local ini = require "ini.native"

-- Names of options that sound like a secret's and are a number or a yes or no.
local function no_secrets(context)
  local names = {}
  for _, row in ipairs(context.table and context.table.options or {}) do
    if row[3] == "boolean" or row[3] == "integer" then names[row[2]] = true end
  end
  return names
end

local function check_secrets(context, file)
  if file.stat.mode & 4 == 0 then return end
  local harmless = no_secrets(context)
  for _, entry in ipairs(file.document:entries()) do
    if entry.value ~= "" and ini.is_secret(entry.key) and not harmless[entry.key] then
      context.report("error", "world-readable", file, entry,
        ("everybody on the host can read this secret (mode %s)"):format(file.stat.permissions),
        "Take the right to read from others: chmod o= FILE.")
    end
  end
end

local function is_multi(context, entry)
  for _, row in ipairs(context.table and context.table.options or {}) do
    if row[2] == entry.key and row.multi then return true end
  end
  return not context.table
end

local function check_repeated(context)
  local earlier = {}
  for _, file in ipairs(context.files) do
    for _, entry in ipairs(file.document and file.document:entries() or {}) do
      local name = entry.group .. "\0" .. entry.key
      local before = earlier[name]
      if before and before.value ~= entry.value and not is_multi(context, entry) then
        local same = before.file == file
        context.report(same and "warning" or "note", same and "repeated" or "overridden", before.file, before,
          ("%s:%d gives it again, and that one is read"):format(file.name, entry.line))
      end
      earlier[name] = { file = file, line = entry.line, section = entry.section, key = entry.key, value = entry.value }
    end
  end
end

return function(context)
  for _, file in ipairs(context.files) do
    if file.problem then
      local line = tonumber(tostring(file.problem.target):match ":(%d+)$")
      local code = file.problem.code == "EBADMSG" and "unparsable" or "unreadable"
      context.report("error", code, file, { line = line }, file.problem.message, file.problem.hint)
    else
      check_secrets(context, file)
    end
  end
  check_repeated(context)
end
