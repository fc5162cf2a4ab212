-- The fresh site: what the hosts wrote while Ceph and OpenStack were set up on them, kept in the cache as the topmost
-- image layer of each. A lab that stands on it is factory-new after a boot; to reset is to throw away what came after.
local access = require "lab.access"
local cluster = require "lab.ceph"
local container = require "lab.container"
local layers = require "lab.layers"
local openstack_site = require "lab.openstack"
local repository = require "lab.repository"
local steps = require "lab.steps"
local topology = require "lab.topology"

local fresh = {}

-- The library's files that decide what a fresh site is like. A change in one of them is a new site; in their comments
-- it is none.
local makers = {
  "ceph.lua", "fresh.lua", "keys.lua", "repository.lua", "topology.lua", "openstack/cinder.lua", "openstack/common.lua",
  "openstack/glance.lua", "openstack/infrastructure.lua", "openstack/init.lua", "openstack/keystone.lua",
  "openstack/neutron.lua", "openstack/nova.lua", "openstack/placement.lua",
}

local function sources()
  local folder = package.searchpath("lab.fresh", package.path):gsub("[^/]+$", "")
  local lines = {}
  for _, name in ipairs(makers) do
    for line in fs.read(folder .. name):gmatch "[^\n]+" do
      if not line:find "^%s*%-%-" then lines[#lines + 1] = line end
    end
  end
  return table.concat(lines, "\n")
end

function fresh.path(paths)
  local text = sources() .. repository.path(paths)
  for _, each in ipairs(topology.hosts) do text = text .. layers.path(paths, each.image) end
  return ("%s/site-%s"):format(paths.cache, layers.fingerprint(text))
end

function fresh.exists(paths) return fs.exists(fresh.path(paths)) end

-- The layers that a host stands on, without or with the fresh site.
local function image_of(paths, each)
  local folders = layers.folders(paths, each.image)
  if each.name == topology.repository.host then table.insert(folders, 1, repository.path(paths)) end
  return folders
end

function fresh.layers_of(paths, each)
  local folders = image_of(paths, each)
  table.insert(folders, 1, ("%s/%s"):format(fresh.path(paths), each.name))
  return folders
end

-- What clients of the site need, and only its makers know: cluster configurations, keyrings, the rc file.
function fresh.write_credentials(paths)
  local source = fresh.path(paths) .. "/credentials"
  fs.make_directory(paths.ceph, { mode = "0755" })
  for _, each in ipairs(topology.clusters) do
    fs.write(paths.ceph .. "/" .. each.conf, fs.read(source .. "/" .. each.conf))
    local keyring = fs.read(source .. "/" .. each.keyring, { secret = true })
    fs.write(paths.ceph .. "/" .. each.keyring, keyring, { mode = "0600" })
  end
  fs.write(paths.rc, fs.read(source .. "/admin-openrc", { secret = true }), { mode = "0600" })
end

local function set_up(hosts, credentials)
  fs.make_directory(credentials, { mode = "0700" })
  steps.run("Ceph: two clusters", function()
    tasks.each(topology.clusters, function(each)
      cluster.create(each, topology.in_cluster(each.name), topology.network, hosts, credentials)
    end)
  end)
  repository.serve(hosts[topology.repository.host])
  local clients = topology.select(function(each) return each.role ~= nil end)
  tasks.each(clients, function(each) repository.use(hosts[each.name]) end)
  openstack_site.deploy(hosts, credentials .. "/admin-openrc")
  tasks.wait_until(function() return openstack_site.is_ready(credentials .. "/admin-openrc") end,
    { every = 1, timeout = 120, what = "OpenStack" })
end

-- Sets a site up on bare images, shuts it down cleanly and keeps what it wrote. No host of the lab may be running.
function fresh.make(paths)
  local target = fresh.path(paths)
  local scratch = layers.scratch(target)
  steps.run("booting bare hosts", function()
    tasks.each(topology.hosts, function(each)
      container.boot(paths, each, image_of(paths, each), { upper = scratch .. "/" .. each.name })
    end)
  end)
  local hosts = {}
  tasks.each(topology.hosts, function(each) hosts[each.name] = access.connect(paths, each.name) end)
  set_up(hosts, scratch .. "/credentials")
  for _, h in pairs(hosts) do h:close() end
  steps.run("shutting it down, to keep it as the fresh site", function()
    tasks.each(topology.hosts, function(each)
      container.stop(paths, each)
      container.remove(paths, each)
      fs.remove(("%s/.%s.work"):format(scratch, each.name), { recursive = true })
    end)
  end)
  fs.rename(scratch, target)
end

return fresh
