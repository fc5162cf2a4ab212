-- The stubs say what there is: no more and no less. Native modules with objects are compared on the Swift side.
local check = require "check"

local stubs = require "stubs"

local tests = {}

local function declared(name)
  local functions = {}
  for _, entry in ipairs(stubs.find(name).methods) do functions[#functions + 1] = entry.member end
  table.sort(functions)
  return functions
end

local function existing(module)
  local functions = {}
  for name, value in pairs(module) do
    if type(value) == "function" then functions[#functions + 1] = name end
  end
  table.sort(functions)
  return functions
end

local LIBRARIES = {
  "change", "check", "clock", "ensure", "errors", "ini", "json", "log", "secret", "seq", "show", "store", "tasks",
  "units",
}

for _, name in ipairs(LIBRARIES) do
  tests[name .. "_is_as_its_stub_says"] = function() check.equal(existing(require(name)), declared(name)) end
end

function tests.run_has_the_fields_of_its_stub()
  local fields = {}
  local stub = stubs.find "run"
  for _, field in ipairs(stub.fields) do fields[field.member] = true end
  for _, entry in ipairs(stub.methods) do fields[entry.member] = true end
  for field in pairs(require "run") do check.equal(fields[field], true) end
  for field in pairs(fields) do assert(require("run")[field] ~= nil, field) end
end

return tests
