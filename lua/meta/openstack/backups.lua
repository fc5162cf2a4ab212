---@meta openstack.backups
error "a meta file is read by editors, not by Lua"

-- More of the module openstack: backups.

---@class openstack.Backup
---@field id string
---@field name string|nil
---@field status string                  # "creating" "available" "error" "restoring" …
---@field size integer|nil               # bytes
---@field volume string                  # id
---@field container string|nil           # with the Ceph driver the pool
---@field incremental boolean
---@field has_dependents boolean         # incremental backups build on it
---@field fail_reason string|nil
---@field created string

---@alias openstack.BackupRef string|openstack.Backup

--- Backups of volumes.
---@class openstack.Backups
local Backups = {}

--- All backups of the project.
---
--- Risk: reads      CLI: openstack volume backup list
---@param options? { name?: string, status?: string, volume?: openstack.VolumeRef } # `name`: only those called so; `status`: only those in this state
---@return openstack.Backup[] backups
function Backups:list(options) end

--- The backup of that name.
---
--- Raises: CONFLICT
--- Risk:   reads
---@param name string              # its name
---@return openstack.Backup|nil backup
function Backups:find(name) end

--- One backup.
---
--- Raises: HTTP_404
--- Risk:   reads      CLI: openstack volume backup show
---@param backup openstack.BackupRef
---@return openstack.Backup backup
function Backups:get(backup) end

---@class openstack.BackupOptions
---@field volume openstack.VolumeRef # what it is of
---@field name string              # what it is called
---@field incremental? boolean     # only what changed since the last one
---@field force? boolean           # also of a volume in use
---@field snapshot? openstack.SnapshotRef # what is backed up instead of the volume as it is now
---@field container? string        # the pool or container; default: cinder-backup's own
---@field description? string      # one line
---@field wait? boolean            # until it is usable; default true
---@field timeout? number|string   # seconds

--- Back a volume up. After a restart cinder-backup cannot be scheduled to for up to 70 s although it says that it is up:
--- failures of that kind are tried again until `timeout`.
---
--- Raises: HTTP_400 (in use), HTTP_500 (no cinder-backup), BAD_STATE (with the service's fail_reason), ETIMEDOUT
--- Units:  `timeout` in seconds; default 30 minutes
--- Risk:   writes     CLI: openstack volume backup create
---@param options openstack.BackupOptions
---@return openstack.Backup backup
function Backups:create(options) end

--- Restore a backup into a volume (`volume`, which is overwritten), or into a new one of the name `name`.
---
--- Raises: HTTP_400, HTTP_413 (larger than the volume), BAD_STATE, ETIMEDOUT
--- Units:  `timeout` in seconds; default 30 minutes
--- Risk:   destroys   CLI: openstack volume backup restore
---@param backup openstack.BackupRef
---@param options? { volume?: openstack.VolumeRef, name?: string, wait?: boolean, timeout?: number|string, sure?: string } # `name`: of the new volume; `sure`: its name once more
---@return openstack.Volume volume
function Backups:restore(backup, options) end

--- Remove a backup.
---
--- Raises: HTTP_404, HTTP_400 (others build on it), BAD_STATE, ETIMEDOUT
--- Risk:   destroys   CLI: openstack volume backup delete
---@param backup openstack.BackupRef
---@param options? { force?: boolean, wait?: boolean, timeout?: number|string, sure?: string } # `timeout`: seconds; `sure`: its name once more
function Backups:remove(backup, options) end

--- Wait until a backup has a status; default "available".
---
--- Raises: ETIMEDOUT, BAD_STATE
--- Risk:   reads
---@param backup openstack.BackupRef
---@param options? { status?: string, timeout?: number|string } # `status`: default "available"; `timeout`: seconds
---@return openstack.Backup backup
function Backups:wait(backup, options) end
