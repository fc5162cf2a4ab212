---@meta rbd.streams
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: images with their snapshots, and what has changed between two of them.

---@class rbd
local rbd = {}

---@class rbd.DeepCopyOptions : rbd.NewImageOptions
---@field to_pool? ceph.Pool          # default: the same; of the same cluster
---@field to_name? string            # default: the same
---@field flatten? boolean           # a copy of a clone has all data itself; default: it is a clone of the same parent
---@field progress? fun(done: integer, total: integer) # called now and then
---@field timeout? number|string     # seconds until it has to be done

--- Copy an image with all its snapshots into a new one of the same cluster. What fails or is cancelled removes the image it
--- began.
---
--- Raises: ENOENT, EEXIST, EINVAL (a pool of another cluster), ECANCELED, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_deep_copy_with_progress      CLI: rbd deep cp
---
--- ```lua
--- rbd.deep_copy(vms, "vm-1", { to_name = "vm-1-before-the-upgrade" })
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.DeepCopyOptions
function rbd.deep_copy(pool, name, options) end

---@class rbd.DiffExportOptions
---@field to string                  # a file, or "-" for standard output
---@field snapshot? string           # the image as it was then; default: as it is now
---@field from_snapshot? string      # what whoever reads the diff has already; default: nothing
---@field replace? boolean           # a file of that name is replaced, a device overwritten; default: EEXIST
---@field in_flight? integer         # objects under way at a time; default, and never more than: as many as 48 MiB hold
---@field rate? integer|string       # bytes to read a second, at most
---@field timeout? number|string     # seconds until it has to be done; default: it takes as long as it takes

--- Write what has changed in an image since a snapshot, as `rbd import-diff` reads it. A file gets its name when it is
--- whole and on the disk.
---
--- Raises: ENOENT, EEXIST, EINVAL (`from_snapshot` is not older), ENOSPC, ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   reads the objects that changed; 48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_diff_iterate2 rbd_aio_read2      CLI: rbd export-diff
---
--- ```lua
--- rbd.export_diff(vms, "vm-1", { snapshot = "tuesday", from_snapshot = "monday", to = "tuesday.diff" })
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.DiffExportOptions
---@return rbd.TransferResult result
function rbd.export_diff(pool, name, options) end

--- Like `export_diff`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.DiffExportOptions
---@return rbd.Operation operation
function rbd.start_export_diff(pool, name, options) end

---@class rbd.DiffImportOptions
---@field from string                # a file, or "-" for standard input
---@field in_flight? integer         # objects under way at a time; default, and never more than: as many as 48 MiB hold
---@field rate? integer|string       # bytes to read a second, at most
---@field timeout? number|string     # seconds until it has to be done; default: it takes as long as it takes

--- Make an image what a diff of `export_diff` or `rbd export-diff` says. The image has to be as its snapshot is that the
--- diff begins with, or empty if it begins with none: `rbd import-diff` does not look. What is interrupted leaves an image
--- that has to be rolled back to that snapshot; the error says so.
---
--- Raises: ENOENT (the image, or the snapshot that the diff begins with), CONFLICT (the image is not as that snapshot),
---         EEXIST (it has the snapshot that the diff ends with), EBADMSG (the diff is not whole), ECANCELED, EACCES,
---         ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_aio_write2 rbd_aio_write_zeroes rbd_snap_create      CLI: rbd import-diff
---
--- ```lua
--- rbd.import_diff(elsewhere, "vm-1", { from = "tuesday.diff" })
--- ```
---@param pool ceph.Pool
---@param name string              # the image, which exists
---@param options rbd.DiffImportOptions
---@return rbd.TransferResult result
function rbd.import_diff(pool, name, options) end

--- Like `import_diff`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image, which exists
---@param options rbd.DiffImportOptions
---@return rbd.Operation operation
function rbd.start_import_diff(pool, name, options) end

return rbd
