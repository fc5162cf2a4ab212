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
---@field keyring? string            # path of the user's keyring; default: what the conf says
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

---@class ceph.PoolRecord
---@field id integer               # never used again
---@field name string
---@field type string                # "replicated" or "erasure"
---@field size integer               # copies of each object
---@field min_size integer         # copies without which nothing is written
---@field pg_num integer             # what is aimed at; the pool may still be on its way
---@field autoscale string           # "on", "warn" or "off"
---@field applications string[]      # { "rbd" }, sorted
---@field crush_rule integer       # id of the rule that places it
---@field quota_bytes integer        # 0: none
---@field quota_objects integer      # 0: none

--- All pools, sorted by name; or those that an application uses.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph osd pool ls detail
---
--- ```lua
--- for _, pool in ipairs(cluster:pools { application = "rbd" }) do print(pool.name, pool.size) end
--- ```
---@param options? { application?: string } # `application`: only pools for it: "rbd"
---@return ceph.PoolRecord[] pools
function Cluster:pools(options) end

--- The pool of that name, nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph osd pool ls detail
---@param name string              # the pool
---@return ceph.PoolRecord? pool
function Cluster:find_pool(name) end

---@class ceph.PoolStats
---@field objects integer          # how many
---@field bytes integer              # of data, before replication
---@field used_bytes integer         # on the OSDs

--- How much is in a pool. Fresh to some seconds: OSDs report to the manager in turns.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rados_ioctx_pool_stat      CLI: ceph df
---@param name string              # the pool
---@return ceph.PoolStats stats
function Cluster:pool_stats(name) end

--- Whether a pool has no object at all but those that `init_pool` makes; looks at the objects, not at statistics.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_nobjects_list_open      CLI: rados -p POOL ls
---@param name string              # the pool
---@return boolean empty
function Cluster:is_pool_empty(name) end

---@class ceph.CreatePoolOptions
---@field name string
---@field pg_num? integer            # default: the cluster's
---@field size? integer              # copies; default: the cluster's
---@field autoscale? "on"|"warn"|"off" # default: the cluster's
---@field application? string        # "rbd"; `init_pool` sets that one too

--- Create a replicated pool.
---
--- Raises: EEXIST, EINVAL, ERANGE (too many placement groups), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph osd pool create
---@param options ceph.CreatePoolOptions
---@return ceph.PoolRecord pool
function Cluster:create_pool(options) end

---@class ceph.SetPoolOptions
---@field size? integer            # copies of each object
---@field min_size? integer        # copies without which nothing is written
---@field pg_num? integer          # placement groups
---@field autoscale? "on"|"warn"|"off"
---@field variables? table<string, string|integer|boolean> # any other variable of `ceph osd pool set`

--- Set properties of a pool.
---
--- Raises: ENOENT, EINVAL, EPERM, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph osd pool set
---@param name string              # the pool
---@param options ceph.SetPoolOptions
function Cluster:set_pool(name, options) end

--- Say which application uses a pool. A pool that another application uses is left alone.
---
--- Raises: ENOENT, CONFLICT (the pool has another application), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph osd pool application enable
---@param name string              # the pool
---@param application string         # "rbd", "cephfs", "rgw" or a name of your own
function Cluster:enable_application(name, application) end

--- Prepare a pool for RBD: set its application, and check that it works. Doing it again is fine.
---
--- Raises: ENOENT, CONFLICT (the pool has another application), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_pool_init      CLI: rbd pool init
---@param name string              # the pool
function Cluster:init_pool(name) end

--- Remove a pool and all that is in it. Needs `sure`, the pool's name again.
---
--- Raises: ENOENT, USAGE (not sure), EPERM (mon_allow_pool_delete is false), EBUSY, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_mon_command      CLI: ceph osd pool rm
---@param name string              # the pool
---@param options { sure: string } # `sure`: its name once more
function Cluster:remove_pool(name, options) end

---@class ceph.User
---@field entity string              # "client.glance"
---@field caps table<string, string> # { mon = "profile rbd", osd = "profile rbd pool=images" }

--- All users and daemons that have a key, sorted.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth ls
---@return ceph.User[] users
function Cluster:users() end

--- The user of that name, nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get
---@param name string                # "glance" or "client.glance"
---@return ceph.User? user
function Cluster:find_user(name) end

--- The user's key, as a secret.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get-key
---@param name string              # the user: "glance" or "client.glance"
---@return secret.Secret key         # base64 text
function Cluster:user_key(name) end

--- The text of a keyring file for the user: a section with the key, as `ceph auth get-or-create` prints it.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mon_command      CLI: ceph auth get-or-create
---
--- ```lua
--- local path = "/etc/ceph/ceph.client.cinder.keyring"
--- compute:write(path, cluster:user_keyring "cinder", { owner = "nova", mode = "0640" })
--- ```
---@param name string              # the user: "glance" or "client.glance"
---@return secret.Secret text
function Cluster:user_keyring(name) end

--- Make a user with exactly these capabilities. A user that has them already is left as it is.
---
--- Raises: EEXIST (the user exists with other caps; `details` has both), EINVAL (bad caps), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph auth get-or-create
---
--- ```lua
--- cluster:create_user("glance", { caps = { mon = "profile rbd", osd = "profile rbd pool=images" } })
--- ```
---@param name string              # the user: "glance" or "client.glance"
---@param options { caps: table<string, string> } # `caps`: what it may do, by daemon
---@return ceph.User user
function Cluster:create_user(name, options) end

--- Give a user exactly these capabilities; those of other daemons are taken away.
---
--- Raises: ENOENT, EINVAL (bad caps), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mon_command      CLI: ceph auth caps
---@param name string              # the user: "glance" or "client.glance"
---@param caps table<string, string> # what it may do, by daemon: { mon = "profile rbd", osd = "…" }
function Cluster:set_caps(name, caps) end

--- Remove a user; its key is worth nothing from then on.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_mon_command      CLI: ceph auth rm
---@param name string              # the user: "glance" or "client.glance"
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Cluster:remove_user(name, options) end

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

--- A pool that is open for IO. It keeps its cluster alive.
---@class ceph.Pool
---@field name string
---@field namespace string           # "" for the default one
---@field id integer               # never used again
---@field cluster ceph.Cluster
local Pool = {}

--- Close the pool; twice is fine.
---
--- Risk:   reads
--- C:      rados_ioctx_destroy
function Pool:close() end

--- The names of the objects in it, in no order.
---
--- Raises: EACCES, ETIMEDOUT
--- Cost:   reads the directory of the whole pool
--- Yields: yes
--- Risk:   reads
--- C:      rados_nobjects_list_open rados_nobjects_list_next      CLI: rados ls
---@param options? { prefix?: string, limit?: integer } # `prefix`: only names that begin so; `limit`: at most so many
---@return string[] names
function Pool:objects(options) end

--- An object of that name. Nothing is asked yet: it need not exist.
---
--- Raises: EINVAL (an empty name)
--- Risk:   reads
---
--- ```lua
--- local directory = images:object "rbd_directory"
--- for _, entry in ipairs(directory:map({ prefix = "name_" }).entries) do print(entry.key) end
--- ```
---@param name string              # need not be there yet
---@return ceph.Object object
function Pool:object(name) end

--- An object of a pool, by its name. What one call does to it happens as a whole or not at all.
---@class ceph.Object
---@field name string
---@field pool ceph.Pool
---@field spec string                # "images/rbd_directory"
local Object = {}

--- Read it: all of it, or a part. Fewer bytes come where it ends.
---
--- Raises: ENOENT, EOVERFLOW (more than 256 MiB at once), EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rados_read_op_read      CLI: rados get
---@param options? { offset?: integer|string, length?: integer|string } # `offset`: bytes from the beginning; `length`: bytes; default: all that follow
---@return string data
function Object:read(options) end

--- Write it: instead of all that was in it, or from an offset on. One that is not there is made.
---
--- Raises: EFBIG, ENOSPC, EDQUOT, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_write_full rados_write_op_write      CLI: rados put
---@param data string              # any bytes
---@param options? { offset?: integer|string, sure?: string } # `offset`: bytes from the beginning; `sure`: its name once more
function Object:write(data, options) end

--- Write behind what is there. One that is not there is made.
---
--- Raises: EFBIG, ENOSPC, EDQUOT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_write_op_append      CLI: rados append
---@param data string              # any bytes
function Object:append(data) end

--- Make it, empty.
---
--- Raises: EEXIST, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_write_op_create      CLI: rados create
function Object:create() end

--- Make it that long: what lies beyond is gone, what is missing reads as zeros.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_truncate      CLI: rados truncate
---@param size integer|string      # bytes; a longer one is filled with zeros
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Object:truncate(size, options) end

--- Its size, and when it was last changed; nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Units:  bytes; seconds since 1970
--- Yields: yes
--- Risk:   reads
--- C:      rados_read_op_stat      CLI: rados stat
---@return { size: integer, modified_at: integer }? stat
function Object:stat() end

--- Remove it.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_remove      CLI: rados rm
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Object:remove(options) end

--- The extended attributes, by name.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_read_op_getxattrs rados_getxattrs_next      CLI: rados listxattr
---@return table<string, string> values # values by name
function Object:attributes() end

--- Set extended attributes; others stay.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_write_op_setxattr      CLI: rados setxattr
---@param values table<string, string> # values by name
function Object:set_attributes(values) end

--- Remove extended attributes, as far as they are there.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_rmxattr      CLI: rados rmxattr
---@param names string[]           # of attributes
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Object:remove_attributes(names, options) end

--- Entries of the object's map (omap), in the order of their keys.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_read_op_omap_get_vals2 rados_omap_get_next2      CLI: rados listomapvals
---@param options? { after?: string, prefix?: string, limit?: integer }   # `after`: only keys behind this one; `prefix`: only keys that begin so; `limit`: at most so many; default 1024
---@return { entries: { key: string, value: string }[], more: boolean } part   # more: there are others behind the last
function Object:map(options) end

--- Set entries of the object's map; others stay.
---
--- Raises: ENOTSUP (an erasure coded pool), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_write_op_omap_set2      CLI: rados setomapval
---@param values table<string, string> # values by key
function Object:set_map(values) end

--- Remove entries of the object's map, as far as they are there.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_omap_rm_keys2      CLI: rados rmomapkey
---@param keys string[]            # those that are not there are passed over
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Object:remove_map(keys, options) end

--- Remove the whole map of the object.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rados_write_op_omap_clear      CLI: rados clearomap
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Object:clear_map(options) end

return ceph
