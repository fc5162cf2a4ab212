--- Kinds of changes: what a later run needs to know to take a change back.
---
--- A kind has a name, a place to find its target (`on`), and functions of target and `about`, a table of what the
--- change is about, which the journal keeps as JSON.
local arguments = require "arguments"
local errors = require "errors"
local options = require "options"

local kinds = {}

local FIELDS = "name: string, on: string, atomic: boolean, probe: function, undo: function, refuse: function, "
  .. "stays: string"
local PLACES = { "host", "hypervisor", "cluster", "openstack" }

local known = {} -- by source and name

local function key(source, name) return source .. "#" .. name end

-- A kind of the library is found again by its module, a site's own by its file: the one in which its probe stands.
local function source_of(probe)
  local path = debug.getinfo(probe, "S").source:gsub("^@", "")
  local library = package.path:match "^(.-)%?%.lua"
  if library and path:sub(1, #library) == library then
    local module = path:sub(#library + 1):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
    return "module:" .. module
  end
  return "file:" .. (require("fs").real_path(path) or path)
end

-- A site's own file finds the modules beside it, as it did when its playbook ran.
local function load_file(path)
  local folder = path:match "^(.*)/"
  local pattern = folder .. "/?.lua"
  if not package.path:find(pattern, 1, true) then package.path = package.path .. ";" .. pattern end
  return dofile(path)
end

--- Defines a kind. `probe(target, about)` gives the present state, `undo(target, about, before, now)` brings an earlier
--- one back, and `refuse(target, about, before, now)` raises where that must not be, also when it is only looked at.
--- `on` says what the target is: "host", "hypervisor", "cluster" or "openstack"; without it there is none. `atomic`:
--- the change happens whole or not at all. `stays`: why it is not undone, where there is no `undo`.
function kinds.define(spec)
  arguments.check("change.kind", "kind: table", spec)
  options.check(spec, FIELDS, "change.kind")
  for _, field in ipairs { "name", "probe" } do
    if not spec[field] then
      errors.raise { code = "USAGE", operation = "change.kind", target = field, message = "it is missing" }
    end
  end
  arguments.check("change.kind", "name: string, probe: function", spec.name, spec.probe)
  local place = spec.on
  for _, each in ipairs(PLACES) do
    if each == place then place = nil end
  end
  if place then
    errors.raise {
      code = "USAGE", operation = "change.kind", target = ("on = %q"):format(tostring(place)),
      message = "there is no such place", hint = "Places: " .. table.concat(PLACES, ", ") .. ".",
    }
  end
  spec.source = source_of(spec.probe)
  known[key(spec.source, spec.name)] = spec
  return spec
end

--- The kind that a record names: its module is loaded, or its file.
function kinds.find(source, name)
  local found = known[key(source, name)]
  if found then return found end
  local how, where = source:match "^(%a+):(.*)$"
  local ok, problem
  if how == "module" then
    ok, problem = pcall(require, where)
  else
    ok, problem = pcall(load_file, where)
  end
  found = known[key(source, name)]
  if found then return found end
  errors.raise {
    code = "ENOENT", operation = "change.kind", target = ("%s of %s"):format(name, where or source),
    message = ok and "it is not defined there any more" or tostring(problem),
  }
end

return kinds
