---@meta ensure
error "a meta file is read by editors, not by Lua"

--- Changes of the kinds that an integration needs: each makes sure that something stands as it should. All can be taken
--- back, except where it is said.
---@class ensure
ensure = {}

--- A file has this content, owner, group and mode. A secret content is read, compared and written as one.
---
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param path string              # of the host
---@param content string|secret.Secret|table|nil   # nil leaves it as it is; a table: pending
---@param attributes host.Attributes
---@return change.Record
function ensure.file(scope, host, path, content, attributes) end

--- Options of an INI file have these values; every other byte stays. One change a file.
---
--- Raises: ENOENT (there is no such file), EBADMSG (it does not parse)
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param path string              # of the host
---@param settings table<string, table<string, any>|fun(document: ini.Document): table<string, any>>   # by section
---@return change.Record
function ensure.settings(scope, host, path, settings) end

--- Packages are installed. Not taken back: others may need them by then.
---
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param names string[]           # as the host's package manager calls them
---@return change.Record
function ensure.packages(scope, host, names) end

---@class ensure.ServiceOptions
---@field reads string[]           # files that it reads: restarted where one changed
---@field because? string[]        # more marks that restart it
---@field port? integer            # has to accept connections before it counts as up
---@field settle? number           # seconds that it must stay up; default 5
---@field timeout? number          # seconds; default 60
---@field before? fun(): any       # called before a restart
---@field after? fun(before: any)  # called after it, with what `before` gave

--- A service runs, and runs on its present configuration: restarted if something it reads changes in this run, or is
--- newer than its process.
---
--- Raises: SERVICE_FAILED (with its last log lines), ETIMEDOUT
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param name string              # the unit, or a name by which `service.find` knows it: "nova-compute"
---@param options ensure.ServiceOptions
---@return change.Record|nil     # nil: left out by --limit or --only
function ensure.service(scope, host, name, options) end

---@class ensure.PoolOptions
---@field name string              # the pool
---@field rbd? boolean             # initialise it for RBD
---@field pg_num? integer          # placement groups of a new one
---@field size? integer            # copies of each object
---@field autoscale? string        # "on", "warn" or "off"

--- A pool exists, with `rbd` initialised for RBD. Taken back only if the run made it and it is empty.
---
--- Raises: CONFLICT (it belongs to another application)
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param cluster ceph.Cluster
---@param pool ensure.PoolOptions
---@return change.Record
function ensure.pool(scope, cluster, pool) end

--- A Ceph user exists and has exactly these caps.
---
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param cluster ceph.Cluster
---@param name string            # without "client."
---@param caps table<string, string> # what it may do, by daemon: { mon = "profile rbd", osd = "…" }
---@return change.Record
function ensure.user(scope, cluster, name, caps) end

--- libvirt of a host has a secret with this UUID, usage name and value.
---
--- Raises: EEXIST (the usage name is another secret's)
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param hypervisor libvirt.Connection
---@param secret { uuid: string, usage: string, value: secret.Secret|table } # `uuid`: of the libvirt secret; `usage`: its usage name, "client.cinder secret"; `value`: the key; a table: pending
---@return change.Record
function ensure.secret(scope, hypervisor, secret) end

return ensure
