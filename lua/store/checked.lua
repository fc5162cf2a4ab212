-- The verbs of every store check what they are called with, in one place.
local arguments = require "arguments"
local options = require "options"

-- Parameters, then the options where there are any.
local VERBS = {
  add = {
    "store: store.Store, id: string, source: string",
    "size: integer|string, verify: boolean, timeout: number|string",
  },
  get = { "store: store.Store, location: string", "offset: integer|string, length: integer|string" },
  get_size = { "store: store.Store, location: string" },
  save = { "store: store.Store, location: string, path: string", "replace: boolean, timeout: number|string" },
  delete = { "store: store.Store, location: string" },
  set_acls = { "store: store.Store, location: string", "mode: string, owner: string" },
}

-- Makes a class of stores check its callers.
return function(class)
  class.__name = "store.Store"
  for name, verb in pairs(VERBS) do
    local method, operation = class[name], "store.Store:" .. name
    local _, count = verb[1]:gsub(":", "")
    class[name] = function(...)
      arguments.check(operation, verb[1], ...)
      if getmetatable((...)) ~= class then arguments.refuse(operation, 1, "store", "it is a store of another kind") end
      if verb[2] then options.check((select(count + 1, ...)), verb[2], operation) end
      return method(...)
    end
  end
  return class
end
