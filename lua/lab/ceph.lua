-- A Ceph cluster by hand: monitors, a manager, one OSD a host, on files.
local keys = require "lab.keys"

local cluster = {}

local conf = [[
[global]
fsid = %s
mon_initial_members = %s
mon_host = %s
public_network = %s
auth_allow_insecure_global_id_reclaim = false
osd_pool_default_size = %d
osd_pool_default_min_size = 1
osd_crush_chooseleaf_type = %d
mon_allow_pool_delete = true
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
# How full this machine's disk is says nothing about the cluster's health.
mon_data_avail_warn = 2
mon_data_avail_crit = 1
# A sparse file: it takes what is written.
bluestore_block_size = 21474836480
# The least that is allowed.
osd_memory_target = 939524096
]]

local everything = { mon = "allow *", mgr = "allow *", osd = "allow *", mds = "allow *" }

-- The text of a keyring with these entities: their names, keys, and the caps of those that have any.
function cluster.keyring(entities)
  local lines = {}
  for _, entity in ipairs(entities) do
    lines[#lines + 1] = ("[%s]\n\tkey = %s"):format(entity.name, entity.key)
    for service, caps in pairs(entity.caps or {}) do lines[#lines + 1] = ('\tcaps %s = "%s"'):format(service, caps) end
  end
  return secret.new(table.concat(lines, "\n") .. "\n")
end

local function messenger(node)
  return ("[v2:%s:%d,v1:%s:%d]"):format(node.address, node.v2 or 3300, node.address, node.v1 or 6789)
end

local as_ceph = { owner = "ceph", group = "ceph", mode = "0600" }
local its_folder = { owner = "ceph", group = "ceph", mode = "0750" }

-- What a cluster will be. All keys are made beforehand and given to the first monitors, so nothing waits for anything
-- to be registered.
function cluster.plan(definition, nodes, network)
  local addresses, names = {}, {}
  for _, node in ipairs(nodes) do
    addresses[#addresses + 1] = messenger(node)
    names[#names + 1] = node.name
  end
  local own = { nodes = nodes, fsid = keys.uuid(), mon_host = table.concat(addresses, ",") }
  own.conf = conf:format(own.fsid, table.concat(names, ","), own.mon_host, network, definition.size,
    #nodes > 1 and 1 or 0)
  own.client_conf = ("[global]\nfsid = %s\nmon_host = %s\n"):format(own.fsid, own.mon_host)
  own.admin = { name = "client.admin", key = keys.cephx(), caps = everything }
  own.mon = { name = "mon.", key = keys.cephx(), caps = { mon = "allow *" } }
  own.mgr = {
    name = "mgr." .. nodes[1].name, key = keys.cephx(),
    caps = { mon = "allow profile mgr", osd = "allow *", mds = "allow *" },
  }
  own.osds = {}
  for number = 0, #nodes - 1 do
    own.osds[number + 1] = {
      id = number, uuid = keys.uuid(), name = ("osd.%d"):format(number), key = keys.cephx(),
      caps = { mon = "allow profile osd", mgr = "allow profile osd", osd = "allow *" },
    }
  end
  return own
end

-- The command that writes the first monitors' map.
function cluster.monmap_command(own, path)
  local argv = { "monmaptool", "--create", "--clobber", "--fsid", own.fsid }
  for _, node in ipairs(own.nodes) do
    for _, word in ipairs { "--addv", node.name, messenger(node) } do argv[#argv + 1] = word end
  end
  argv[#argv + 1] = path
  return argv
end

-- All that the first monitors know of.
function cluster.first_keyring(own)
  return cluster.keyring { own.mon, own.admin, own.mgr, table.unpack(own.osds) }
end

local function start_monitor(own, h)
  h:write("/etc/ceph/ceph.conf", own.conf, { mode = "0644" })
  h:write("/etc/ceph/ceph.client.admin.keyring", cluster.keyring { own.admin }, { mode = "0600" })
  h:run(cluster.monmap_command(own, "/etc/ceph/monmap"))
  h:set_attributes("/etc/ceph/monmap", as_ceph)
  h:write("/etc/ceph/mon.keyring", cluster.first_keyring(own), as_ceph)
  h:make_directory("/var/lib/ceph/mon/ceph-" .. h.name, its_folder)
  h:run {
    "ceph-mon", "--mkfs", "--setuser", "ceph", "--setgroup", "ceph", "-i", h.name, "--monmap", "/etc/ceph/monmap",
    "--keyring", "/etc/ceph/mon.keyring",
  }
  h:remove "/etc/ceph/monmap"
  h:remove "/etc/ceph/mon.keyring"
  h:run {
    "systemctl", "enable", "--quiet", "ceph.target", "ceph-mon.target", "ceph-mgr.target", "ceph-osd.target",
  }
  h:run { "systemctl", "enable", "--quiet", "--now", "ceph-mon@" .. h.name }
end

local function prepare_osd(osd, h)
  local folder = ("/var/lib/ceph/osd/ceph-%d"):format(osd.id)
  h:make_directory(folder, its_folder)
  h:write(folder .. "/keyring", cluster.keyring { { name = osd.name, key = osd.key } }, as_ceph)
  h:run {
    "ceph-osd", "-i", ("%d"):format(osd.id), "--mkfs", "--osd-uuid", osd.uuid, "--no-mon-config", "--setuser", "ceph",
    "--setgroup", "ceph",
  }
end

local function start_manager(own, h)
  local folder = "/var/lib/ceph/mgr/ceph-" .. h.name
  h:make_directory(folder, its_folder)
  h:write(folder .. "/keyring", cluster.keyring { { name = own.mgr.name, key = own.mgr.key } }, as_ceph)
  h:run { "systemctl", "enable", "--quiet", "--now", "ceph-mgr@" .. h.name }
end

-- To be said before the manager starts: disks that are files have no health to watch, and the pool for it would be in
-- everybody's way.
function cluster.quiet(connection)
  connection:command {
    prefix = "config set", who = "mgr", name = "mgr/devicehealth/enable_monitoring", value = "false", force = true,
  }
end

-- Waits until a cluster is healthy, with all its OSDs in service.
function cluster.wait_healthy(connection, osds)
  local found
  tasks.wait_until(function()
    found = connection:status()
    local map = found.osdmap
    return found.health.status == "HEALTH_OK" and map.num_up_osds == osds and map.num_in_osds == osds
      and found.mgrmap.available
  end, { every = 0.5, timeout = 120, what = "a healthy Ceph cluster" })
  return found
end

-- Connects to a cluster from here, with the files that the lab keeps for clients.
function cluster.connect(folder, definition, timeout)
  return ceph.connect {
    conf = folder .. "/" .. definition.conf, keyring = folder .. "/" .. definition.keyring, timeout = timeout or 30,
  }
end

-- Makes a cluster on running hosts (connections, by name), and writes what clients need into `folder`.
function cluster.create(definition, nodes, network, hosts, folder)
  local own = cluster.plan(definition, nodes, network)
  tasks.each(nodes, function(node) start_monitor(own, hosts[node.name]) end)
  fs.write(folder .. "/" .. definition.conf, own.client_conf)
  fs.write(folder .. "/" .. definition.keyring, cluster.keyring { own.admin }, { mode = "0600" })
  local first = hosts[nodes[1].name]
  local connection <close> = cluster.connect(folder, definition)
  cluster.quiet(connection)
  start_manager(own, first)
  for _, osd in ipairs(own.osds) do
    connection:command { prefix = "osd new", uuid = osd.uuid, id = osd.id }
  end
  tasks.each(own.osds, function(osd, position)
    local h = hosts[nodes[position].name]
    prepare_osd(osd, h)
    h:run { "systemctl", "enable", "--quiet", "--now", ("ceph-osd@%d"):format(osd.id) }
  end)
  cluster.wait_healthy(connection, #own.osds)
end

return cluster
