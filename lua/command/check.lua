-- `cephlua check`: what is wrong with scripts, as far as it can be seen without running them.
local checker = require "checker"
local run = require "run"

-- The scripts at a path: itself, or all of a folder and of those in it.
local function collect(path, found)
  local status = path ~= "-" and fs.stat(path, { follow = true })
  if status == nil then
    fail { code = "ENOENT", operation = "check", target = path, message = "no such file or folder" }
  end
  if not status or status.type ~= "directory" then
    found[#found + 1] = path
    return
  end
  for _, entry in ipairs(fs.list(path)) do
    local below = ("%s/%s"):format(path:gsub("/+$", ""), entry.name)
    if entry.type == "directory" and not entry.name:find "^%." or entry.type == "file" and entry.name:find "%.lua$" then
      collect(below, found)
    end
  end
end

local function say(text)
  if not run.json then print(text) end
end

local function count(list, what) return ("%d %s%s"):format(#list, what, #list == 1 and "" or "s") end

local function check_file(path, findings)
  for _, finding in ipairs(checker.check(path == "-" and io.read "a" or fs.read(path))) do
    finding.file = path
    findings[#findings + 1] = finding
    local hint = finding.hint and (" (%s)"):format(finding.hint) or ""
    say(("%s:%d:%d: %s%s"):format(path, finding.line, finding.column, finding.message, hint))
  end
end

return playbook {
  name = "check",
  summary = "Find mistakes in scripts without running them",
  description = "Finds what Lua cannot read, names that there are not, options that a function does not take or needs, "
    .. "and a wrong number of arguments. A line that ends with `-- check: ignore` is left alone. "
    .. "Exit status: 0 nothing found, 1 something found, 2 a file could not be read.",
  risk = "reads",
  args = {
    files = { "list", "scripts, folders of them, or - for standard input", required = true, position = 1 },
  },
  run = function(args)
    local files, findings, unread = {}, {}, 0
    -- One that cannot be read keeps nothing else from being checked.
    local function attempt(fn, ...)
      local _, err = try(fn, ...)
      if not err then return end
      if err.code == "ECANCELED" then error(err) end
      unread = unread + 1
      io.stderr:write(tostring(err), "\n")
    end
    for _, path in ipairs(args.files) do attempt(collect, path, files) end
    for _, path in ipairs(files) do attempt(check_file, path, findings) end
    if run.verbose >= 0 then
      say(("%s, %s"):format(count(files, "file"), count(findings, "finding")))
    end
    return { files = #files, findings = findings }, { exit = unread > 0 and 2 or #findings > 0 and 1 or 0 }
  end,
}
