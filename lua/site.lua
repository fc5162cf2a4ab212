--- The site file: which hosts there are and what they do, how the cluster is reached, what shall be called what.
--- docs/guide/site-file.md describes it; docs/examples/site.lua is one with comments.
local errors = require "errors"
local schema = require "schema"
local fs = require "fs"
local process = require "process"

local site = {}

local ROLES = { "controller", "compute", "blockstorage" }

local text, flag, count, seconds = { "string", filled = true }, { "boolean" }, { "count" }, { "duration" }
local port = { "count", most = 65535 }

-- Places of a run that are no hosts.
local RESERVED = { "ceph", "backup", "openstack" }

local POOL = {
  "table",
  fields = { name = text, pg_num = count, size = count, autoscale = { "string", one_of = { "on", "warn", "off" } } },
}

local SCHEMA = {
  "table",
  required = true,
  fields = {
    name = text,
    profile = { "string", one_of = { "current", "classic" } },
    release = text,
    hosts = {
      "table",
      required = true,
      filled = true,
      not_named = RESERVED,
      hint = 'hosts = { controller = { address = "192.168.0.121", roles = { "controller" } }, … }',
      each = {
        "table",
        fields = {
          address = text,
          roles = { "list", required = true, filled = true, each = { "string", one_of = ROLES } },
          user = text,
          port = port,
          sudo = flag,
        },
      },
    },
    ssh = {
      "table",
      fields = { user = text, key = text, config = text, port = port, sudo = flag, timeout = seconds },
    },
    ceph = { "table", fields = { conf = text, user = text, keyring = text, timeout = seconds } },
    backup = {
      "table",
      fields = { conf = text, keyring = text, admin = text, pool = text, user = text, timeout = seconds },
    },
    pools = { "table", fields = { images = POOL, vms = POOL, volumes = POOL, backups = POOL } },
    users = { "table", fields = { glance = text, cinder = text } },
    secret_uuid = text,
    packages = { "table", fields = { install = flag, repository = text } },
    openstack = { "table", fields = { rc = text, clouds = text, cloud = text } },
  },
}

local function candidates(path)
  if path then return { path } end
  local from_environment = process.environment "CEPHLUA_SITE"
  if from_environment and from_environment ~= "" then return { from_environment } end
  return { "site.lua", "/etc/cephlua/site.lua" }
end

local function find(path)
  local tried = candidates(path)
  for _, candidate in ipairs(tried) do
    if fs.exists(candidate) then return candidate end
  end
  errors.raise {
    code = "ENOENT",
    operation = "site file",
    target = table.concat(tried, ", "),
    message = path and "there is no such file" or "there is none",
    hint = "Name one with --site FILE or $CEPHLUA_SITE, or start from docs/examples/site.lua. "
      .. "`make lab` raises a site to try things on and writes its file to /var/lib/cephlua-lab/site.lua.",
  }
end

-- Runs `body(...)`; an error of it is one of the file, not of the script that loads it.
local function of_file(path, body, ...)
  local ok, result = pcall(body, ...)
  if ok then return result end
  if type(result) == "table" then result.where = path end
  error(result, 0)
end

local function read(path)
  -- An empty environment: a site file is data, and cannot do anything.
  local chunk, problem = loadfile(path, "t", {})
  if not chunk then
    errors.raise {
      code = "EBADMSG", operation = "site file", target = path, message = problem,
      hint = "It is a Lua table: return { … }.",
    }
  end
  local ok, value = pcall(chunk)
  if not ok then
    errors.raise { code = "EBADMSG", operation = "site file", target = path, message = tostring(value) }
  end
  return value
end

local Site = {}
Site.__index = Site
Site.__name = "Site"

--- Read and check a site file, found as described above. Nothing is connected yet.
function site.load(path)
  local found = find(path)
  local values = of_file(found, function() return schema.check(read(found), SCHEMA, "site file " .. found) end)
  -- The journal and the lock know the site by this path: from whichever folder, by whichever link it was named.
  return site.make(values, fs.real_path(found))
end

--- A site from its table.
function site.make(values, path)
  local self = setmetatable({}, Site)
  self.path = path
  self.name = values.name or "site"
  self.profile = values.profile or "current"
  self.release = values.release
  self.ssh = values.ssh or {}
  self.ceph = values.ceph or {}
  self.backup = values.backup
  self.packages = values.packages or {}
  self.openstack_access = values.openstack or {}
  self.uuid = values.secret_uuid
  self.pools = { images = {}, vms = {}, volumes = {}, backups = {} }
  for role, pool in pairs(self.pools) do
    for key, value in pairs(values.pools and values.pools[role] or {}) do pool[key] = value end
    pool.name = pool.name or role
  end
  if self.backup and self.backup.pool then self.pools.backups.name = self.backup.pool end
  self.users = { glance = "glance", cinder = "cinder" }
  for role, user in pairs(values.users or {}) do self.users[role] = user end
  self.hosts = {}
  for name, host in pairs(values.hosts) do
    self.hosts[#self.hosts + 1] = {
      name = name, address = host.address or name, roles = host.roles,
      user = host.user, port = host.port, sudo = host.sudo,
    }
  end
  table.sort(self.hosts, function(a, b) return a.name < b.name end)
  self.open = {}
  return self
end

--- Work with another profile than the file's.
function Site:use_profile(name)
  schema.check({ profile = name }, { "table", fields = { profile = SCHEMA.fields.profile } }, "--profile")
  self.profile = name
end

local function has_role(host, role)
  for _, own in ipairs(host.roles) do
    if own == role then return true end
  end
  return false
end

--- The hosts of a role, in order of their names.
function Site:hosts_with(role)
  local hosts = {}
  for _, host in ipairs(self.hosts) do
    if has_role(host, role) then hosts[#hosts + 1] = host end
  end
  return hosts
end

function Site:host_has(name, role)
  for _, host in ipairs(self.hosts) do
    if host.name == name then return has_role(host, role) end
  end
  return false
end

-- Opens something once, however many tasks ask for it at the same time.
function Site:once(key, open)
  local tasks = require "tasks"
  local entry = self.open[key]
  if not entry then
    entry = { pending = true }
    self.open[key] = entry
    local ok, value = pcall(open)
    entry.pending, entry.ok, entry.value = false, ok, value
    if not ok then self.open[key] = nil end
  end
  while entry.pending do tasks.sleep(0.01) end
  if not entry.ok then error(entry.value, 0) end
  return entry.value
end

local function entry_of(self, name)
  for _, host in ipairs(self.hosts) do
    if host.name == name then return host end
  end
  errors.raise { code = "ENOENT", operation = "site", target = self.name, message = ("it has no host %q"):format(name) }
end

-- What a host says itself wins, also if it says no.
local function sudo_of(self, entry)
  if entry.sudo ~= nil then return entry.sudo end
  return self.ssh.sudo
end

--- A host of the site, connected; one connection, however often it is asked for.
function Site:connect(name)
  local entry = entry_of(self, name)
  return self:once("host " .. name, function()
    return require("host").connect(entry.address, {
      name = name,
      user = entry.user or self.ssh.user,
      port = entry.port or self.ssh.port,
      key = self.ssh.key,
      ssh_config = self.ssh.config,
      sudo = sudo_of(self, entry),
      timeout = self.ssh.timeout or 10,
    })
  end)
end

--- libvirt of a host of the site.
function Site:hypervisor(name)
  local entry = entry_of(self, name)
  return self:once("hypervisor " .. name, function()
    local libvirt = require "libvirt"
    local uri = libvirt.uri {
      host = entry.address,
      user = entry.user or self.ssh.user,
      port = entry.port or self.ssh.port,
      key = self.ssh.key,
      config = self.ssh.config,
      sudo = sudo_of(self, entry),
    }
    return libvirt.connect(uri, { timeout = 30 })
  end)
end

--- The cluster, as its administrator. Whoever names another one must not get this.
function Site:cluster(...)
  if select("#", ...) > 0 then
    errors.raise {
      code = "USAGE", operation = "site:cluster", target = tostring((...)), message = "it takes no argument",
      hint = "The second cluster is site:backup_cluster().",
    }
  end
  return self:once("cluster", function()
    local access = self.ceph
    return require("ceph").connect {
      conf = access.conf, user = access.user or "admin", keyring = access.keyring, timeout = access.timeout or 10,
    }
  end)
end

--- The remote cluster that backups go to; nil if the site has none.
function Site:backup_cluster()
  if not self.backup then return nil end
  return self:once("backup cluster", function()
    local access = self.backup
    return require("ceph").connect {
      conf = access.conf, user = access.admin or "admin", keyring = access.keyring, timeout = access.timeout or 10,
    }
  end)
end

--- Names of all places that a run makes changes in: the hosts, the clusters, and OpenStack itself.
function Site:places()
  local names = {}
  for _, host in ipairs(self.hosts) do names[#names + 1] = host.name end
  names[#names + 1] = "ceph"
  if self.backup then names[#names + 1] = "backup" end
  names[#names + 1] = "openstack"
  return names
end

--- What a change of a kind is made on: `on` as the kind says it, `place` as the change does.
function Site:target(on, place)
  if on == "host" then return self:connect(place) end
  if on == "hypervisor" then return self:hypervisor(place) end
  if on == "cluster" then return place == "backup" and self:backup_cluster() or self:cluster() end
  if on == "openstack" then return self:openstack() end
end

--- The user that cinder-backup is on the remote cluster.
function Site:backup_user() return self.backup and (self.backup.user or "cinder-backup") end

--- Whether the site says how to reach OpenStack.
function Site:has_openstack()
  local access = self.openstack_access
  return (access.rc or access.clouds or access.cloud) ~= nil
end

--- OpenStack, as the administrator; nil if the site does not say how.
function Site:openstack()
  local access = self.openstack_access
  if not self:has_openstack() then return nil end
  return self:once("openstack", function()
    return require("openstack").connect { rc = access.rc, clouds = access.clouds, cloud = access.cloud }
  end)
end

--- The UUID of the libvirt secret: what the site says, else the cluster's fsid, which is the same on every compute host
--- and unique for the cluster.
function Site:secret_uuid() return self.uuid or self:cluster().fsid end

--- The usage name of the libvirt secret. libvirt wants it unique on a host, so a second cluster must not share it.
function Site:secret_usage()
  if self.profile == "classic" then return ("client.%s secret"):format(self.users.cinder) end
  return ("client.%s secret of %s"):format(self.users.cinder, self:cluster().fsid)
end

--- Close what was opened.
function Site:close()
  for _, entry in pairs(self.open) do
    if entry.ok then pcall(function() entry.value:close() end) end
  end
  self.open = {}
end
Site.__close = Site.close

return site
