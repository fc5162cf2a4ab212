-- What is called: every function of every module, and every method of every handle that can be had here.
local stubs = require "stubs"

local targets = {}

-- Calls that would end or stop the tests themselves. Everything else is held back by the sandbox.
local refused = {
  ["process.kill"] = function(pid) return math.type(pid) == "integer" and pid > -2 and pid < 1000000 end,
  ["process.wait"] = function(pid) return math.type(pid) == "integer" and pid < 1 end,
}

--- Whether a call may be made with this first argument.
function targets.may_call(name, first) return not (refused[name] and refused[name](first)) end

local function add(found, name, fn, handle)
  local entry = stubs.find(name)
  found[#found + 1] = { name = name, fn = fn, handle = handle, parameters = entry and entry.parameters or {} }
end

local function modules()
  local names, seen = {}, {}
  for _, name in ipairs(require("globals").modules) do seen[name] = true end
  for name in pairs(package.preload) do seen[name] = true end
  for name in pairs(seen) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local function sorted_functions(t)
  local names = {}
  for name, value in pairs(t) do
    if type(name) == "string" and not name:find "^__" and type(value) == "function" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

--- The functions there are, in an order that is always the same.
function targets.functions()
  local found = {}
  for _, name in ipairs(modules()) do
    local module = require(name)
    for _, member in ipairs(sorted_functions(module)) do add(found, name .. "." .. member, module[member]) end
  end
  for name, place in pairs(require("globals").functions) do add(found, name, require(place[1])[place[2]]) end
  table.sort(found, function(a, b) return a.name < b.name end)
  return found
end

--- The name of a handle's type.
function targets.type_of(handle)
  local meta = debug.getmetatable(handle)
  return meta.__name or "store.Store" -- the only type of ours without a name
end

-- The methods of a handle: of a native one they are what its `__index` looks into first.
local function methods_of(handle)
  local meta = debug.getmetatable(handle)
  if type(handle) == "table" then return meta.__index end
  return select(2, debug.getupvalue(meta.__index, 1))
end

--- The methods of these handles.
function targets.methods(handles)
  local found, seen = {}, {}
  for _, handle in ipairs(handles) do
    local type_name = targets.type_of(handle)
    if not seen[type_name] then
      seen[type_name] = true
      local methods = methods_of(handle)
      for _, member in ipairs(sorted_functions(methods)) do
        local name = ("%s:%s"):format(type_name, member)
        -- What has no stub, such as a constructor, is nobody's to call.
        if stubs.find(name) then add(found, name, methods[member], type_name) end
      end
    end
  end
  table.sort(found, function(a, b) return a.name < b.name end)
  return found
end

local makers = {
  function() return ini.parse "[a]\nb = c\n# d\n[DEFAULT]\nx=1\nx=2\n" end,
  function() return ini.parse("[global]\n fsid = x\n[client.a]\n\tkey = AQ==\n", { dialect = "ceph" }) end,
  function()
    fs.write("/tmp/fuzz/file.conf", "[a]\nb = c\n")
    return ini.open "/tmp/fuzz/file.conf"
  end,
  function() return host.here() end,
  function() return secret.new "a secret" end,
  function() return tasks.spawn(function() end) end,
  function() return tasks.spawn(function() tasks.sleep(0.01) end) end,
  function() return seq.of { 1, 2, 3 } end,
  function() return errors.new { code = "EIO", operation = "read", target = "x", message = "it failed" } end,
  function() return libvirt.connect "test:///default" end,
  function() return libvirt.connect("test:///default"):find_domain "test" end,
  function() return require("journal").begin "fuzz" end,
  function() return require("journal").lock("fuzz" .. math.random(1 << 40), "fuzz") end,
  function() return store.filesystem { folder = "/tmp/fuzz/store" } end,
  function() return store.http {} end,
  function() return json.null end,
}

local on_a_cluster = {
  function(cluster) return cluster end,
  function(cluster) return cluster:open_pool "fuzz" end,
  function(cluster) return cluster:open_pool("fuzz"):object "thing" end,
  function(cluster) return rbd.open(cluster:open_pool "fuzz", "image") end,
  function(cluster) return rbd.open(cluster:open_pool "fuzz", "image", { read_only = true }) end,
  function(cluster) return rbd.open_group(cluster:open_pool "fuzz", "group") end,
  function(cluster) return rbd.start_export(cluster:open_pool "fuzz", "image", { to = "/tmp/fuzz/export" }) end,
}

-- What a cluster needs for its handles to be had; it may be there already.
local function prepare(cluster)
  try(cluster.create_pool, cluster, { name = "fuzz", pg_num = 8, size = 1, application = "rbd" })
  local pool <close> = cluster:open_pool "fuzz"
  try(rbd.create, pool, "image", { size = 32 * MiB })
  try(rbd.create_group, pool, "group")
end

local function make_all(list, handles, ...)
  for _, make in ipairs(list) do
    local handle, err = try(make, ...)
    if handle then handles[#handles + 1] = handle end
    if err and not err:is "ENOENT" and not err:is "ELIBACC" then targets.missing[tostring(err)] = true end
  end
end

--- Why a handle could not be made.
targets.missing = {}

--- Open handles of a cluster that can be connected to.
function targets.cluster_handles(conf, keyring)
  local cluster = ceph.connect { conf = conf, keyring = keyring, timeout = 10 }
  prepare(cluster)
  local handles = {}
  make_all(on_a_cluster, handles, cluster)
  return handles
end

--- Handles of all kinds that can be made here, open ones and closed ones.
function targets.handles(conf)
  local handles = {}
  for _ = 1, 2 do make_all(makers, handles) end
  if conf then
    local cluster, err = try(ceph.connect, { conf = conf, timeout = 10 })
    if not cluster then error(err) end
    prepare(cluster)
    for _ = 1, 2 do make_all(on_a_cluster, handles, cluster) end
  end
  -- The second of each kind is closed; a method of it must say so.
  for position = #handles, 1, -1 do
    local close = type(handles[position]) == "userdata" and methods_of(handles[position]).close
    if close and position % 4 == 0 then pcall(close, handles[position]) end
  end
  return handles
end

return targets
