---@meta ceph.pools
error "a meta file is read by editors, not by Lua"

-- More of the module ceph: pools.

---@class ceph.Cluster
local Cluster = {}

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
