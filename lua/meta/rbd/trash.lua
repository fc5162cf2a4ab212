---@meta rbd.trash
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: the trash.

---@class rbd
local rbd = {}

---@class rbd.TrashEntry
---@field id string
---@field name string
---@field source string              # "user", "mirroring", "migration" or "removing"
---@field deleted_at integer         # seconds since 1970
---@field deferred_until integer     # seconds since 1970

--- The images in a pool's trash, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_trash_list rbd_trash_list_cleanup      CLI: rbd trash ls
---@param pool ceph.Pool
---@return rbd.TrashEntry[] entries
function rbd.trash(pool) end

---@class rbd.MoveToTrashOptions
---@field delay? number|string       # seconds, or "7d", for which it cannot be removed from the trash; default: none

--- Move an image to the trash; clones of it stay usable.
---
--- Raises: ENOENT, EBUSY, EACCES, ETIMEDOUT
--- Units:  `delay` in seconds
--- Yields: yes
--- Risk:   writes
--- C:      rbd_trash_move      CLI: rbd trash mv
---@param pool ceph.Pool
---@param name string              # the image
---@param options? rbd.MoveToTrashOptions
function rbd.move_to_trash(pool, name, options) end

--- Take an image out of the trash again.
---
--- Raises: ENOENT, EEXIST, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_trash_restore      CLI: rbd trash restore
---@param pool ceph.Pool
---@param id string                # the image's id, as `rbd.trash` gives it
---@param options? { name?: string } # `name`: default: the one it had
function rbd.restore_from_trash(pool, id, options) end

--- Remove an image that is in the trash, for good.
---
--- Raises: ENOENT, EPERM (its delay has not passed and `force` is not set), EBUSY, ENOTEMPTY, EMLINK, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_trash_remove_with_progress      CLI: rbd trash rm
---@param pool ceph.Pool
---@param id string                # the image's id, as `rbd.trash` gives it
---@param options? { force?: boolean, progress?: rbd.Progress, sure?: string } # `sure`: its name once more
function rbd.remove_from_trash(pool, id, options) end

---@class rbd.PurgeOptions
---@field expired_before? number     # seconds since 1970: those whose delay passed by then; default: now
---@field threshold? number          # 0 to 1: only as many, the oldest first, until no more of the pool is used
---@field progress? rbd.Progress
---@field timeout? number|string   # seconds
---@field sure? string             # the name of the pool: nothing is asked at the prompt

--- Remove the images in the trash whose delay has passed, for good.
---
--- Raises: EBUSY, ENOTEMPTY, EMLINK (one cannot be removed; others are), EINVAL, ECANCELED, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_trash_purge_with_progress      CLI: rbd trash purge
---
--- ```lua
--- rbd.purge_trash(pool, { expired_before = clock.now() - 7 * 24 * hours })
--- ```
---@param pool ceph.Pool
---@param options? rbd.PurgeOptions
function rbd.purge_trash(pool, options) end

---@class rbd.PurgeSchedule
---@field interval string            # "1d", "12h", "30m"
---@field start? string              # when the first of a day is

--- How often the manager purges the pool's trash.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mgr_command      CLI: rbd trash purge schedule ls
---@param pool ceph.Pool             # opened with a namespace: of that one
---@return rbd.PurgeSchedule[] schedules
function rbd.purge_schedules(pool) end

--- Let the manager purge the pool's trash every so often.
---
--- Raises: EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mgr_command      CLI: rbd trash purge schedule add
---@param pool ceph.Pool
---@param interval string            # "1d", "12h", "30m"
---@param options? { start?: string } # a time of day, or a time, as ISO 8601
function rbd.add_purge_schedule(pool, interval, options) end

--- Take such a schedule back; all of the pool's where no interval is named.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rados_mgr_command      CLI: rbd trash purge schedule rm
---@param pool ceph.Pool
---@param options? { interval?: string, start?: string } # `interval`: only this one; `start`: only this one
function rbd.remove_purge_schedule(pool, options) end

---@class rbd.PurgeTime
---@field pool string
---@field namespace string           # "" where none
---@field at string                  # as the manager writes it, in its own time zone

--- When the manager purges the pool's trash next. It looks at its schedules once a minute.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rados_mgr_command      CLI: rbd trash purge schedule status
---@param pool ceph.Pool
---@return rbd.PurgeTime[] times
function rbd.purge_times(pool) end
