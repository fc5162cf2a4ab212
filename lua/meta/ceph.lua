---@meta ceph
error "a meta file is read by editors, not by Lua"

--- Ceph clusters: connecting, status, monitor commands, pools and users.
---
--- Everything is done through librados; no `ceph` program is needed. Names of users may leave the type out:
--- "glance" is "client.glance".
---@class ceph
local ceph = {}

---@class ceph.ConnectOptions
---@field conf? string               # path of a ceph.conf; default: $CEPH_CONF, else /etc/ceph/ceph.conf
---@field user? string               # default "admin"
---@field keyring? string            # path of the user's keyring; default: $CEPH_KEYRING, else what the conf says
---@field key? secret.Secret         # the key itself, instead of a keyring
---@field mon_host? string           # monitor addresses, instead of those of the conf
---@field timeout? number|string     # seconds to wait for the monitors; default 10
---@field operation_timeout? number|string # seconds each later operation may take; default 30

--- Connect to a cluster.
---
--- Raises: ETIMEDOUT (no monitor answered; the addresses that were tried are named), ENOENT (no conf, no keyring, or no
---         key for the user in it), EACCES (wrong key, unknown user, or no rights), EINVAL
--- Units:  `timeout`, `operation_timeout` in seconds
--- Yields: yes
--- Risk:   reads
--- C:      rados_create2 rados_connect      CLI: ceph --id USER
---
--- ```lua
--- local cluster <close> = ceph.connect { conf = "/etc/ceph/ceph.conf", user = "admin" }
--- print(cluster.fsid)
--- ```
---@param options? ceph.ConnectOptions
---@return ceph.Cluster cluster
function ceph.connect(options) end

--- The version of the librados library, as "3.0.0".
---
--- Risk:   reads
--- C:      rados_version
---@return string version
function ceph.version() end

--- A connection to a cluster. Closing it closes the pools and images that were opened through it.
---@class ceph.Cluster
---@field fsid string                # the cluster's id, a UUID in lower case
---@field user string                # who this connection is: "client.admin"
local Cluster = {}

--- Close the connection; twice is fine.
---
--- Risk:   reads
--- C:      rados_shutdown
function Cluster:close() end

--- The cluster's status: health, quorum, counts of OSDs, use of space.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph status
---@return table status              # as `ceph status --format json`
function Cluster:status() end

---@class ceph.Health
---@field status string              # "HEALTH_OK", "HEALTH_WARN" or "HEALTH_ERR"
---@field checks ceph.HealthCheck[]  # what is wrong, sorted by code

---@class ceph.HealthCheck
---@field code string                # "OSD_DOWN"
---@field severity string            # "HEALTH_WARN" or "HEALTH_ERR"
---@field summary string
---@field details string[]
---@field muted boolean

--- The cluster's health, with the details of each check.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph health detail
---@return ceph.Health health
function Cluster:health() end

--- Send a command to the monitors: a table with `prefix` and the command's own arguments.
---
--- Keys never show: in replies of `auth` commands they are masked; use `user_key` or `user_keyring`.
--- Raises: whatever the monitors answer, with their text; EINVAL (no such command), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command rados_mgr_command      CLI: ceph PREFIX … --format json
---
--- ```lua
--- local dump = cluster:command { prefix = "osd dump" }
--- local rate = cluster:command({ prefix = "osd perf" }, { to = "mgr" })
--- ```
---@param request table              # { prefix = "osd dump", … }; `format` is "json" unless given
---@param options? { input?: string|secret.Secret, to?: "mon"|"mgr" } # `input`: what the command reads: a keyring, a map
---@return any reply                 # the decoded JSON; a string where the answer is no JSON; nil where there is none
function Cluster:command(request, options) end

---@class ceph.MonMap
---@field epoch integer            # grows with each change of the map
---@field fsid string
---@field mons ceph.Mon[]

---@class ceph.Mon
---@field name string
---@field rank integer             # from 0; the lowest that is up leads
---@field addresses string[]         # { "v2:192.168.0.131:3300", "v1:192.168.0.131:6789" }
---@field host string                # "192.168.0.131", without port
---@field port integer               # of the v1 address, else of the v2 one

--- The monitors of the cluster, as it knows them itself.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph mon dump
---@return ceph.MonMap monmap
function Cluster:monmap() end

--- A ceph.conf that is enough for clients: fsid and mon_host. Lines have no leading tabs; it ends with a newline.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph config generate-minimal-conf
---@return string text
function Cluster:minimal_conf() end

--- Open a pool, for the functions of `rbd`.
---
--- Raises: ENOENT, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_ioctx_create rados_ioctx_set_namespace rados_ioctx_get_id      CLI: rbd --namespace
---@param name string              # the pool
---@param options? { namespace?: string } # work in that namespace; nobody asks whether it exists
---@return ceph.Pool pool
function Cluster:open_pool(name, options) end

--- Open an image by its whole name, and its pool with it: `image.pool`.
---
--- Raises: USAGE (no such name), ENOENT (no such pool, image or snapshot), EACCES, EROFS, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_ioctx_create rbd_open rbd_open_read_only
---
--- ```lua
--- local image <close> = cluster:open_image("images/debian@snap", { read_only = true })
--- print(image.pool.name, image.name, image.snapshot)
--- ```
---@param spec string                # pool/image, pool/namespace/image, each with @snapshot or without
---@param options? { read_only?: boolean } # as `rbd.open`
---@return rbd.Image image
function Cluster:open_image(spec, options) end

return ceph
