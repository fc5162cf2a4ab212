---@meta rbd.groups
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: groups of images, and their snapshots.

---@class rbd
local rbd = {}

---@class rbd.Image
local Image = {}

--- The names of the groups in a pool, sorted.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_group_list      CLI: rbd group ls
---@param pool ceph.Pool
---@return string[] names
function rbd.groups(pool) end

--- Find a group.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_group_image_list      CLI: rbd group image ls
---@param pool ceph.Pool
---@param name string              # the group
---@return rbd.Group group
function rbd.open_group(pool, name) end

--- Create a group without images.
---
--- Raises: EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_create      CLI: rbd group create
---
--- ```lua
--- local nightly = rbd.create_group(vms, "nightly")
--- nightly:add_image "db-data"
--- nightly:add_image "db-log"
--- nightly:create_snapshot "monday"
--- ```
---@param pool ceph.Pool
---@param name string              # the group
---@return rbd.Group group
function rbd.create_group(pool, name) end

--- Remove a group, with its snapshots. The images stay.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_group_remove      CLI: rbd group rm
---@param pool ceph.Pool
---@param name string              # the group
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function rbd.remove_group(pool, name, options) end

--- Give a group another name.
---
--- Raises: ENOENT, EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_rename      CLI: rbd group rename
---@param pool ceph.Pool
---@param name string              # the group
---@param options { to: string }   # `to`: the new name
function rbd.rename_group(pool, name, options) end

---@class rbd.Membership
---@field pool string                # of the group
---@field name string                # of the group
---@field snapshot? string           # of the group, for a snapshot
---@field spec string                # "vms/nightly", "vms/nightly@monday"

--- The group that the image is in, nil if it is in none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_get_group rbd_group_info_cleanup      CLI: rbd info
---@return rbd.Membership? group
function Image:find_group() end

--- A group of images whose snapshots are taken at one moment. It keeps its pool alive.
---@class rbd.Group
---@field name string                # when it was opened
---@field spec string                # "vms/nightly"
---@field pool ceph.Pool
local Group = {}

---@class rbd.GroupImage
---@field pool string
---@field name string
---@field attached boolean           # else adding or removing it was begun and not ended

--- The images of the group, sorted by pool and name.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_group_image_list rbd_group_image_list_cleanup      CLI: rbd group image ls
---@return rbd.GroupImage[] images
function Group:images() end

--- Add an image.
---
--- Raises: ENOENT, EEXIST (it is in it already), EBUSY (it is in another), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_image_add      CLI: rbd group image add
---@param name string              # the image
---@param options? { pool?: ceph.Pool } # of the image; default: the group's
function Group:add_image(name, options) end

--- Take an image out of the group.
---
--- Raises: ENOENT, EINVAL (it is not in it), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_image_remove      CLI: rbd group image rm
---@param name string              # the image
---@param options? { pool?: ceph.Pool }
function Group:remove_image(name, options) end

---@class rbd.GroupSnapshot
---@field name string
---@field complete boolean           # else taking or removing it was begun and not ended

--- The snapshots of the group, sorted by name.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_group_snap_list rbd_group_snap_list_cleanup      CLI: rbd group snap ls
---@return rbd.GroupSnapshot[] snapshots
function Group:snapshots() end

--- Take a snapshot of all images at one moment: their writers are stopped meanwhile.
---
--- Raises: ENOENT, EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Cost:   the exclusive lock of each image
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_snap_create2      CLI: rbd group snap create
---@param name string              # the snapshot
function Group:create_snapshot(name) end

--- Remove a snapshot, with its parts.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_group_snap_remove      CLI: rbd group snap rm
---@param name string              # the snapshot
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Group:remove_snapshot(name, options) end

--- Give a snapshot another name.
---
--- Raises: ENOENT, EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_group_snap_rename      CLI: rbd group snap rename
---@param name string              # the snapshot
---@param new_name string          # no "/" and no "@"
function Group:rename_snapshot(name, new_name) end

--- Make all images of the group what they were when a snapshot was taken: what was written since is lost.
---
--- Raises: ENOENT, EINVAL (the group has other images now, or the snapshot is not complete), EACCES, ETIMEDOUT
--- Cost:   a write for each object; it is not interrupted
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_group_snap_rollback_with_progress      CLI: rbd group snap rollback
---@param name string              # the snapshot
---@param options? rbd.SureOptions
function Group:rollback(name, options) end
