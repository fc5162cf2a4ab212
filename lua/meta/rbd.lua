---@meta rbd
error "a meta file is read by editors, not by Lua"

--- RBD images: listing, creating, cloning, snapshots, reading and writing.
---
--- Works on pools that `cluster:open_pool(name)` gave. Sizes and offsets are bytes, or text such as "10G".
---@class rbd
local rbd = {}

--- The version of the librbd library, as "1.16.0".
---
--- Risk:   reads
--- C:      rbd_version
---@return string version
function rbd.version() end

---@class rbd.ImageEntry
---@field id string
---@field name string

--- The images of a pool, sorted by name.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list2      CLI: rbd ls
---@param pool ceph.Pool
---@return rbd.ImageEntry[] images
function rbd.images(pool) end

--- What `image:info()` says of the image of that name, nil if there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_open_read_only      CLI: rbd info
---@param pool ceph.Pool
---@param name string
---@return rbd.Info? info
function rbd.find_image(pool, name) end

---@class rbd.OpenOptions
---@field snapshot? string           # open this snapshot; implies read_only
---@field read_only? boolean         # no lock is taken and nobody is disturbed; default false

--- Open an image.
---
--- Raises: ENOENT (no such image, or no such snapshot), EACCES, EROFS, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_open rbd_open_read_only
---
--- ```lua
--- local images <close> = cluster:open_pool "images"
--- local image  <close> = rbd.open(images, "8a2f…", { read_only = true })
--- print(image:info().size)
--- ```
---@param pool ceph.Pool
---@param name string
---@param options? rbd.OpenOptions
---@return rbd.Image image
function rbd.open(pool, name, options) end

---@class rbd.CreateOptions
---@field size integer|string        # bytes
---@field features? string[]         # names; default: the cluster's rbd_default_features
---@field object_size? integer|string # a power of two, 4 KiB to 32 MiB; default: the cluster's (4 MiB)

--- Create an image.
---
--- Raises: EEXIST, EINVAL, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- C:      rbd_create4      CLI: rbd create
---@param pool ceph.Pool
---@param name string
---@param options rbd.CreateOptions
function rbd.create(pool, name, options) end

---@class rbd.CloneOptions
---@field parent_pool ceph.Pool
---@field parent string              # name of the parent image
---@field snapshot string            # its snapshot
---@field pool? ceph.Pool            # of the clone; default: the parent's
---@field name string                # of the clone
---@field features? string[]
---@field object_size? integer|string
---@field format? 1|2                # 2, the default, needs no protected snapshot; 1 is for clients before Mimic

--- Make a copy-on-write clone of a snapshot.
---
--- Raises: ENOENT, EEXIST, EINVAL (format 1 and the snapshot is not protected), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_clone3      CLI: rbd clone
---
--- ```lua
--- rbd.clone { parent_pool = images, parent = "debian", snapshot = "snap", pool = vms, name = "vm-1" }
--- ```
---@param options rbd.CloneOptions
function rbd.clone(options) end

--- Remove an image. It must have no snapshots, no watchers, and no clones.
---
--- Raises: ENOENT, EBUSY (somebody has it open), ENOTEMPTY (it has snapshots), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_remove_with_progress      CLI: rbd rm
---@param pool ceph.Pool
---@param name string
function rbd.remove(pool, name) end

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
--- C:      rbd_trash_list      CLI: rbd trash ls
---@param pool ceph.Pool
---@return rbd.TrashEntry[] entries
function rbd.trash(pool) end

--- Move an image to the trash; clones of it stay usable.
---
--- Raises: ENOENT, EBUSY, EACCES, ETIMEDOUT
--- Units:  `delay` in seconds
--- Yields: yes
--- Risk:   writes
--- C:      rbd_trash_move      CLI: rbd trash mv
---@param pool ceph.Pool
---@param name string
---@param options? { delay?: number|string }
function rbd.move_to_trash(pool, name, options) end

--- Take an image out of the trash again.
---
--- Raises: ENOENT, EEXIST, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_trash_restore      CLI: rbd trash restore
---@param pool ceph.Pool
---@param id string
---@param options? { name?: string }
function rbd.restore_from_trash(pool, id, options) end

--- Remove an image that is in the trash, for good.
---
--- Raises: ENOENT, EPERM (its delay has not passed and `force` is not set), EBUSY, ENOTEMPTY, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_trash_remove_with_progress      CLI: rbd trash rm
---@param pool ceph.Pool
---@param id string
---@param options? { force?: boolean }
function rbd.remove_from_trash(pool, id, options) end

--- An open image. It keeps its pool and cluster alive.
---@class rbd.Image
---@field name string
---@field spec string                # "vms/vm-1", "images/debian@snap"
---@field snapshot? string           # the snapshot it was opened at
---@field read_only boolean
---@field pool ceph.Pool
local Image = {}

--- Close the image; twice is fine. Data that was written is flushed.
---
--- Risk:   reads
--- C:      rbd_close
function Image:close() end

---@class rbd.Info
---@field name string
---@field id string
---@field size integer               # bytes
---@field order integer              # objects are 2^order bytes
---@field object_size integer        # bytes
---@field objects integer            # how many at most
---@field object_prefix string       # "rbd_data.10226b8b4567"
---@field features string[]          # { "layering", "exclusive-lock", … }
---@field flags string[]             # { "object-map-invalid" }
---@field created_at integer         # seconds since 1970
---@field parent? rbd.Parent

---@class rbd.Parent
---@field pool string
---@field namespace string           # "" where none
---@field image string
---@field image_id string
---@field snapshot string
---@field snapshot_id integer
---@field trash boolean              # the parent image is in the trash
---@field overlap integer            # bytes the child shares with it
---@field spec string                # "images/debian@snap"

--- Everything about the image that its header knows.
---
--- Raises: EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rbd_stat rbd_get_features rbd_get_flags rbd_get_create_timestamp rbd_get_id      CLI: rbd info
---@return rbd.Info info
function Image:info() end

--- The snapshot that the image is a clone of, nil if it is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_get_parent      CLI: rbd info
---@return rbd.Parent? parent
function Image:parent() end

---@class rbd.Snapshot
---@field id integer
---@field name string
---@field size integer               # bytes
---@field is_protected boolean
---@field created_at integer         # seconds since 1970
---@field namespace string           # "user", "group", "trash" or "mirror"

--- The snapshots of the image, oldest first.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_list      CLI: rbd snap ls
---@return rbd.Snapshot[] snapshots
function Image:snapshots() end

--- Take a snapshot.
---
--- Raises: EEXIST, EROFS, EACCES, ETIMEDOUT
--- Cost:   one metadata write; waits for the owner of the exclusive lock
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_create      CLI: rbd snap create
---@param name string                # no "@" and no "/"
function Image:create_snapshot(name) end

--- Remove a snapshot.
---
--- Raises: ENOENT, EBUSY (it is protected, or has clones), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_snap_remove      CLI: rbd snap rm
---@param name string
function Image:remove_snapshot(name) end

--- Protect a snapshot: it can be cloned, and cannot be removed until it is unprotected.
---
--- Raises: ENOENT, EBUSY (already protected), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_protect      CLI: rbd snap protect
---@param name string
function Image:protect(name) end

--- Take the protection of a snapshot away.
---
--- Raises: ENOENT, EINVAL (it is not protected), EBUSY (it has clones), EROFS, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_snap_unprotect      CLI: rbd snap unprotect
---@param name string
function Image:unprotect(name) end

--- Whether a snapshot is protected.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_snap_is_protected      CLI: rbd snap ls
---@param name string
---@return boolean protected
function Image:is_protected(name) end

---@class rbd.Child
---@field pool string
---@field namespace string           # "" where none
---@field name string
---@field id string
---@field trash boolean              # the child is in the trash
---@field spec string                # "vms/vm-1"

--- The clones of the image, in all pools, those in the trash too; of one snapshot when it is named.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_children3      CLI: rbd children --all
---@param snapshot? string
---@return rbd.Child[] children
function Image:children(snapshot) end

--- Copy what the image shares with its parent into it, and cut the tie.
---
--- Raises: EINVAL (it is no clone), EROFS, ECANCELED (it may be flattened again), EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   writes
--- C:      rbd_flatten_with_progress      CLI: rbd flatten
function Image:flatten() end

--- Change the size. Shrinking needs `shrink`, as what lies beyond is lost.
---
--- Raises: USAGE (smaller, without `shrink`), EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_resize2      CLI: rbd resize
---@param size integer|string
---@param options? { shrink?: boolean }
function Image:resize(size, options) end

--- Read bytes. What lies beyond the end is left out.
---
--- Raises: EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   reads
--- C:      rbd_read2      CLI: rbd export
---@param offset integer|string
---@param length integer|string      # at most 64 MiB at a time
---@return string data
function Image:read(offset, length) end

--- Write bytes.
---
--- Raises: EINVAL (beyond the end), EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   writes
--- C:      rbd_write2      CLI: rbd import
---@param offset integer|string
---@param data string
function Image:write(offset, data) end

--- Discard bytes: they read as zeros, or as they were where the range does not cover what the store can free.
---
--- Raises: EROFS, EACCES, ETIMEDOUT
--- Units:  bytes
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_discard
---@param offset integer|string
---@param length integer|string
function Image:discard(offset, length) end

--- Wait until everything that was written is on stable storage.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_flush
function Image:flush() end

---@class rbd.Locker
---@field client string              # "client.4123"
---@field cookie string
---@field address string             # "192.168.0.122:0/1234"
---@field exclusive boolean
---@field tag string                 # "" for exclusive and untagged locks

--- Who holds a lock on the image; the exclusive-lock feature's own lock is among them.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_list_lockers      CLI: rbd lock ls
---@return rbd.Locker[] lockers
function Image:lockers() end

--- Break a lock that a client holds: what `lockers` gave. The client is blocklisted first where the cluster says so.
---
--- Raises: ENOENT, EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   destroys
--- C:      rbd_break_lock      CLI: rbd lock rm
---@param client string              # "client.4123"
---@param cookie string
function Image:break_lock(client, cookie) end

---@class rbd.LockOwner
---@field owner string               # as librbd names it: an address, or a cookie
---@field mode string                # "exclusive" or "shared"

--- The owner of the exclusive lock as librbd sees it; an empty list where there is none.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_lock_get_owners
---@return rbd.LockOwner[] owners
function Image:lock_owners() end

---@class rbd.Watcher
---@field address string             # "192.168.0.122:0/1234"
---@field client integer             # 4123
---@field cookie integer|string      # a string when it exceeds a Lua integer

--- Who has the image open for writing, this connection too.
---
--- Raises: EACCES, ETIMEDOUT
--- Yields: yes
--- Risk:   reads
--- C:      rbd_watchers_list      CLI: rbd status
---@return rbd.Watcher[] watchers
function Image:watchers() end

return rbd
