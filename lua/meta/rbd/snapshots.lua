---@meta rbd.snapshots
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: snapshots of an image.

---@class rbd.Image
local Image = {}

---@class rbd.Snapshot
---@field id integer               # unique in the pool, never used again
---@field name string
---@field size integer               # bytes
---@field is_protected boolean
---@field created_at integer         # seconds since 1970
---@field namespace string           # "user", "group", "trash" or "mirror"
---@field original_name? string      # in the trash: its name before it was removed; clones need it still
---@field group? rbd.Membership      # of a group: that group's snapshot

--- The snapshots of the image, oldest first.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_list rbd_snap_list_end rbd_snap_get_timestamp rbd_snap_get_namespace_type
---         rbd_snap_get_trash_namespace rbd_snap_get_group_namespace rbd_snap_group_namespace_cleanup
--- CLI:    rbd snap ls --all
---@return rbd.Snapshot[] snapshots
function Image:snapshots() end

--- Take a snapshot.
---
--- Raises: EEXIST, EDQUOT (as many as the limit allows), EINVAL, EROFS, EACCES, ETIMEDOUT
--- Cost:   one metadata write; waits for the owner of the exclusive lock
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_create      CLI: rbd snap create
---@param name string                # no "@" and no "/"
function Image:create_snapshot(name) end

--- Remove a snapshot. One with clones of format 2 stays in the trash namespace until the last of them is gone.
---
--- Raises: ENOENT, EBUSY (it is protected, or has clones), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_remove      CLI: rbd snap rm
---@param name string              # the snapshot
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Image:remove_snapshot(name, options) end

--- Protect a snapshot: it can be cloned, and cannot be removed until it is unprotected.
---
--- Raises: ENOENT, EBUSY (already protected), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_protect      CLI: rbd snap protect
---@param name string              # the snapshot
function Image:protect(name) end

--- Take the protection of a snapshot away.
---
--- Raises: ENOENT, EINVAL (it is not protected), EBUSY (it has clones), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_unprotect      CLI: rbd snap unprotect
---@param name string              # the snapshot
function Image:unprotect(name) end

--- Whether a snapshot is protected.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_is_protected      CLI: rbd snap ls
---@param name string              # the snapshot
---@return boolean protected
function Image:is_protected(name) end

--- Remove a snapshot by its id: also one in the trash namespace.
---
--- Raises: ENOENT, EBUSY (it is protected, or clones still need it), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_remove_by_id      CLI: rbd snap rm --snap-id
---@param id integer               # as `image:snapshots()` gives it
---@param options? { sure?: string } # the name again: nothing is asked at the prompt
function Image:remove_snapshot_by_id(id, options) end

---@class rbd.PurgeSnapshotsOptions : rbd.LongOptions
---@field sure? string             # the image's name, pool/image: nothing is asked at the prompt

--- Remove all snapshots that users took. Those of groups, of mirroring and in the trash namespace stay.
--- `progress` counts snapshots.
---
--- Raises: EBUSY (one is protected, and none was removed; `details` names them), EROFS, ECANCELED, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_list rbd_snap_remove      CLI: rbd snap purge
---@param options? rbd.PurgeSnapshotsOptions
---@return string[] removed          # their names
function Image:purge_snapshots(options) end

--- Give a snapshot another name.
---
--- Raises: ENOENT, EEXIST, EINVAL, EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_rename      CLI: rbd snap rename
---@param name string              # the snapshot
---@param new_name string          # no "/" and no "@"
function Image:rename_snapshot(name, new_name) end

--- Make the image what it was when a snapshot was taken: what was written since is lost.
---
--- Raises: ENOENT, CONFLICT (the snapshot's object map is invalid: rebuild it first), EROFS, EACCES, ETIMEDOUT
--- Cost:   a write for each object; it is not interrupted
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_rollback_with_progress      CLI: rbd snap rollback
---@param name string              # the snapshot
---@param options? rbd.SureOptions
function Image:rollback(name, options) end

--- How many snapshots the image may have, nil where there is no limit.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_get_limit      CLI: rbd info
---@return integer? limit          # how many there may be; nil: any number
function Image:find_snapshot_limit() end

--- Limit how many snapshots the image may have. More that are there stay.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_set_limit      CLI: rbd snap limit set
---@param limit integer            # how many there may be
function Image:set_snapshot_limit(limit) end

--- Take the limit away.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_set_limit      CLI: rbd snap limit clear
function Image:remove_snapshot_limit() end
