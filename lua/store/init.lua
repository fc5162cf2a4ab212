--- Where images are kept: the stores that Glance knows, with its verbs. What one adds is laid out as Glance's own is.
local arguments = require "arguments"
local errors = require "errors"
local location = require "store.location"
local options = require "options"

-- The options of each.
local RBD = "pool: ceph.Pool, chunk: integer|string, features: table, id: string"
local FILESYSTEM = "folder: string, mode: string, owner: string, id: string"
local HTTP = "ca: string, insecure: boolean, timeout: number|string"

local store = {}

function store.rbd(given)
  return require("store.rbd").new(options.check(given, RBD, "store.rbd"))
end

function store.filesystem(given)
  return require("store.filesystem").new(
    options.check(given, FILESYSTEM, "store.filesystem"))
end

function store.http(given)
  return require("store.http").new(options.check(given, HTTP, "store.http"))
end

function store.of(url, stores)
  arguments.check("store.of", "location: string, stores: table", url, stores)
  local scheme = location.scheme(url)
  local known = {}
  for position, each in ipairs(stores) do
    if type(each) ~= "table" or type(each.get_schemes) ~= "function" then
      arguments.refuse("store.of", 2, "stores", ("store expected at position %d, got %s"):format(position, type(each)))
    end
    for _, name in ipairs(each:get_schemes()) do
      if name == scheme then return each end
      known[#known + 1] = name
    end
  end
  errors.raise {
    code = "ENOTSUP", operation = "find store", target = url, message = ("no store knows %s://"):format(scheme),
    hint = "There are: " .. table.concat(known, ", ") .. ".",
  }
end

return store
