-- The stubs say what there is: no more and no less. Native modules with objects are compared on the Swift side.
local check = require "check"

local stubs = require "stubs"
local types = require "stubs.types"

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
  "change", "check", "clock", "ensure", "errors", "ini", "json", "log", "secret", "seq", "show", "site", "store",
  "tasks", "units",
}

for _, name in ipairs(LIBRARIES) do
  tests[name .. "_is_as_its_stub_says"] = function() check.equal(existing(require(name)), declared(name)) end
end

function tests.a_site_has_the_methods_of_its_stub()
  local made = require("site").make { hosts = {} }
  for _, name in ipairs(declared "site.Site") do check.equal(type(made[name]), "function") end
  for _, field in ipairs(stubs.find("site.Site").fields) do
    if field.member ~= "path" then assert(made[field.member] ~= nil, field.member) end
  end
end

function tests.a_site_gives_its_cluster_to_nobody_who_names_another()
  local made = require("site").make { hosts = {} }
  local hint = check.raises("USAGE", made["cluster"], made, "backup").hint
  assert(hint:find("backup_cluster", 1, true), hint)
end

function tests.run_has_the_fields_of_its_stub()
  local fields = {}
  local stub = stubs.find "run"
  for _, field in ipairs(stub.fields) do fields[field.member] = true end
  for _, entry in ipairs(stub.methods) do fields[entry.member] = true end
  for field in pairs(require "run") do check.equal(fields[field], true) end
  for field in pairs(fields) do assert(require("run")[field] ~= nil, field) end
end

-- Types that say nothing of what stands there: a text of which form, a number of what, a table of which shape.
local VAGUE = { string = true, integer = true, number = true, table = true, any = true }

local function is_vague(type)
  for _, alternative in ipairs(types.alternatives(type)) do
    if VAGUE[alternative:gsub("%[%]$", "")] or alternative:find "^table<" then return true end
  end
  return false
end

-- Whether the comment of a function names an option in backquotes.
local function mentions(entry, name)
  for _, part in ipairs { entry.text, entry.units or "", entry.raises or "" } do
    if part:find("`" .. name .. "`", 1, true) then return true end
  end
  return false
end

local function unexplained(entry, add)
  for _, parameter in ipairs(entry.parameters or {}) do
    if parameter.fields then
      for _, option in ipairs(parameter.fields) do
        if option.text == "" and is_vague(option.type) and not mentions(entry, option.name) then
          add(entry, parameter.name .. "." .. option.name)
        end
      end
    elseif parameter.name ~= "..." and parameter.text == "" and is_vague(parameter.type) then
      add(entry, parameter.name)
    end
  end
  for _, result in ipairs(entry.returns or {}) do
    -- A text or a list is what the summary says.
    if result.text == "" and is_vague(result.type) and not result.type:find "string[%[%]?|nil]*$" then
      add(entry, "what it returns")
    end
  end
  -- A field that is a text is told by its name; a number has a unit, a table a shape.
  if entry.kind == "field" and entry.text == "" and is_vague(entry.type) and not entry.type:find "^string" then
    add(entry, "what it is")
  end
end

function tests.every_stub_says_what_its_types_do_not()
  local missing = {}
  local function add(entry, what) missing[#missing + 1] = ("%s: %s"):format(entry.name, what) end
  for _, entry in ipairs(stubs.entries()) do unexplained(entry, add) end
  check.equal(table.concat(missing, "\n"), "")
end

return tests
