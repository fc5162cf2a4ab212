---@meta rbd.migration
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: live migration of images.

---@class rbd
local rbd = {}

---@class rbd.MigrationOptions
---@field pool? ceph.Pool            # where it goes; default: where it is
---@field name? string               # its name there; default: the one it has
---@field features? string[]
---@field object_size? integer|string # a power of two, 4 KiB to 32 MiB
---@field stripe_unit? integer|string # bytes
---@field stripe_count? integer    # objects of a stripe
---@field data_pool? string

--- Begin to migrate an image: from now on clients open the new one, which takes from the old what it does not have.
---
--- Raises: ENOENT, EBUSY (a client has it open), EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_migration_prepare      CLI: rbd migration prepare
---
--- ```lua
--- rbd.prepare_migration(vms, "vm-1", { pool = fast })
--- rbd.execute_migration(fast, "vm-1")
--- rbd.commit_migration(fast, "vm-1")
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options? rbd.MigrationOptions
function rbd.prepare_migration(pool, name, options) end

--- Copy what the new image does not have yet. Clients may use it meanwhile.
---
--- Raises: ENOENT, EINVAL (none was prepared), ECANCELED, ETIMEDOUT (it may be executed again), EACCES
--- Yields: yes
--- Risk:   writes
--- C:      rbd_migration_execute_with_progress      CLI: rbd migration execute
---@param pool ceph.Pool             # of the new image
---@param name string                # of the new image
---@param options? rbd.LongOptions
function rbd.execute_migration(pool, name, options) end

--- End a migration: the old image is removed.
---
--- Raises: ENOENT, EBUSY, EINVAL (it is not executed), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_migration_commit_with_progress      CLI: rbd migration commit
---@param pool ceph.Pool             # of the new image
---@param name string                # of the new image
---@param options? rbd.SureOptions
function rbd.commit_migration(pool, name, options) end

--- Take a migration back: the old image is what it was; the new one is removed, with what was written to it.
---
--- Raises: ENOENT, EBUSY (a client has it open), EINVAL (it is not being migrated), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_migration_abort_with_progress      CLI: rbd migration abort
---@param pool ceph.Pool             # of the new image
---@param name string                # of the new image
---@param options? rbd.SureOptions
function rbd.abort_migration(pool, name, options) end

---@class rbd.Migration
---@field source_pool string         # "" if it is gone
---@field source_namespace string
---@field source_name string
---@field source_id string
---@field pool string
---@field namespace string
---@field name string
---@field id string
---@field state string               # preparing prepared executing executed aborting error unknown
---@field description string         # "50% complete"; may be empty

--- How the migration of an image stands, nil if it is not being migrated.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_migration_status rbd_migration_status_cleanup      CLI: rbd status
---@param pool ceph.Pool             # of the new image
---@param name string                # of the new image
---@return rbd.Migration? migration
function rbd.find_migration(pool, name) end
