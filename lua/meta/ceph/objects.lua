---@meta ceph.objects
error "a meta file is read by editors, not by Lua"

-- More of the module ceph: an open pool and its objects.

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
