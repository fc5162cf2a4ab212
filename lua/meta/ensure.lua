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
---@param path string
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
---@param path string
---@param settings table<string, table<string, any>|fun(document: ini.Document): table<string, any>>   # by section
---@return change.Record
function ensure.settings(scope, host, path, settings) end

--- Packages are installed. Not taken back: others may need them by then.
---
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param names string[]
---@return change.Record
function ensure.packages(scope, host, names) end

--- A service runs, and runs on its present configuration: restarted if something it reads changes in this run, or is
--- newer than its process.
---
--- Raises: SERVICE_FAILED (with its last log lines), ETIMEDOUT
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param host host.Host
---@param name string
---@param options { reads: string[], because?: string[], port?: integer, settle?: number, timeout?: number, before?: fun(): any, after?: fun(before: any) }
---@return change.Record|nil     # nil: left out by --limit or --only
function ensure.service(scope, host, name, options) end

--- A pool exists, with `rbd` initialised for RBD. Taken back only if the run made it and it is empty.
---
--- Raises: CONFLICT (it belongs to another application)
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param cluster ceph.Cluster
---@param pool { name: string, rbd?: boolean, pg_num?: integer, size?: integer, autoscale?: string }
---@return change.Record
function ensure.pool(scope, cluster, pool) end

--- A Ceph user exists and has exactly these caps.
---
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param cluster ceph.Cluster
---@param name string            # without "client."
---@param caps table<string, string>
---@return change.Record
function ensure.user(scope, cluster, name, caps) end

--- libvirt of a host has a secret with this UUID, usage name and value.
---
--- Raises: EEXIST (the usage name is another secret's)
--- Yields: yes
--- Risk:   writes
---@param scope change.Scope
---@param hypervisor libvirt.Connection
---@param secret { uuid: string, usage: string, value: secret.Secret|table }
---@return change.Record
function ensure.secret(scope, hypervisor, secret) end

return ensure
