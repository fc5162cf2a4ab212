---@meta rbd.pools
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: namespaces, settings and statistics of pools.

---@class rbd
local rbd = {}

---@class rbd.Count
---@field count integer              # images
---@field provisioned integer        # bytes
---@field max_provisioned integer    # bytes, with the largest size each had in a snapshot
---@field snapshots integer        # how many

--- What the images of a pool, and those in its trash, add up to.
---
--- Raises: EACCES, ETIMEDOUT
--- Cost:   a look at the header of each image
--- Yields: yes
--- Risk:   reads
--- C:      rbd_pool_stats_create rbd_pool_stats_destroy rbd_pool_stats_option_add_uint64
---         rbd_pool_stats_get      CLI: rbd pool stats
---@param pool ceph.Pool
---@return { images: rbd.Count, trash: rbd.Count } statistics
function rbd.statistics(pool) end

--- How much space each image of a pool takes, sorted by name. `progress` counts images.
---
--- Raises: ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes
--- Cost:   as `image:usage()`, one image after the other
--- Yields: yes
--- Risk:   reads
--- C:      rbd_diff_iterate2      CLI: rbd du
---@param pool ceph.Pool
---@param options? rbd.UsageOptions
---@return rbd.Usage[] usages
function rbd.usage(pool, options) end

---@class rbd.ConfigOption
---@field name string                # "rbd_cache"
---@field value string
---@field source string              # "config", "pool" or "image": where the value is from

--- The options of librbd as they hold for the images of a pool, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_config_pool_list rbd_config_pool_list_cleanup      CLI: rbd config pool ls
---@param pool ceph.Pool
---@return rbd.ConfigOption[] options
function rbd.config(pool) end

--- Set options of librbd for all images of a pool that have no value of their own.
---
--- Raises: EINVAL (no such option, or not such a value), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_pool_metadata_set rados_conf_set      CLI: rbd config pool set
---@param pool ceph.Pool
---@param values table<string, string|number|boolean> # by option: { rbd_cache = false }
function rbd.set_config(pool, values) end

--- Remove the pool's own value of an option; again is fine.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_pool_metadata_remove      CLI: rbd config pool rm
---@param pool ceph.Pool
---@param name string              # the option: "rbd_cache"
function rbd.remove_config(pool, name) end

--- The namespaces of a pool, sorted. `cluster:open_pool(name, { namespace = … })` works in one.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_namespace_list      CLI: rbd namespace ls
---@param pool ceph.Pool
---@return string[] names
function rbd.namespaces(pool) end

--- Whether a pool has a namespace.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_namespace_exists      CLI: rbd namespace ls
---@param pool ceph.Pool
---@param name string              # the namespace
---@return boolean there
function rbd.has_namespace(pool, name) end

--- Create a namespace.
---
--- Raises: EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_namespace_create      CLI: rbd namespace create
---@param pool ceph.Pool
---@param name string              # the namespace
function rbd.create_namespace(pool, name) end

--- Remove a namespace that is empty.
---
--- Raises: ENOENT, EBUSY (images, maybe in its trash, or groups are in it), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_namespace_remove      CLI: rbd namespace remove
---@param pool ceph.Pool
---@param name string              # the namespace
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function rbd.remove_namespace(pool, name, options) end
