-- `cephlua test`: runs the tests of files that return them by name.
local run = require "run"

local function say(text)
  if not run.json then print(text) end
end

-- ---- finding them --------------------------------------------------------------------------------------------------

-- The test files at a path: itself, or all NAME_test.lua of a folder and of those in it.
local function collect(path, found)
  if fs.stat(path, { follow = true }).type ~= "directory" then
    found[#found + 1] = path
    return
  end
  for _, entry in ipairs(fs.list(path)) do
    local below = ("%s/%s"):format(path:gsub("/+$", ""), entry.name)
    if entry.type == "directory" then
      if not entry.name:find "^%." then collect(below, found) end
    elseif entry.name:find "_test%.lua$" then
      found[#found + 1] = below
    end
  end
end

local own_path = package.path

-- Modules beside the file are found, behind the library's; those that an earlier file had are forgotten.
local function enter(folder)
  local library, others = own_path:match "^([^;]*;[^;]*)(.*)$"
  package.path = ("%s;%s/?.lua;%s/?/init.lua%s"):format(library, folder, folder, others)
  for name in pairs(package.loaded) do
    if package.searchpath(name, ("%s/?.lua;%s/?/init.lua"):format(folder, folder))
      and not package.searchpath(name, library) then
      package.loaded[name] = nil
    end
  end
end

-- The tests of a file by name. Globals that it assigns are its own.
local function load_tests(path)
  enter(path:match "^(.*)/[^/]*$" or ".")
  rawset(_G, "arg", { [0] = path })
  local chunk, message = loadfile(path, "t", setmetatable({}, { __index = _G }))
  if not chunk then error(message, 0) end
  local tests = chunk()
  if type(tests) ~= "table" then
    fail { code = "USAGE", operation = "test", target = path, message = "it does not return a table of tests" }
  end
  local names = {}
  for name, test in pairs(tests) do
    if type(test) == "function" then names[#names + 1] = tostring(name) end
  end
  table.sort(names)
  return tests, names
end

-- ---- running them --------------------------------------------------------------------------------------------------

-- The line that an error is of, with the one above it.
local function excerpt(place)
  local path, number = place:match "^(.*):(%d+)$"
  number = tonumber(number)
  local file <close> = path and io.open(path, "r")
  if not file then return nil end
  local lines, at = {}, 0
  for line in file:lines() do
    at = at + 1
    if at >= number - 1 and at <= number then
      lines[#lines + 1] = ("%s %5d | %s"):format(at == number and ">" or " ", at, line)
    end
  end
  return table.concat(lines, "\n")
end

local function report(result)
  say(("failed   %s: %s"):format(result.file, result.name))
  say("  " .. result.message:gsub("\n", "\n  "))
  local shown = result.where and excerpt(result.where)
  if shown then say(shown) end
  if run.verbose > 0 and result.traceback then say(result.traceback) end
end

-- Where a failure is looked for first: the place in front of its message is the expectation's own line.
local function failure(result, err)
  result.ok, result.message = false, tostring(err)
  local place, rest = result.message:match "^([^\n:]+%.lua:%d+): (.*)$"
  if type(err) == "table" then result.where, result.traceback = err.where, err.traceback end
  if place then result.where, result.message = place, rest end
end

local function perform(file, name, test, timeout)
  local began = clock.monotonic()
  local result = { file = file, name = name, ok = true }
  local done, err = try(function()
    tasks.timeout(timeout, test)
    return true
  end)
  if not done then failure(result, err) end
  result.seconds = clock.monotonic() - began
  return result
end

local function run_file(file, args, results)
  local tests, names = nil, { "(the file)" }
  local loaded, err = try(function()
    tests, names = load_tests(file)
    return true
  end)
  for _, name in ipairs(names) do
    if not loaded or not args.name or name:find(args.name, 1, true) then
      local result = { file = file, name = name, ok = true }
      if not loaded then
        failure(result, err)
      elseif not args.list then
        result = perform(file, name, tests[name], args.timeout)
      end
      results[#results + 1] = result
      if not result.ok then
        report(result)
      elseif args.list or run.verbose > 0 then
        say(("%s%s: %s"):format(args.list and "" or "passed   ", file, name))
      end
    end
  end
end

return playbook {
  name = "test",
  summary = "Run tests written in Lua",
  description = "A test file, NAME_test.lua, returns a table of functions by name. One that raises has failed.",
  risk = "writes",
  args = {
    files = { "list", "files, or folders with test files", required = true, position = 1 },
    name = { "string", "only tests with this in their name" },
    list = { "boolean", "say which tests there are, and run none" },
    timeout = { "duration", "how long a test may take", default = "60s" },
  },
  run = function(args)
    local files, results, failed = {}, {}, 0
    for _, path in ipairs(args.files) do
      if not fs.stat(path) then
        fail { code = "ENOENT", operation = "test", target = path, message = "no such file or folder" }
      end
      collect(path, files)
    end
    for _, file in ipairs(files) do run_file(file, args, results) end
    package.path = own_path
    for _, result in ipairs(results) do
      if not result.ok then failed = failed + 1 end
    end
    if #results == 0 then
      fail {
        code = "ENOENT", operation = "test", target = table.concat(args.files, " "), message = "there are no tests",
        hint = "A test file is called NAME_test.lua.",
      }
    end
    if not args.list or failed > 0 then say(("%d passed, %d failed"):format(#results - failed, failed)) end
    return { passed = #results - failed, failed = failed, tests = results }, { exit = failed == 0 and 0 or 1 }
  end,
}
