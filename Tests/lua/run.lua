#!/usr/bin/env cephlua
-- Runs the Lua tests: every other file of this folder returns its tests by name. Words after FILE choose files.
local folder = arg[0]:match "^(.*)/[^/]*$" or "."
local helpers = { run = true, check = true, web = true }

local function tests_of(name)
  local tests = dofile(("%s/%s.lua"):format(folder, name))
  local names = {}
  for test in pairs(tests) do names[#names + 1] = test end
  table.sort(names)
  return tests, names
end

local chosen = { ... }
if #chosen == 0 then
  for _, entry in ipairs(fs.list(folder)) do
    local name = entry.name:match "^([%w_]+)%.lua$"
    if name and not helpers[name] then chosen[#chosen + 1] = name end
  end
end

local passed, failed = 0, 0
for _, name in ipairs(chosen) do
  local tests, names = tests_of(name)
  for _, test in ipairs(names) do
    local ok, err = try(tasks.timeout, 60, function()
      tests[test]()
      return true
    end)
    if ok then
      passed = passed + 1
    else
      failed = failed + 1
      print(("%s: %s: %s\n%s"):format(name, test, tostring(err), err.traceback or ""))
    end
  end
end
print(("%d passed, %d failed"):format(passed, failed))
return nil, { exit = failed == 0 and 0 or 1 }
