---@meta rbd.transfer
error "a meta file is read by editors, not by Lua"

-- More of the module rbd: what moves whole images, and what does the same to many.

---@class rbd
local rbd = {}

---@class rbd.TransferOptions
---@field in_flight? integer         # objects under way at a time; default, and never more than: as many as 48 MiB hold
---@field rate? integer|string       # bytes to read a second, at most
---@field timeout? number|string     # seconds until it has to be done; default: it takes as long as it takes
---@field digests? string[]          # "objects", "sha256", "sha512", "md5"; default: none
---@field verify? boolean            # read what was written, and compare it object by object

--- What a new image shall be like.
---@class rbd.NewImageOptions
---@field features? string[]         # names; default: the cluster's rbd_default_features
---@field object_size? integer|string # a power of two, 4 KiB to 32 MiB; default: the cluster's; of a copy the source's
---@field stripe_unit? integer|string # bytes in one object before the next of the stripe; a divisor of object_size
---@field stripe_count? integer      # objects of a stripe; needs stripe_unit
---@field data_pool? string          # the pool for the data, if not the image's own

---@class rbd.ImportOptions : rbd.TransferOptions, rbd.NewImageOptions
---@field from string                # a file, a block device, "http://…", "https://…", or "-" for standard input
---@field size? integer|string       # the size it must have; needed for nothing else
---@field format? 1|2                # 1: raw; 2: with snapshots, as `rbd export --export-format 2` writes it; default 1
---@field keep? boolean              # leave the incomplete image of an import that failed
---@field resume? boolean            # leave an image that can be gone on with, and go on with one

--- What was transferred. `digests.objects` is the SHA-256 of the SHA-256 digests of all objects: it can be computed on
--- all processors, and is the same for images of the same bytes and object size.
---@class rbd.TransferResult
---@field bytes integer              # in total
---@field written integer            # all but zeros
---@field skipped integer            # zeros, which need no writing
---@field seconds number           # how long it took
---@field object_size integer      # bytes
---@field digests table<string, string> # those that were asked for, in hexadecimal
---@field verified boolean           # what was written was read again, and is the same

--- Make an image of a file, a block device, a web server's file or standard input. Holes and zeros are not written. An
--- import that fails or is cancelled removes the image it began. With `resume` it leaves it, and the next import with `resume`
--- goes on: what the image has is compared with the source, whatever that is by now, and written where it differs.
---
--- Raises: EEXIST (before anything is read), EINVAL (`size` is another), CONFLICT (the source changed; verifying found a
---         difference), EBADMSG (it is no stream of format 2, or not whole), EBUSY (with `resume`: another import fills
---         the image), ENOENT, EIO, ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_create4 rbd_aio_write2      CLI: rbd import
---
--- ```lua
--- local result = rbd.import(images, "debian-13", { from = "debian-13.raw", digests = { "sha256" }, verify = true })
--- print(result.digests.sha256, bytes(result.written))
--- ```
---@param pool ceph.Pool
---@param name string                # no "@" and no "/"
---@param options rbd.ImportOptions
---@return rbd.TransferResult result
function rbd.import(pool, name, options) end

--- Like `import`, and returns at once: look at the operation's progress, wait for its end.
---
--- Risk:   writes
---
--- ```lua
--- local import <close> = rbd.start_import(images, "debian-13", { from = "debian-13.raw" })
--- while not import.ended do
---   print(import.progress.done, import.progress.total)
---   tasks.sleep(1)
--- end
--- print(import:wait().seconds)
--- ```
---@param pool ceph.Pool
---@param name string              # of the new image: no "/" and no "@"
---@param options rbd.ImportOptions
---@return rbd.Operation operation
function rbd.start_import(pool, name, options) end

---@class rbd.ExportOptions : rbd.TransferOptions
---@field to string                  # a file, or "-" for standard output
---@field snapshot? string           # the image as it was then
---@field replace? boolean           # a file of that name is replaced, a device overwritten; default: EEXIST
---@field format? 1|2                # 1: raw; 2: with all snapshots, features and metadata, for `rbd import` too; default 1

--- Write an image into a file, with holes where it has none of its own data, or to standard output. The file gets its
--- name when it is whole and on the disk.
---
--- Raises: ENOENT, EEXIST, ENOSPC, CONFLICT (verifying found a difference; the image became smaller), ECANCELED, EACCES,
---         ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_diff_iterate2 rbd_aio_read2      CLI: rbd export
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.ExportOptions
---@return rbd.TransferResult result
function rbd.export(pool, name, options) end

--- Like `export`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.ExportOptions
---@return rbd.Operation operation
function rbd.start_export(pool, name, options) end

---@class rbd.CopyOptions : rbd.TransferOptions, rbd.NewImageOptions
---@field to_pool? ceph.Pool         # default: the same; a pool of another cluster is fine
---@field to_name? string            # default: the same
---@field snapshot? string           # the image as it was then
---@field keep? boolean              # leave the incomplete image of a copy that failed

--- Copy an image into a new one, of this cluster or of another. The copy has the data, not the snapshots, and is no clone.
---
--- Raises: ENOENT, EEXIST, EINVAL, CONFLICT, ECANCELED, EACCES, ETIMEDOUT
--- Units:  bytes; `timeout` in seconds
--- Cost:   48 MiB of buffers
--- Yields: yes
--- Risk:   writes
--- C:      rbd_diff_iterate2 rbd_aio_read2 rbd_aio_write2      CLI: rbd cp
---
--- ```lua
--- rbd.copy(images, "debian-13", { snapshot = "snap", to_pool = elsewhere, verify = true })
--- ```
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.CopyOptions
---@return rbd.TransferResult result
function rbd.copy(pool, name, options) end

--- Like `copy`, and returns at once.
---
--- Risk:   writes
---@param pool ceph.Pool
---@param name string              # the image
---@param options rbd.CopyOptions
---@return rbd.Operation operation
function rbd.start_copy(pool, name, options) end

---@class rbd.TransferProgress
---@field phase string               # "preparing", "transferring", "finishing", "verifying" or "ended"
---@field total? integer             # bytes; nil while that is unknown
---@field done integer               # bytes that were dealt with, zeros too
---@field read integer               # bytes
---@field written integer            # bytes
---@field skipped integer            # bytes
---@field seconds number             # since the phase began
---@field rate number                # bytes dealt with a second, on average
---@field remaining? number          # seconds, as it went so far

---@class rbd.BatchProgress
---@field total integer              # images
---@field done integer             # images that are through
---@field failed integer           # images that failed

--- Something long that runs while a script does other things. A `<close>` variable cancels it, if it still runs, and waits
--- until it has taken back what it began.
---@class rbd.Operation
---@field name string                # "import disk.raw to vms/vm-1"
---@field ended boolean
---@field progress rbd.TransferProgress|rbd.BatchProgress
local Operation = {}

--- Wait for its end; what the function without `start_` returns.
---
--- Raises: what that function raises; ECANCELED (the waiting task was cancelled: the operation goes on)
--- Yields: yes
--- Risk:   reads
---@return rbd.TransferResult|rbd.BatchResult|rbd.BackupResult|rbd.BackupVerification result
function Operation:wait() end

--- Tell it to stop. It takes back what it began, and `wait` raises ECANCELED.
---
--- Risk:   reads
function Operation:cancel() end

---@class rbd.BatchOptions
---@field names? string[]            # the images; or else
---@field prefix? string             # prefix and count: prefix.."1" to prefix..count
---@field count? integer             # how many; with `prefix`
---@field in_flight? integer         # how many at a time; default 32
---@field timeout? number|string     # seconds until it has to be done

---@class rbd.CloneManyOptions : rbd.BatchOptions, rbd.NewImageOptions
---@field parent_pool ceph.Pool
---@field parent string              # name of the parent image
---@field snapshot string            # its snapshot
---@field pool? ceph.Pool            # of the clones; default: the parent's
---@field all_or_nothing? boolean    # when one fails, remove those that were made, and raise its error

---@class rbd.BatchFailure
---@field name string
---@field code string                # "EEXIST"
---@field message string

---@class rbd.BatchResult
---@field done string[]              # names, in the order given
---@field failed rbd.BatchFailure[]  # in the order given
---@field seconds number           # how long it took

--- Make many copy-on-write clones of a snapshot. A clone that fails does not stop the others: it stands in `failed`.
---
--- Raises: with `all_or_nothing` what the first failure was; USAGE (a name stands twice), ECANCELED and ETIMEDOUT, with
---         what was made in the details
--- Cost:   42 operations of OSDs for each clone, most of them reads
--- Yields: yes
--- Risk:   writes
--- C:      rbd_clone3      CLI: rbd clone
---
--- ```lua
--- local made = rbd.clone_many {
---   parent_pool = images, parent = "debian-13", snapshot = "snap", pool = vms, prefix = "vm-", count = 200,
--- }
--- print(#made.done, #made.failed)
--- ```
---@param options rbd.CloneManyOptions
---@return rbd.BatchResult result
function rbd.clone_many(options) end

--- Like `clone_many`, and returns at once.
---
--- Risk:   writes
---@param options rbd.CloneManyOptions
---@return rbd.Operation operation
function rbd.start_clone_many(options) end

---@class rbd.ImagesOptions : rbd.BatchOptions
---@field pool ceph.Pool

---@class rbd.RemoveManyOptions : rbd.ImagesOptions
---@field sure? string             # the name of the pool: nothing is asked at the prompt

--- Remove many images. One that cannot be removed does not stop the others: it stands in `failed`.
---
--- Raises: USAGE (a name stands twice), ECANCELED and ETIMEDOUT, with what was removed in the details
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_remove_with_progress      CLI: rbd rm
---@param options rbd.RemoveManyOptions
---@return rbd.BatchResult result
function rbd.remove_many(options) end

--- Like `remove_many`, and returns at once.
---
--- Risk:   destroys
---@param options rbd.RemoveManyOptions
---@return rbd.Operation operation
function rbd.start_remove_many(options) end

--- Flatten many clones. One that cannot be flattened does not stop the others: it stands in `failed`.
---
--- Raises: USAGE (a name stands twice), ECANCELED and ETIMEDOUT, with what was flattened in the details
--- Yields: yes
--- Risk:   writes
--- C:      rbd_flatten_with_progress      CLI: rbd flatten
---@param options rbd.ImagesOptions
---@return rbd.BatchResult result
function rbd.flatten_many(options) end

--- Like `flatten_many`, and returns at once.
---
--- Risk:   writes
---@param options rbd.ImagesOptions
---@return rbd.Operation operation
function rbd.start_flatten_many(options) end

return rbd
