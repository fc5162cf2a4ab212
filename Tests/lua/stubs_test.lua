-- The stubs say what there is: no more and no less. Native modules with objects are compared on the Swift side.
local check = require "check"

local library = package.path:match "^(.-)/%?%.lua"
local tests = {}

local function declared(name)
  local functions = {}
  local stub = fs.read(("%s/meta/%s.lua"):format(library, name))
  for found in stub:gmatch(("\nfunction %s%%.([%%w_]+)%%("):format(name)) do
    functions[#functions + 1] = found
  end
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
  "change", "clock", "ensure", "errors", "ini", "json", "log", "secret", "show", "store", "tasks", "units",
}

for _, name in ipairs(LIBRARIES) do
  tests[name .. "_is_as_its_stub_says"] = function() check.equal(existing(require(name)), declared(name)) end
end

function tests.run_has_the_fields_of_its_stub()
  local fields = {}
  local stub = fs.read(library .. "/meta/run.lua")
  for found in stub:gmatch "%-%-%-@field ([%w_]+)" do fields[found] = true end
  for found in stub:gmatch "\nfunction run%.([%w_]+)" do fields[found] = true end
  for field in pairs(require "run") do check.equal(fields[field], true) end
  for field in pairs(fields) do assert(require("run")[field] ~= nil, field) end
end

return tests
