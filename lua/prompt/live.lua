-- The names that the cluster has, for completion within a string. Objects that the user holds are asked before the
-- prompt's own connection.
local cluster = require "prompt.cluster"
local help = require "prompt.help"
local lookup = require "prompt.lookup"
local scope = require "prompt.scope"

local live = {}

local function field(list, name)
  local values = {}
  for index, each in ipairs(list) do values[index] = type(each) == "table" and each[name] or each end
  return values
end

local function is_a(value, class) return value ~= nil and help.class_of(value) == class and value or nil end

-- A connection: that of the call's own object, or the prompt's.
local function connection(call)
  return is_a(call.receiver and call.receiver.value, "ceph.Cluster") or is_a(call.first, "ceph.Cluster")
    or cluster.present()
end

local function asked(what, object, fetch)
  if object == nil then return {} end
  return lookup.get(what .. " " .. tostring(object), function() return fetch(object) end)
end

local function pools(call)
  return asked("pools", connection(call), function(own) return field(own:pools(), "name") end)
end

local function users(call)
  return asked("users", connection(call), function(own) return field(own:users(), "entity") end)
end

local function images(call)
  local given = call.keys.parent_pool
  local pool = is_a(call.first, "ceph.Pool") or given and is_a(scope.known(given.text), "ceph.Pool")
  return asked("images", pool, function(own) return field(require("rbd").images(own), "name") end)
end

-- "pool/image", as `open_image` takes it: pools, until there is a slash.
local function specs(call, start)
  local own, pool = connection(call), start:match "^(.-)/"
  if not pool then
    local names = {}
    for index, name in ipairs(pools(call)) do names[index] = name .. "/" end
    return names
  end
  return asked("specs of " .. pool, own, function()
    local opened <close> = own:open_pool(pool)
    local names = {}
    for index, image in ipairs(require("rbd").images(opened)) do names[index] = ("%s/%s"):format(pool, image.name) end
    return names
  end)
end

local function snapshots(call)
  local image = is_a(call.receiver and call.receiver.value, "rbd.Image")
  return asked("snapshots", image, function(own) return field(own:snapshots(), "name") end)
end

local function osds(call)
  return asked("osds", connection(call), function(own)
    local names = {}
    for index, id in ipairs(own:command { prefix = "osd ls" }) do names[index] = tostring(id) end
    return names
  end)
end

-- Hosts of the site that the call is about, by name; else addresses of those in the site file that would be found.
local function hosts(call)
  local own = is_a(call.receiver and call.receiver.value, "Site")
  if own then return field(own.hosts, "name") end
  return lookup.get("hosts", function() return field(require("site").load().hosts, "address") end)
end

-- What the monitors say of their commands: { words, arguments }.
local function descriptions(call)
  return asked("commands", connection(call), function(own)
    local found = {}
    for _, each in pairs(own:command { prefix = "get_command_descriptions" }) do
      local words, arguments = {}, {}
      for _, part in ipairs(each.sig) do
        if type(part) == "table" then arguments[#arguments + 1] = part else words[#words + 1] = part end
      end
      found[#found + 1] = { words = table.concat(words, " "), arguments = arguments }
    end
    return found
  end)
end

local function is_command(call) return call.entry.name == "ceph.Cluster:command" end

local function described(call)
  local given = call.keys.prefix
  local words = type(given) == "table" and given.text:sub(2, -2)
  for _, each in ipairs(words and descriptions(call) or {}) do
    if each.words == words then return each end
  end
end

-- The names of the arguments of the monitors' command that is being written.
function live.argument_names(call)
  local names = {}
  if is_command(call) and call.position == 1 then
    for index, argument in ipairs((described(call) or { arguments = {} }).arguments) do names[index] = argument.name end
    names[#names + 1] = "prefix"
  end
  return names
end

local function command_values(call)
  if call.key == "prefix" then return field(descriptions(call), "words") end
  for _, argument in ipairs((described(call) or { arguments = {} }).arguments) do
    if argument.name == call.key then
      if argument.type == "CephPoolname" then return pools(call) end
      if argument.type == "CephOsdName" then return osds(call) end
      local choices = {}
      for choice in tostring(argument.strings or ""):gmatch "[^|]+" do choices[#choices + 1] = choice end
      return choices
    end
  end
end

local KINDS = {
  pool = pools, user = users, image = images, snapshot = snapshots, osd = osds, host = hosts, snap = snapshots,
  spec = specs, parent = images,
}

-- What may stand in a string that begins with `start`, at this place of a call; nil if nobody knows.
function live.values(call, start)
  if is_command(call) and call.in_table then return command_values(call) end
  local parameter = call.entry.parameters[call.position]
  local name = call.key or parameter and parameter.name
  if name == "name" and not call.key then
    local owner = call.entry.owner
    if owner == "ceph.Cluster" then name = call.entry.name:find "user" and "user" or "pool" end
    if call.entry.name == "ceph.Cluster:set_caps" then name = "user" end
    if owner == "rbd" and call.position == 2 then name = "image" end
    if owner == "rbd.Image" then name = "snapshot" end
  end
  if call.entry.name == "host.connect" then name = "host" end
  return KINDS[name] and KINDS[name](call, start)
end

return live
