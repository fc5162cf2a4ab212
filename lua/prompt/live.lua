-- The names that the cluster has, for completion within a string. Objects that the user holds are asked before the
-- prompt's own connection.
local cluster = require "prompt.cluster"
local help = require "prompt.help"
local lookup = require "prompt.lookup"

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
  return asked("users", connection(call), function(own) return field(own:users(), "name") end)
end

local function images(call)
  local pool = is_a(call.first, "ceph.Pool")
  return asked("images", pool, function(own) return field(require("rbd").images(own), "name") end)
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

local function hosts(call)
  local site = call.receiver and call.receiver.value
  local names = {}
  local known = type(site) == "table" and rawget(site, "hosts")
  for key, host in pairs(type(known) == "table" and known or {}) do
    names[#names + 1] = type(host) == "table" and rawget(host, "name") or type(key) == "string" and key or nil
  end
  return names
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
}

-- What may stand in a string at this place of a call; nil if nobody knows.
function live.values(call)
  if is_command(call) and call.in_table then return command_values(call) end
  local parameter = call.entry.parameters[call.position]
  local name = call.key or parameter and parameter.name
  if name == "name" and not call.key then
    local owner = call.entry.owner
    if call.entry.name == "ceph.Cluster:open_pool" or call.entry.name:find "_pool$" then name = "pool" end
    if call.entry.name:find "_user" then name = "user" end
    if owner == "rbd" and call.position == 2 then name = "image" end
    if owner == "rbd.Image" then name = "snapshot" end
    if call.entry.name:find "host" then name = "host" end
  end
  return KINDS[name] and KINDS[name](call)
end

return live
