-- What profile `classic` makes of the files that Debian ships, byte for byte: Tests/lua/factory.
local check = require "check"

local root = arg[0]:match "^(.*)/Tests/lua/[^/]*$" or "."
local tests = {}

local program = fs.real_path "/proc/self/exe"
local factory = root .. "/Tests/lua/factory/"

-- Each host has one of the recipe's files.
local FILES = {
  { host = "controller", name = "glance-api.conf", path = "/etc/glance/glance-api.conf" },
  { host = "blockstorage", name = "cinder.conf", path = "/etc/cinder/cinder.conf" },
  { host = "compute", name = "nova.conf", path = "/etc/nova/nova.conf" },
}

local function shipped(name) return process.run({ "gzip", "-dc", factory .. name .. ".gz" }).stdout end

-- The file with the written-down difference applied, by a program that is not ours.
local function expected(folder, name)
  local path = ("%s/%s"):format(folder, name)
  fs.write(path, shipped(name))
  process.run { "patch", "--quiet", "--fuzz=0", "--no-backup-if-mismatch", path, factory .. name .. ".diff" }
  return fs.read(path)
end

local function scratch()
  return setmetatable({ path = fs.temporary_directory "cephlua-classic" }, {
    __close = function(own) fs.remove(own.path, { recursive = true }) end,
  })
end

-- The files of the hosts, after the step was run on them; `edit` changes them before. And what a second run says.
local function configured(folder, edit)
  for _, file in ipairs(FILES) do
    local path = ("%s/%s%s"):format(folder, file.host, file.path)
    fs.make_directory(path:match "^(.*)/")
    fs.write(path, edit(shipped(file.name)))
  end
  local words = { program, root .. "/Tests/lua/changes/classic.lua", "--folder", folder }
  local environment = { CEPHLUA_STATE = folder .. "/state" }
  process.run(words, { env = environment })
  local again = process.run(words, { env = environment })
  local texts = {}
  for _, file in ipairs(FILES) do texts[file.name] = fs.read(("%s/%s%s"):format(folder, file.host, file.path)) end
  return texts, again.stdout .. again.stderr
end

-- Where they begin to differ: the whole files would not be readable.
local function same(name, got, wanted)
  if got == wanted then return end
  local at = 1
  while got:byte(at) == wanted:byte(at) do at = at + 1 end
  local _, line = wanted:sub(1, at - 1):gsub("\n", "")
  error(("%s differs in line %d: %q, not %q"):format(name, line + 1, got:sub(at, at + 60), wanted:sub(at, at + 60)), 2)
end

local function changes_its_lines(edit)
  local folder <close> = scratch()
  local texts, again = configured(folder.path, edit)
  for _, file in ipairs(FILES) do same(file.name, texts[file.name], edit(expected(folder.path, file.name))) end
  check.matches(again, "Nothing to do")
end

function tests.the_recipe_changes_exactly_its_lines()
  changes_its_lines(function(text) return text end)
end

function tests.line_ends_of_another_system_stay()
  changes_its_lines(function(text) return (text:gsub("\n", "\r\n")) end)
end

return tests
