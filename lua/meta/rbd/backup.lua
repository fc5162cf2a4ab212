---@meta rbd.backup
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: backups of images.

---@class rbd
local rbd = {}

---@class rbd.BackupOptions
---@field to_pool ceph.Pool          # where the backup is; a pool of another cluster is fine
---@field to_name? string            # the backup's image there; default: "backup.POOL.IMAGE"
---@field full? boolean              # read all of the image, whatever the last point was of: a new chain begins
---@field in_flight? integer         # objects under way at a time; default, and never more than: as many as 48 MiB hold
---@field rate? integer|string       # bytes to read a second, at most
---@field timeout? number|string     # seconds until it has to be done; default: it takes as long as it takes

---@class rbd.BackupResult
---@field backup string              # the image that holds the backup
---@field point string               # "20261125T021000Z"
---@field base? string               # the point before; nil if all of the image was read
---@field size integer               # bytes of the image
---@field objects integer            # of the image, those that are all zeros too
---@field changed integer            # objects that are not as they were at the point before
---@field read integer               # bytes
---@field written integer            # bytes: all but zeros
---@field digest string              # SHA-256 of the SHA-256 digests of all objects, as `digests.objects` of a copy
---@field seconds number           # how long it took

--- Add a point to the backup of an image: the whole image the first time, later what has changed. The image keeps one
--- snapshot, "cephlua-backup.POINT", which the next point is an increment of. A backup that was interrupted is gone on
--- with by the next one.
---
--- Raises: CONFLICT (the last point does not fit to the image, or the backup was changed: says what is wrong),
---         EBUSY (another backup of it runs), EEXIST (an image that is no backup has the name), ENOENT, ECANCELED,
---         EACCES, ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   reads the objects that changed; 48 MiB of buffers, and about 100 bytes for each object of the image
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_create rbd_diff_iterate2 rbd_aio_read2 rbd_aio_write2 rbd_lock_acquire
--- CLI:    rbd export-diff | rbd import-diff
---
--- ```lua
--- local result = rbd.backup(vms, "vm-1", { to_pool = backups })
--- print(result.point, result.changed, bytes(result.written))
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.BackupOptions
---@return rbd.BackupResult result
function rbd.backup(pool, name, options) end

--- Like `backup`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.BackupOptions
---@return rbd.Operation operation
function rbd.start_backup(pool, name, options) end

---@class rbd.RestoreOptions : rbd.TransferOptions, rbd.NewImageOptions
---@field to_pool ceph.Pool          # of any cluster
---@field to_name string             # the image that is made
---@field point? string              # default: the last

--- Make a new image of a point of a backup. Each object is compared with the manifest while it is copied; if one is not
--- what was backed up, the image that was begun is removed.
---
--- Raises: CONFLICT (an object is not what was backed up: names it), EBADMSG (the manifest is damaged), ENOENT, EEXIST,
---         ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_aio_read2 rbd_create4 rbd_aio_write2      CLI: rbd cp
---
--- ```lua
--- rbd.restore(backups, "backup.vms.vm-1", { point = "20261125T021000Z", to_pool = vms, to_name = "vm-1-restored" })
--- ```
---@param pool ceph.Pool             # of the backup
---@param name string                # the backup's image
---@param options rbd.RestoreOptions
---@return rbd.TransferResult result
function rbd.restore(pool, name, options) end

--- Like `restore`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.RestoreOptions
---@return rbd.Operation operation
function rbd.start_restore(pool, name, options) end

---@class rbd.VerifyBackupOptions
---@field point? string              # default: the last
---@field in_flight? integer       # requests at a time
---@field rate? integer|string     # bytes a second at most
---@field timeout? number|string   # seconds

---@class rbd.BackupVerification
---@field point string
---@field size integer               # bytes of the image
---@field objects integer            # that were compared
---@field digest string              # over all of them
---@field seconds number           # how long it took

--- Read a point of a backup, and compare each object with the manifest.
---
--- Raises: CONFLICT (objects are not what was backed up: names them), EBADMSG (the manifest is damaged), ENOENT,
---         ECANCELED, EACCES, ETIMEDOUT
--- Cost:   reads all of the point
--- Yields: yes
--- Risk:   reads
--- C:      rbd_aio_read2
---@param pool ceph.Pool             # of the backup
---@param name string                # the backup's image
---@param options? rbd.VerifyBackupOptions
---@return rbd.BackupVerification result
function rbd.verify_backup(pool, name, options) end

--- Like `verify_backup`, and returns at once.
---
--- Risk:   reads
---@param pool ceph.Pool
---@param name string              # the image
---@param options? rbd.VerifyBackupOptions
---@return rbd.Operation operation
function rbd.start_verify_backup(pool, name, options) end

---@class rbd.BackupPoint
---@field name string                # "20261125T021000Z"
---@field created_at integer         # seconds since 1970
---@field size integer               # bytes of the image
---@field base? string               # the point before; nil if all of the image was read
---@field changed integer            # objects that were not as they were at the point before
---@field digest? string             # over all objects; nil if the manifest is missing or damaged

---@class rbd.Backup
---@field name string                # the image that holds it
---@field pool string                # of the image that is backed up; "" while there is no point
---@field image string               # its name; "" while there is no point
---@field points rbd.BackupPoint[]   # oldest first
---@field pending boolean            # a backup runs, or was interrupted

--- The backups in a pool, of images whose names begin with "backup.".
---
--- Cost:   reads the beginning of each manifest
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_list
---@param pool ceph.Pool
---@return rbd.Backup[] backups
function rbd.backups(pool) end

--- The backup that an image holds; nil if it holds none.
---
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_list
---@param pool ceph.Pool
---@param name string                # the backup's image
---@return rbd.Backup? backup
function rbd.find_backup(pool, name) end

---@class rbd.ExpiredBackupsOptions
---@field points string[]            # names of points
---@field last? integer              # keep the latest ones
---@field daily? integer             # keep the latest one of each of so many days (UTC) that have one
---@field weekly? integer            # keep the latest one of each of so many weeks, from Monday on, that have one

--- Which points are not kept by any of these rules, oldest first. The latest of all is kept always.
---
--- Raises: USAGE (no rule is given)
--- Risk:   reads
---
--- ```lua
--- print(#rbd.expired_backups { points = { "20261124T020000Z", "20261125T020000Z" }, last = 1 })
--- ```
---@param options rbd.ExpiredBackupsOptions
---@return string[] points
function rbd.expired_backups(options) end

---@class rbd.RemoveBackupPointsOptions
---@field points string[]            # names of points
---@field timeout? number|string     # seconds until it has to be done
---@field sure? string               # the name again: nothing is asked at the prompt

--- Remove points of a backup, but never the last: the next one is an increment of it.
---
--- Raises: ENOENT (no such backup or point; nothing is removed then), EINVAL (the last point is among them), EBUSY (a
---         backup of it runs), ECANCELED, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_remove      CLI: rbd snap rm
---@param pool ceph.Pool             # of the backup
---@param name string                # the backup's image
---@param options rbd.RemoveBackupPointsOptions
---@return string[] removed          # oldest first
function rbd.remove_backup_points(pool, name, options) end

---@class rbd.RemoveBackupOptions
---@field from_pool? ceph.Pool       # of the image that was backed up: its snapshot for the next increment goes too
---@field timeout? number|string     # seconds until it has to be done
---@field sure? string               # the name again: nothing is asked at the prompt

--- Remove a backup: all of its points, and its image. The image that was backed up keeps the snapshot
--- "cephlua-backup.POINT" unless `from_pool` says where it is. What was interrupted is gone on with when it is called
--- again.
---
--- Raises: ENOENT (no such backup), EBUSY (a backup of it runs, or a point is protected or has clones), CONFLICT (its
---         image has a snapshot that is no point, or `from_pool` is not where the image was backed up from): nothing
---         is removed then; ECANCELED, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_remove rbd_remove_with_progress      CLI: rbd snap purge, rbd rm
---@param pool ceph.Pool             # of the backup
---@param name string                # the backup's image
---@param options? rbd.RemoveBackupOptions
---@return string[] removed          # the points, oldest first
function rbd.remove_backup(pool, name, options) end

return rbd
