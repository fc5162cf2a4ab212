---@meta site
error "a meta file is read by editors, not by Lua"

--- The hosts and clusters of a site file: `require "site"`.
---
--- A site connects to what it is asked for when it is first asked, and once; with the site everything is closed.
---
--- ```lua
--- local site <close> = require("site").load "site.lua"
--- for _, host in ipairs(site:hosts_with "compute") do
---   print(host.name, site:connect(host.name):run({ "uptime" }).stdout)
--- end
--- ```
---@class site
local site = {}

---@class site.Host
---@field name string
---@field address string             # where ssh finds it
---@field roles string[]             # "controller", "compute", "blockstorage", …
---@field user? string               # if not the site's
---@field port? integer              # of ssh, if not the site's
---@field sudo? boolean              # if not the site's

---@class site.Pool
---@field name string
---@field pg_num? integer            # placement groups
---@field size? integer              # copies
---@field autoscale? "on"|"warn"|"off"

---@class site.Site
---@field path string                # of the site file
---@field name string
---@field profile string             # "current" or "classic"
---@field hosts site.Host[]          # by name
---@field pools { images: site.Pool, vms: site.Pool, volumes: site.Pool, backups: site.Pool }
---@field ssh { user?: string, key?: string, config?: string, port?: integer, sudo?: boolean, timeout?: number } # as in the file
---@field openstack_access { rc?: string, clouds?: string, cloud?: string } # `openstack`, as in the file
---@field users { glance: string, cinder: string } # names of users of Ceph, without "client."
local Site = {}

--- Read and check a site file. Nothing is connected yet.
---
--- Raises: ENOENT, EBADMSG (no Lua table), USAGE (an entry that there is not, or that is wrong)
--- Risk:   reads
---@param path? string               # default: `$CEPHLUA_SITE`, `./site.lua`, `/etc/cephlua/site.lua`
---@return site.Site site
function site.load(path) end

--- A site from what its file would return.
---
--- Risk:   reads
---@param values table<string, any>  # unchecked: `hosts`, `ceph` and whatever else a site file has
---@param path? string               # what errors call it
---@return site.Site site
function site.make(values, path) end

--- Work with another profile than the file's.
---
--- Raises: USAGE (no such profile)
--- Risk:   reads
---@param name string                # "current" or "classic"
function Site:use_profile(name) end

--- Names of all places that a run makes changes in: the hosts, the clusters (`ceph`, `backup`), and `openstack`.
---
--- Risk:   reads
---@return string[] places
function Site:places() end

--- The hosts of a role, sorted by name.
---
--- Risk:   reads
---@param role string                # "controller", "compute", "blockstorage"
---@return site.Host[] hosts
function Site:hosts_with(role) end

--- A host, connected.
---
--- Raises: ENOENT (no such host), EHOSTUNREACH, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- CLI:    ssh
---@param name string                # as the site file calls it
---@return host.Host host
function Site:connect(name) end

--- libvirt of a host.
---
--- Raises: ENOENT (no such host), EHOSTUNREACH, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      virConnectOpenAuth      CLI: virsh --connect
---@param name string                # of the host
---@return libvirt.Connection hypervisor
function Site:hypervisor(name) end

--- The cluster that OpenStack uses, as its administrator.
---
--- Raises: ENOENT (no conf or keyring), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_connect
---@return ceph.Cluster cluster
function Site:cluster() end

--- The second cluster, for backups, as its administrator; nil if the site has none.
---
--- Raises: ENOENT (no conf or keyring), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_connect
---
--- ```lua
--- local site <close> = require("site").load()
--- local held <close> = site:backup_cluster():open_pool(site.pools.backups.name)
--- for _, backup in ipairs(rbd.backups(held)) do print(backup.pool, backup.image, #backup.points) end
--- ```
---@return ceph.Cluster? cluster
function Site:backup_cluster() end

--- OpenStack, as the administrator; nil if the site does not say how.
---
--- Raises: HTTP_401, ENOENT (no such file), EHOSTUNREACH
--- Yields: yes
--- Risk:   reads
---@return openstack.Session? cloud
function Site:openstack() end

--- The UUID of the libvirt secret: what the site says, else the cluster's fsid.
---
--- Yields: yes
--- Risk:   reads
---@return string uuid
function Site:secret_uuid() end

--- Close what was opened.
---
--- Yields: yes
--- Risk:   reads
function Site:close() end

return site
